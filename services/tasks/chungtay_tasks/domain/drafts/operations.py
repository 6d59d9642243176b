"""What each operation makes of a draft. Operations are complete here: nothing is looked up, so that a draft's history
gives the same draft for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from chungtay_tasks.domain.drafts import stretches
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.undoing import undone
from chungtay_tasks.events.drafts import (
    Add,
    Assign,
    Confirm,
    DraftDuty,
    DraftSettings,
    Drop,
    Edit,
    Lead,
    Match,
    Merge,
    Name,
    NameGroup,
    Operation,
    Party,
    Pass,
    Separate,
    Set,
    Split,
    Stretch,
    Undo,
)  # fmt: skip
from chungtay_tasks.events.parts import Group


def apply(content: Content, operation: Operation, past: Mapping[int, tuple[Content, Content]]) -> Content:
    """Raises Refusal for a duty that is not there, and ValidationError for a value that its field does not take."""
    match operation:
        case Set():
            return replace(content, settings=_set(content.settings, operation))
        case Name() | NameGroup():
            return _named(content, operation)
        case Add() | Drop() | Pass() | Split() | Merge():
            return _cut(content, operation)
        case Undo():
            return undone(content, *past[operation.version])
        case Match():
            dropped = content.duty(operation.duty)
            return content.put(dropped.duty, _changed(dropped, duty=operation.continues, unsure=None))
        case Assign():
            return _assigned(content, operation)
        case Edit() | Lead() | Confirm() | Separate():
            duty = content.duty(operation.duty)
            return content.put(duty.duty, _edited(duty, operation))


def _set(settings: DraftSettings, operation: Set) -> DraftSettings:
    if operation.field in DraftSettings.model_fields:
        return DraftSettings.model_validate({**settings.model_dump(), operation.field: operation.value})
    more = {name: value for name, value in settings.more.items() if name != operation.field}
    if operation.value is not None:
        more[operation.field] = operation.value
    return settings.model_copy(update={"more": more})


def _named(content: Content, operation: Name | NameGroup) -> Content:
    if isinstance(operation, Name):
        return _everywhere(
            content, lambda p: Party(name=p.name, code=operation.code) if p.name == operation.name else p
        )
    standing = {group.code: group for group in content.settings.groups}
    before = standing.get(operation.group)
    members = None if operation.members is None else list(operation.members)
    name = operation.name_vi or (before.name_vi if before else operation.group)
    standing[operation.group] = Group(code=operation.group, name_vi=name, members=members)
    return replace(content, settings=content.settings.model_copy(update={"groups": tuple(standing.values())}))


def _everywhere(content: Content, known: Callable[[Party], Party]) -> Content:
    """Every party as it is known now."""
    names = ("issuer", "report_to", "report_via")
    said = {name: getattr(content.settings, name) for name in names}
    settings = content.settings.model_copy(update={name: known(party) for name, party in said.items() if party})
    duties = tuple(
        _changed(duty, holders=tuple(map(known, duty.holders)), partners=tuple(map(known, duty.partners)))
        for duty in content.duties
    )
    return replace(content, settings=settings, duties=duties)


def _assigned(content: Content, operation: Assign) -> Content:
    known = {party.code: party for party in content.parties if party.code}
    for name in operation.duties:
        duty = content.duty(name)
        holders = duty.holders if operation.holders is None else parties(operation.holders, known)
        partners = duty.partners if operation.partners is None else parties(operation.partners, known)
        content = content.put(name, _changed(duty, holders=holders, partners=partners))
    return content


def parties(codes: Iterable[str], known: Mapping[str, Party]) -> tuple[Party, ...]:
    """Codes as parties, by the name the plan has for them."""
    return tuple(known.get(code) or Party(name=code, code=code) for code in codes)


def _edited(duty: DraftDuty, operation: Edit | Lead | Confirm | Separate) -> DraftDuty:
    match operation:
        case Edit():
            return DraftDuty.model_validate({**duty.model_dump(), operation.field: operation.value})
        case Lead():
            everyone = (*duty.holders, *duty.partners)
            lead = tuple(party for party in everyone if party.code == operation.unit)[:1]
            rest = tuple(party for party in everyone if party.code != operation.unit)
            return _changed(duty, holders=lead or parties((operation.unit,), {}), partners=rest)
        case Confirm():
            return _changed(duty, unsure=None)
        case Separate():
            return _changed(duty, duty=operation.into, unsure=None)


def _cut(content: Content, operation: Add | Drop | Pass | Split | Merge) -> Content:
    """What moves pieces of the plan's text about."""
    match operation:
        case Add(added=added) if added is not None:
            unassigned = stretches.without(content.unassigned, added.spans)
            return replace(content.insert(added), unassigned=unassigned)
        case Add():
            return content
        case Drop():
            duty = content.duty(operation.duty)
            left = () if operation.as_context else duty.spans
            return replace(content.put(duty.duty), unassigned=stretches.together(content.unassigned, left))
        case Pass():
            passed = Stretch(start=operation.start, end=operation.end)
            return replace(content, unassigned=stretches.without(content.unassigned, [passed]))
        case Split():
            return content.put(operation.duty, *_pieces(content.duty(operation.duty), operation))
        case Merge():
            return _merged(content, operation)


def _pieces(duty: DraftDuty, operation: Split) -> Iterable[DraftDuty]:
    """The first goes on as the duty; what people said of the whole is said of none of its pieces."""
    fresh = _changed(duty, title_vi=None, title_en=None, activity_types=None, indicators=None)
    for piece in operation.into:
        yield _changed(fresh, duty=piece.duty, label=piece.label, spans=piece.spans, text=piece.text)


def _merged(content: Content, operation: Merge) -> Content:
    several = [content.duty(name) for name in operation.duties]
    first, *others = several
    whole = _changed(
        first,
        spans=stretches.together(*(duty.spans for duty in several)),
        text=operation.text,
        title_vi=None,
        title_en=None,
        holders=_once(party for duty in several for party in duty.holders),
        partners=_once(party for duty in several for party in duty.partners),
        activity_types=_all(duty.activity_types for duty in several),
        indicators=_all(duty.indicators for duty in several),
        due=next((duty.due for duty in several if duty.due), None),
    )
    for duty in others:
        content = content.put(duty.duty)
    return content.put(first.duty, whole)


def _once(named: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({(party.code or party.name): party for party in named}.values())


def _all(chosen: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """What people chose for any of them; nothing where they left all to the rules."""
    found = [choice for choice in chosen if choice is not None]
    return tuple(dict.fromkeys(code for choice in found for code in choice)) if found else None


def _changed(duty: DraftDuty, /, **other: object) -> DraftDuty:
    return duty.model_copy(update=other)
