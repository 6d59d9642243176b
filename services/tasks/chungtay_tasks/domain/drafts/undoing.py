"""The opposite of an edit: whatever it touched is as it was before, unless it was touched again since."""

from __future__ import annotations

from dataclasses import replace

from chungtay_tasks.domain.drafts import refused, stretches
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings


def undone(now: Content, before: Content, after: Content) -> Content:
    """Raises Refusal where a later edit rests on what would be undone."""
    settings = _settings(now.settings, before.settings, after.settings)
    duties = _duties(now, before, after)
    given, taken = (
        stretches.without(after.unassigned, before.unassigned),
        stretches.without(before.unassigned, after.unassigned),
    )
    unassigned = stretches.together(stretches.without(now.unassigned, given), taken)
    made = replace(now, settings=settings, duties=duties, unassigned=unassigned)
    _require_apart(made)
    return made


def _settings(now: DraftSettings, before: DraftSettings, after: DraftSettings) -> DraftSettings:
    changed = [f for f in DraftSettings.model_fields if getattr(before, f) != getattr(after, f)]
    for field in changed:
        if getattr(now, field) != getattr(after, field):
            raise refused.changed_since(field)
    return now.model_copy(update={field: getattr(before, field) for field in changed})


def _duties(now: Content, before: Content, after: Content) -> tuple[DraftDuty, ...]:
    names = dict.fromkeys(duty.duty for duty in (*before.duties, *after.duties))
    touched = [name for name in names if before.find(name) != after.find(name)]
    for name in touched:
        if now.find(name) != after.find(name):
            raise refused.changed_since(name)
    was = {duty.duty: duty for duty in before.duties}
    standing = {duty.duty: duty for duty in now.duties if duty.duty not in touched or duty.duty in was}
    standing |= {name: was[name] for name in touched if name in was}
    kept = [duty.duty for duty in now.duties if duty.duty in standing]
    return tuple(standing[name] for name in _order(kept, list(standing), list(was)))


def _order(kept: list[str], wanted: list[str], before: list[str]) -> list[str]:
    """What comes back stands again behind what it stood behind."""
    ordered = list(kept)
    for place, name in enumerate(before):
        if name in wanted and name not in ordered:
            earlier = [other for other in before[:place] if other in ordered]
            ordered.insert(ordered.index(earlier[-1]) + 1 if earlier else 0, name)
    return ordered


def _require_apart(content: Content) -> None:
    seen = content.unassigned
    for duty in content.duties:
        if stretches.touch(seen, duty.spans):
            raise refused.changed_since(duty.duty)
        seen = stretches.together(seen, duty.spans)
