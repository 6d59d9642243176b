"""What a draft says: settings, duties in the plan's order, and text that should be a duty and is none yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.drafts import stretches
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Party, Stretch

_NOTHING = DraftSettings()


@dataclass(frozen=True, slots=True)
class Content:
    """No character of the plan stands in two duties, or in a duty and in `unassigned`."""

    settings: DraftSettings = _NOTHING
    duties: tuple[DraftDuty, ...] = ()
    unassigned: tuple[Stretch, ...] = ()

    def duty(self, name: str, field: str = "duty") -> DraftDuty:
        """Raises Refusal."""
        for duty in self.duties:
            if duty.duty == name:
                return duty
        raise refusals.unknown("duty", field, name)

    def find(self, name: str) -> DraftDuty | None:
        return next((duty for duty in self.duties if duty.duty == name), None)

    def put(self, name: str, *instead: DraftDuty) -> Content:
        """With these where the duty of that name stands."""
        duties = [new for duty in self.duties for new in (instead if duty.duty == name else (duty,))]
        return replace(self, duties=tuple(duties))

    def insert(self, new: DraftDuty) -> Content:
        """At its place in the plan; one without such a place goes behind the last of its clause, or to the end."""
        place = len(self.duties)
        for index, duty in enumerate(self.duties):
            if new.spans and duty.spans and duty.spans[0].start > new.spans[0].start:
                place = index
                break
            if not new.spans and duty.clause == new.clause:
                place = index + 1
        return replace(self, duties=(*self.duties[:place], new, *self.duties[place:]))

    @property
    def held(self) -> tuple[Stretch, ...]:
        """The plan's text that duties hold."""
        return stretches.together(*(duty.spans for duty in self.duties))

    @property
    def parties(self) -> Iterable[Party]:
        """Every body that is named anywhere."""
        named = (self.settings.issuer, self.settings.report_to, self.settings.report_via)
        yield from (party for party in named if party)
        for duty in self.duties:
            yield from (*duty.holders, *duty.partners)


def text_of(duty: DraftDuty, text: str) -> str:
    """A duty's words: what people made of them, or what the plan says."""
    return duty.text or stretches.said(text, duty.spans)


def codes(parties: Iterable[Party]) -> list[str]:
    """The units and groups that are known, each once."""
    return list(dict.fromkeys(party.code for party in parties if party.code))
