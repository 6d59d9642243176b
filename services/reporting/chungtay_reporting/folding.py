"""Events of intake, folded to rows: pure, and the same for a live batch as for a page of a rebuild.

A fact row is driven by one stream only: by its activity, or, for a zero ("không phát sinh"), by the unit's report.
Each event of a stream ends what the stream's earlier versions said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from chungtay_reporting.heard import ActivityRecorded, ReportFiled

# The day a zero is valid for must follow from its own stream alone, so not from the campaign's time zone; Việt Nam
# has one.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NONE = Decimal(0)
ALL = 0
"""held_by of what stands, whether filed or not."""


class Told(NamedTuple):
    """An event as far as facts depend on it."""

    stream_id: str
    version: int
    position: int
    recorded_at: datetime
    data: BaseModel


class FactRow(NamedTuple):
    """A row of `fact`, in the order of its columns."""

    campaign: str
    indicator: str
    unit: str
    stream_id: str
    version: int
    first: bool
    member: str
    value: Decimal
    effective: date
    approximate: bool
    duty: str | None
    from_position: int
    to_position: int | None = None


class FilingRow(NamedTuple):
    """A row of `filing`, in the order of its columns."""

    stream_id: str
    version: int
    position: int
    to_position: int | None
    campaign: str
    unit: str
    recorded_at: datetime
    received_at: datetime | None
    content_hash: str
    narrative: str
    difficulties: list[str]
    proposals: list[str]
    period: str


class FiledRow(NamedTuple):
    stream_id: str
    version: int
    held_by: int


class Ending(NamedTuple):
    """Ends what earlier versions of a stream said, as far as earlier batches wrote it."""

    stream_id: str
    version: int
    position: int


@dataclass(slots=True)
class Changes:
    """What a batch does to the tables."""

    facts: list[FactRow] = field(default_factory=list[FactRow])
    filings: list[FilingRow] = field(default_factory=list[FilingRow])
    filed: list[FiledRow] = field(default_factory=list[FiledRow])
    endings: list[Ending] = field(default_factory=list[Ending])


class _Said(NamedTuple):
    """Where the rows lie that one event began: facts from `start` to `stop`, and its filing (-1: none)."""

    start: int
    stop: int
    filing: int


def fold(events: Iterable[Told]) -> Changes:
    """The changes of a batch, its events in position order."""
    changes = Changes()
    last: dict[str, _Said] = {}
    for event in events:
        if (said := last.get(event.stream_id)) is not None:
            _end(changes, said, event.position)
        elif event.version > 1:
            changes.endings.append(Ending(event.stream_id, event.version, event.position))
        last[event.stream_id] = _begin(changes, event)
    return changes


def _begin(changes: Changes, event: Told) -> _Said:
    data, start, filing = event.data, len(changes.facts), -1
    if isinstance(data, ActivityRecorded):
        changes.facts.extend(_of_activity(event, data))
    elif isinstance(data, ReportFiled):
        filing = len(changes.filings)
        changes.facts.extend(_zeros(event, data))
        changes.filings.append(_filing(event, data))
        changes.filed.extend(_held(event, data))
    return _Said(start, len(changes.facts), filing)


def _end(changes: Changes, said: _Said, position: int) -> None:
    for at in range(said.start, said.stop):
        changes.facts[at] = changes.facts[at]._replace(to_position=position)
    if said.filing >= 0:
        changes.filings[said.filing] = changes.filings[said.filing]._replace(to_position=position)


def _of_activity(event: Told, data: ActivityRecorded) -> Iterator[FactRow]:
    stream, version, position, day = event.stream_id, event.version, event.position, data.occurred_on
    for reported in data.figures:
        value = NONE if reported.value is None else reported.value
        first = True
        for member in dict.fromkeys(reported.members) if reported.members else ("",):
            yield FactRow(
                data.campaign, reported.indicator, data.unit, stream, version, first, member, value, day,
                reported.approximate, data.duty, position,
            )  # fmt: skip
            first = False


def _zeros(event: Told, data: ReportFiled) -> Iterator[FactRow]:
    """Valid from the day it came; that of a recurring report for its last day at the latest, so that it does not
    outweigh what was told of later ones."""
    day = (data.received_at or event.recorded_at).astimezone(ZONE).date()
    day = min(day, data.days.end) if data.days else day
    for indicator in dict.fromkeys(data.zeros):
        yield FactRow(
            data.campaign, indicator, data.unit, event.stream_id, event.version, True, "", NONE, day, False, None,
            event.position,
        )  # fmt: skip


def _filing(event: Told, data: ReportFiled) -> FilingRow:
    return FilingRow(
        event.stream_id, event.version, event.position, None, data.campaign, data.unit, event.recorded_at,
        data.received_at, data.content_hash, data.narrative, data.difficulties, data.proposals,
        data.period,
    )  # fmt: skip


def _held(event: Told, data: ReportFiled) -> Iterator[FiledRow]:
    """A filing holds its activities at the versions it froze, and itself for its zeros."""
    yield FiledRow(event.stream_id, event.version, event.position)
    for activity, version in dict.fromkeys((a.activity, a.version) for a in data.activities):
        yield FiledRow(activity, version, event.position)
