"""Who has reported, when, and what became of it: judged from filings, verdicts and the due moment, stored nowhere.

A verdict is about one version of a report and its content: beside a later version, or after a withdrawal, it says
nothing. Late is what came at or after the due moment; what came by another road is judged by when it arrived there
(`received_at`). A return may name a later moment for what is filed again; it extends only for what was itself in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

from chungtay_reporting.heard import FINAL, CampaignPublished, ReportPeriod

State = Literal["missing", "filed", "returned", "accepted"]
Timeliness = Literal["not_due", "overdue", "done_on_time", "done_late", "not_answered", "answered"]


@dataclass(frozen=True, slots=True)
class Filing:
    """A unit's report that stands: neither withdrawn nor filed again."""

    stream_id: str
    version: int
    position: int
    unit: str
    received: datetime
    content_hash: str
    narrative: str
    difficulties: Sequence[str]
    proposals: Sequence[str]
    period: str = FINAL


@dataclass(frozen=True, slots=True)
class Verdict:
    report: str
    report_version: int
    content_hash: str
    accepted: bool
    due_at: datetime | None
    position: int
    received: datetime | None
    """When the version it is about came in."""

    def binds(self, filing: Filing) -> bool:
        return (self.report, self.report_version, self.content_hash) == (
            filing.stream_id, filing.version, filing.content_hash,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that a leader gave one unit, and why."""

    unit: str
    due_at: datetime
    last_valid_day: date
    reason: str
    period: str = FINAL


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How one unit stands with its report at the moment `judged_at`; `due_at` as an extension or a return moved it."""

    unit: str
    name: str
    required: bool
    due_at: datetime
    filing: Filing | None
    verdict: Verdict | None
    extension: Extension | None = None

    @property
    def state(self) -> State:
        if self.filing is None:
            return "missing"
        if self.verdict is None:
            return "filed"
        return "accepted" if self.verdict.accepted else "returned"

    @property
    def late(self) -> bool:
        return self.filing is not None and self.filing.received >= self.due_at

    def timeliness(self, judged_at: datetime) -> Timeliness:
        """Requests to independent bodies are answered or not, never late."""
        if not self.required:
            return "answered" if self.filing else "not_answered"
        if self.filing is None:
            return "overdue" if judged_at >= self.due_at else "not_due"
        return "done_late" if self.late else "done_on_time"


COUNTED: Mapping[str, Callable[[UnitStanding], bool]] = {
    "expected": lambda u: True,
    "received": lambda u: u.filing is not None,
    "on_time": lambda u: u.filing is not None and not u.late,
    "late": lambda u: u.late,
    "returned": lambda u: u.state == "returned",
    "accepted": lambda u: u.state == "accepted",
    "missing": lambda u: u.filing is None,
}
"""What is counted of the units that must report."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """The reports of one period. `accepted` are filings of any period: an activity counts as accepted where one of them
    holds it; `filings` and `extensions` are those of all periods, in the campaign's order of units."""

    units: Sequence[UnitStanding]
    due_at: datetime
    period: str = FINAL
    accepted: Sequence[Filing] = ()
    filings: Sequence[Filing] = ()
    extensions: Sequence[Extension] = ()

    def of(self, count: str) -> list[UnitStanding]:
        """The units that must report and are counted so, in the campaign's order."""
        return [unit for unit in self.units if unit.required and COUNTED[count](unit)]

    @property
    def asked(self) -> list[UnitStanding]:
        """Independent bodies, which are asked and free to answer."""
        return [unit for unit in self.units if not unit.required]

    def all_due_at(self) -> datetime:
        """When no unit that must report, and has not, has any time left."""
        return max([self.due_at, *(unit.due_at for unit in self.of("missing"))])

    def counts(self) -> dict[str, int]:
        return {count: len(self.of(count)) for count in COUNTED}


def completeness(
    campaign: CampaignPublished, filings: Iterable[Filing], verdicts: Sequence[Verdict],
    extensions: Iterable[Extension] = (), period: ReportPeriod | None = None,
) -> Completeness:  # fmt: skip
    """`filings` that stand, `verdicts` and `extensions` given, of all periods, as of the vector; `period` is the one
    that is meant (None: the one that closes the campaign); a unit nobody expected is counted as asked."""
    every, owed = list(filings), period or campaign.reports[-1]
    standing = {filing.unit: filing for filing in every if filing.period == owed.period}
    expected = {e.unit: e.required for e in campaign.expected_reports}
    everyone = expected | {unit: False for unit in sorted(standing) if unit not in expected}
    longer = [e for e in extensions if (of := campaign.report(e.period)) and e.due_at > of.due_at]
    extended = {e.unit: e for e in longer if e.period == owed.period}
    units = [
        _unit(unit, campaign.name(unit), required, standing.get(unit), verdicts, owed.due_at, extended.get(unit))
        for unit, required in everyone.items()
    ]
    accepted = [filing for filing in every if (given := _verdict(filing, verdicts)) and given.accepted]
    return Completeness(
        units, owed.due_at, owed.period, accepted, _ordered(campaign, everyone, every),
        _ordered(campaign, everyone, longer),
    )  # fmt: skip


_OfUnit = TypeVar("_OfUnit", Filing, Extension)


def _ordered(campaign: CampaignPublished, units: Iterable[str], found: Iterable[_OfUnit]) -> list[_OfUnit]:
    """By unit, then by period, as the campaign names them."""
    unit_at = {unit: at for at, unit in enumerate(units)}
    period_at = {one.period: at for at, one in enumerate(campaign.reports)}
    return sorted(found, key=lambda o: (unit_at.get(o.unit, len(unit_at)), period_at.get(o.period, len(period_at))))


def _unit(
    unit: str, name: str, required: bool, filing: Filing | None, verdicts: Sequence[Verdict], due_at: datetime,
    extension: Extension | None,
) -> UnitStanding:  # fmt: skip
    verdict = _verdict(filing, verdicts) if filing else None
    due = _due(extension.due_at if extension else due_at, filing, verdicts)
    return UnitStanding(unit, name, required, due, filing, verdict, extension)


def _verdict(filing: Filing, verdicts: Sequence[Verdict]) -> Verdict | None:
    """The last one about just this filing."""
    return max((v for v in verdicts if v.binds(filing)), key=lambda v: v.position, default=None)


def _due(due: datetime, filing: Filing | None, verdicts: Sequence[Verdict]) -> datetime:
    """The due moment, or the later one that the return of this version or an earlier one gave, if that version was in
    time: what came late is still late when it is mended."""
    for v in sorted(verdicts, key=lambda v: v.position):
        earlier = filing and v.report == filing.stream_id and v.report_version <= filing.version
        if earlier and not v.accepted and v.due_at and v.received and v.received < due:
            due = max(due, v.due_at)
    return due
