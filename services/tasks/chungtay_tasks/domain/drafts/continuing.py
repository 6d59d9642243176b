"""The duties of an amended plan as those of the campaign: which goes on, which is new, which is gone.

What stands word for word in the amended text goes on as people reviewed it, split and merged as they did; of the rest,
what is alike goes on changed, and what is only somewhat alike is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chungtay_tasks.domain.drafts import matching, proposals, stretches
from chungtay_tasks.domain.drafts.content import Content, text_of
from chungtay_tasks.domain.drafts.matching import Match, Words
from chungtay_tasks.domain.drafts.standing import Standing
from chungtay_tasks.domain.drafts.starting import name_of
from chungtay_tasks.events.drafts import DraftDuty, Party, Stretch


@dataclass(frozen=True)
class Continuing:
    """`now` is the campaign as a draft, `old` what its plan was read as, `new` the amended plan with its `text`."""

    standing: Standing
    now: Content
    new: Content
    old: Content | None
    text: str

    def duties(self, used: frozenset[str]) -> tuple[DraftDuty, ...]:
        """In the amended plan's order; `used` are names that no new duty may have."""
        fresh = _fresh_names(used | set(self.standing.duties))
        places = {name: Stretch(start=start, end=end) for name, (start, end) in self.anchors.items()}
        kept = [self._kept(self.now.duty(name), place) for name, place in places.items()]
        made = [*kept, *self._matched(fresh)]
        made += self._own({duty.duty for duty in made})
        return tuple(sorted(made, key=lambda duty: duty.spans[0].start if duty.spans else len(self.text)))

    @cached_property
    def anchors(self) -> Mapping[str, tuple[int, int]]:
        """The campaign's duties whose words stand in the amended text: their new places. Where they do not make up
        whole duties of the amended plan, something was added beside them, and they are matched by likeness."""
        places: dict[str, tuple[int, int]] = {}
        for duty in self.now.duties:
            for span in duty.spans:
                words = self.standing.text[span.start : span.end]
                anywhere = self.old is not None and self._read_before(duty) is None
                if (place := self._place(words, list(places.values()), anywhere)) is not None:
                    places[duty.duty] = place
        while broken := self._broken(places):
            for name in broken:
                del places[name]
        return places

    def _broken(self, places: Mapping[str, tuple[int, int]]) -> list[str]:
        """Those in duties of the amended plan that hold more than such places."""
        kept = {name: Stretch(start=start, end=end) for name, (start, end) in places.items()}
        torn = [duty.spans for duty in self.new.duties if not self._is_made_up(duty.spans, list(kept.values()))]
        return [name for name, place in kept.items() if any(stretches.touch(spans, [place]) for spans in torn)]

    def _is_made_up(self, spans: tuple[Stretch, ...], places: Sequence[Stretch]) -> bool:
        inside = [place for place in places if stretches.touch(spans, [place])]
        return not inside or not stretches.letters(self.text, stretches.without(spans, inside))

    @cached_property
    def held(self) -> tuple[Stretch, ...]:
        return self.new.held

    def _place(self, words: str, taken: Sequence[tuple[int, int]], anywhere: bool) -> tuple[int, int] | None:
        """Where words stand that a duty of the amended plan holds, behind what was found last or else elsewhere.
        `anywhere`: people took them up, so they go on also where the amended plan's reader finds no duty."""
        after = taken[-1][1] if taken else 0
        found = [place for place in self._said(words) if all(place.start >= end or place.end <= b for b, end in taken)]
        held = [place for place in found if stretches.touch(self.held, [place])]
        fitting = held or (found if anywhere else [])
        best = next((place for place in fitting if place.start >= after), fitting[0] if fitting else None)
        return (best.start, best.end) if best else None

    def _said(self, words: str) -> list[Stretch]:
        """Every place of some words in the amended text, however its lines are broken."""
        spaced = r"\s+".join(map(re.escape, words.split()))
        return [Stretch(start=m.start(), end=m.end()) for m in re.finditer(spaced, self.text)] if spaced else []

    def _kept(self, duty: DraftDuty, place: Stretch) -> DraftDuty:
        said = _most_of(self.new.duties, (place,))
        took = self._taken_over(duty, said, self._read_before(duty)) if said else {}
        return duty.model_copy(update={"spans": (place,), **took})

    def _matched(self, fresh: Iterator[str]) -> Iterator[DraftDuty]:
        anchored = [Stretch(start=start, end=end) for start, end in self.anchors.values()]
        left = [duty for duty in self.new.duties if not stretches.touch(duty.spans, anchored)]
        open_ones = {
            duty.duty: Words(duty.clause, duty.text or "") for duty in self.now.duties if duty.duty not in self.anchors
        }
        found = matching.match([Words(duty.clause, text_of(duty, self.text)) for duty in left], open_ones)
        for duty, match in zip(left, found, strict=True):
            if match is None:
                yield duty.model_copy(update={"duty": next(fresh)})
            else:
                yield self._changed(self.now.duty(match.name), duty, match)

    def _own(self, found: Set[str]) -> Iterator[DraftDuty]:
        """Duties in people's own words, of a campaign whose others are the plan's: no paper takes them back."""
        if self.old is not None:
            yield from (duty for duty in self.now.duties if not duty.spans and duty.duty not in found)

    def _changed(self, duty: DraftDuty, said: DraftDuty, match: Match) -> DraftDuty:
        """The words are the amended plan's; a title stands unless it merely repeated them."""
        took: dict[str, Any] = {"spans": said.spans, "unsure": None if match.sure else match.likeness}
        if not match.same:
            repeats = duty.title_vi == proposals.title(duty.text or "")
            took |= {"text": None, "title_vi": duty.title_vi if match.sure and not repeats else None}
        return duty.model_copy(update={**took, **self._taken_over(duty, said, self._read_before(duty))})

    def _taken_over(self, duty: DraftDuty, said: DraftDuty, before: DraftDuty | None) -> dict[str, Any]:
        """What the amended plan says otherwise than the plan before: its place, who holds it, until when."""
        took: dict[str, Any] = {}
        was = before or duty
        if said.clause != was.clause:
            took |= {"clause": said.clause, "label": said.label}
        for field in ("holders", "partners"):
            if _names(getattr(said, field)) != _names(getattr(was, field)):
                took[field] = getattr(said, field)
        if said.mode != was.mode:
            took["mode"] = said.mode
        if said.due is not None and said.due != was.due:
            took["due"] = said.due
        return took

    def _read_before(self, duty: DraftDuty) -> DraftDuty | None:
        """What the plan before was read as, where the campaign's duty comes from."""
        return read_before(duty, self.old)


def read_before(duty: DraftDuty, old: Content | None) -> DraftDuty | None:
    return _most_of(old.duties, duty.spans) if old else None


def _most_of(duties: Sequence[DraftDuty], spans: Sequence[Stretch]) -> DraftDuty | None:
    """The duty that holds most of some text, if any does."""
    best = max(duties, key=lambda one: _length(stretches.common(one.spans, spans)), default=None)
    return best if best and stretches.touch(best.spans, spans) else None


def settled_names(standing: Standing, old: Content | None) -> dict[str, str]:
    """Whom people settled that the plan's names mean, as far as the campaign's duties tell."""
    names = {group.name_vi: group.code for group in standing.campaign.groups}
    for duty in standing.duties.values():
        span = (Stretch(start=duty.span.start, end=duty.span.end),) if duty.span else ()
        read = next((one for one in old.duties if stretches.touch(one.spans, span)), None) if old and span else None
        if read:
            names |= _settled(read.holders, duty.holders) | _settled(read.partners, duty.partners)
    return names


def _settled(parties: Sequence[Party], codes: Sequence[str]) -> dict[str, str]:
    """Name by name, unless somebody gave the duty to others than the plan names."""
    if len(parties) != len(codes):
        return {}
    pairs = list(zip(parties, codes, strict=True))
    return {p.name: code for p, code in pairs} if all(p.code in (None, code) for p, code in pairs) else {}


def _names(parties: Sequence[Party]) -> list[str]:
    return [party.name for party in parties]


def _length(pieces: Sequence[Stretch]) -> int:
    return sum(piece.end - piece.start for piece in pieces)


def _fresh_names(used: frozenset[str]) -> Iterator[str]:
    number = max((int(name[1:]) for name in used if name[:1] == "D" and name[1:].isdigit()), default=0)
    while True:
        number += 1
        yield name_of(number)
