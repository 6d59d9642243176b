"""Random months: events of intake and tasks as they could come, and what they amount to, computed the plain way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import orjson
from hypothesis import strategies as st

from chungtay_kernel.events import StoredEvent
from chungtay_kernel.subscription import Incoming
from chungtay_reporting.consumers import INTAKE, TASKS

CAMPAIGN = "thang-6"
START = datetime(2024, 6, 1, 8, tzinfo=UTC)
DUE = datetime(2024, 6, 30, 17, tzinfo=UTC)
UNITS = {"CATX": "department", "TTYT": "department", "XP-1": "commune", "XP-2": "commune"}
INDICATORS = {
    "SUM": ("sum", ["ALL"], []), "MAX": ("max", ["ALL"], []), "OWNED": ("latest", ["CATX", "XP"], ["CATX"]),
    "STOCK": ("latest", ["ALL"], []), "PLACES": ("distinct", ["XP", "CATX"], []), "OR06": ("sum", ["CATX"], []),
}  # fmt: skip
HASHES = ("h1", "h2")
WEEK = "2024-W22"
"""A recurring report beside the final one; its days are the first two of June."""
DAYS = {"start": "2024-06-01", "end": "2024-06-02"}


def campaign() -> dict[str, Any]:
    return {
        "campaign": CAMPAIGN, "title_vi": "Tháng hành động phòng, chống ma túy năm 2024", "place": "Việt Yên",
        "issuer": "CATX", "coordinator": "CATX", "period": {"start": "2024-06-01", "end": "2024-06-30"},
        "units": [{"code": code, "name_vi": f"Đơn vị {code}", "kind": kind} for code, kind in UNITS.items()],
        "indicators": [
            {"code": code, "group": "propaganda", "label_vi": code, "unit_vi": "buổi", "aggregation": aggregation,
             "reporters": reporters, "owners": owners}
            for code, (aggregation, reporters, owners) in INDICATORS.items()
        ],
        "unit_report": {"to": "CATX", "due_at": DUE.isoformat()},
        "expected_reports": [{"unit": unit, "required": unit != "TTYT"} for unit in UNITS],
        "report_periods": [
            {"period": WEEK, **DAYS, "due_at": "2024-06-03T17:00:00+00:00"},
            {"period": "final", "start": "2024-06-01", "end": "2024-06-30", "due_at": DUE.isoformat()},
        ],
    }  # fmt: skip


@dataclass
class Log:
    """One source's log, written event by event."""

    source: str
    events: list[StoredEvent] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def append(self, stream: str, type_: str, data: Mapping[str, Any]) -> StoredEvent:
        self.versions[stream] += 1
        position = len(self.events) + 1
        at = START + timedelta(hours=12 * position)
        event = StoredEvent(
            self.source, position, stream, self.versions[stream], UUID(int=position), type_, 1, CAMPAIGN, "", at, at,
            "officer:XP-1:test", "c", "", "", b"", orjson.dumps(data), position.to_bytes(32), "00" * 32,
        )  # fmt: skip
        self.events.append(event)
        return event


@dataclass
class Month:
    intake: Log
    tasks: Log


_FIGURE = st.one_of(
    st.builds(lambda code, value: {"indicator": code, "value": str(value)},
              st.sampled_from(["SUM", "MAX", "OWNED", "STOCK", "OR06"]),
              st.one_of(st.integers(0, 5), st.decimals(0, 9, places=1))),
    st.builds(lambda keys: {"indicator": "PLACES", "members": keys}, st.lists(st.sampled_from("abcd"), max_size=3)),
)  # fmt: skip
_FIGURES = st.lists(_FIGURE, max_size=3, unique_by=lambda f: f["indicator"])


@st.composite
def months(draw: st.DrawFn) -> Month:
    """Records, corrections, voids, filings, withdrawals, verdicts and obstacles, in any order that keeps streams
    whole."""
    month = Month(Log("intake"), Log("tasks"))
    month.tasks.append(f"campaign/{CAMPAIGN}", "campaign.published", campaign())
    voided: set[str] = set()
    for _ in range(draw(st.integers(1, 14))):
        unit = draw(st.sampled_from(sorted(UNITS)))
        kinds = ["activity"] * 4 + ["void", "file", "file", "withdraw", "verdict", "verdict", "obstacle", "obstacle"]
        match draw(st.sampled_from(kinds)):
            case "activity":
                _activity(draw, month.intake, unit, voided)
            case "void":
                stream = f"activity/{unit}/{draw(st.integers(1, 2))}"
                if month.intake.versions[stream] and stream not in voided:
                    voided.add(stream)
                    data = {"campaign": CAMPAIGN, "unit": unit, "reason": "trùng"}
                    month.intake.append(stream, "activity.voided", data)
            case "file":
                _file(draw, month.intake, unit)
            case "withdraw":
                report = _report(unit, draw(_PERIODS))
                if month.intake.versions[report]:
                    month.intake.append(report, "unit_report.withdrawn", {"campaign": CAMPAIGN, "unit": unit})
            case "obstacle":
                _obstacle(draw, month.tasks)
            case _:
                _verdict(draw, month.tasks, unit)
    return month


def _activity(draw: st.DrawFn, intake: Log, unit: str, voided: set[str]) -> None:
    stream = f"activity/{unit}/{draw(st.integers(1, 2))}"
    if stream in voided:
        return
    data = {
        "campaign": CAMPAIGN, "unit": unit, "occurred_on": f"2024-06-{draw(st.integers(1, 3)):02d}",
        "figures": [{**f, "approximate": draw(st.booleans())} for f in draw(_FIGURES)],
    }  # fmt: skip
    intake.append(stream, "activity.corrected" if intake.versions[stream] else "activity.recorded", data)


def _file(draw: st.DrawFn, intake: Log, unit: str) -> None:
    """Also what intake would refuse: activities at old versions, or at versions that never come."""
    period = draw(_PERIODS)
    held = draw(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 3)), max_size=4, unique=True))
    data = {
        "campaign": CAMPAIGN, "unit": unit, "content_hash": draw(st.sampled_from(HASHES)),
        "zeros": draw(st.lists(st.sampled_from(["SUM", "MAX", "OWNED", "PLACES"]), max_size=2, unique=True)),
        "activities": [{"activity": f"activity/{unit}/{n}", "version": version} for n, version in held],
        "period": period, "days": DAYS if period == WEEK else None,
    }  # fmt: skip
    intake.append(_report(unit, period), "unit_report.filed", data)


def _verdict(draw: st.DrawFn, tasks: Log, unit: str) -> None:
    period = draw(_PERIODS)
    data = {
        "campaign": CAMPAIGN, "unit": unit, "report": _report(unit, period), "report_version": draw(st.integers(1, 3)),
        "content_hash": draw(st.sampled_from(HASHES)), "reasons": [{"text": "Thiếu số liệu"}],
    }  # fmt: skip
    verdict = draw(st.sampled_from(["review.accepted", "review.accepted", "review.returned"]))
    tasks.append(f"review/{CAMPAIGN}/{unit}/{period}", verdict, data)


def _obstacle(draw: st.DrawFn, tasks: Log) -> None:
    """The next thing that happens to one of two obstacles."""
    number = draw(st.integers(1, 2))
    stream = f"obstacle/{CAMPAIGN}/o-{number}"
    said = draw(st.sampled_from(["answered", "closed", "closed", "reopened"])) if tasks.versions[stream] else "raised"
    data = {"campaign": CAMPAIGN, "obstacle": f"o-{number}", "duty": "D1", "unit": f"XP-{number}", "text": "Vướng."}
    tasks.append(stream, f"obstacle.{said}", data)


_PERIODS = st.sampled_from(["final", "final", WEEK])


def _report(unit: str, period: str) -> str:
    return f"unit-report/{CAMPAIGN}/{unit}/{period}"


def arrivals(log: Log, random: Random) -> list[list[StoredEvent]]:
    """A log as it may arrive: streams interleaved at random, cut into batches at random, each by position."""
    streams: dict[str, list[StoredEvent]] = defaultdict(list)
    for event in log.events:
        streams[event.stream_id].append(event)
    order: list[StoredEvent] = []
    while streams:
        stream = random.choice(sorted(streams))
        order.append(streams[stream].pop(0))
        if not streams[stream]:
            del streams[stream]
    batches: list[list[StoredEvent]] = [[]]
    for event in order:
        if batches[-1] and random.random() < 0.4:
            batches.append([])
        batches[-1].append(event)
    return [sorted(batch, key=lambda e: e.position) for batch in batches]


def incoming(events: Iterable[StoredEvent]) -> list[Incoming]:
    adapters = {**INTAKE.adapters, **TASKS.adapters}
    return [Incoming(e, adapters[e.kind].validate_json(e.data)) for e in events]


@dataclass(frozen=True)
class Fact:
    indicator: str
    unit: str
    stream: str
    version: int
    members: frozenset[str]
    value: Decimal
    effective: date
    position: int
    approximate: bool


def standing_facts(events: Sequence[StoredEvent]) -> list[Fact]:
    """What the last event of every stream says."""
    last = {event.stream_id: event for event in events}
    return [fact for event in last.values() for fact in _facts(event)]


def _facts(event: StoredEvent) -> list[Fact]:
    data = event.json()
    common = (data["unit"], event.stream_id, event.version)
    if event.type == "unit_report.filed":
        day = (event.recorded_at + timedelta(hours=7)).date()
        day = min(day, date.fromisoformat(data["days"]["end"])) if data["days"] else day
        return [Fact(i, *common, frozenset(), Decimal(0), day, event.position, False) for i in data["zeros"]]
    day = date.fromisoformat(data.get("occurred_on", "2024-06-01"))
    return [
        Fact(f["indicator"], *common, frozenset(f.get("members") or ()), Decimal(f.get("value") or 0), day,
             event.position, f["approximate"])
        for f in data.get("figures", ())
    ]  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """A month at a vector, recomputed from its events alone."""

    facts: list[Fact]
    filings: dict[str, StoredEvent]
    """The final reports, by unit."""
    accepted: list[StoredEvent]
    obstacles: dict[str, str]
    """The last that was said of each."""

    @property
    def closed(self) -> Decimal | None:
        """None where none was raised."""
        return Decimal(list(self.obstacles.values()).count("obstacle.closed")) if self.obstacles else None

    def holds(self, fact: Fact) -> bool:
        """Whether an accepted filing of the fact's unit holds it."""
        return any((fact.stream, fact.version) in _held(filing) for filing in self.accepted)

    def of_week(self) -> list[Fact]:
        """The facts of the week's days, and the zeros that its reports state."""
        return [f for f in self.facts if _is_of_week(f)]

    @property
    def units_accepted(self) -> set[str]:
        """Those whose final report is."""
        return {e.json()["unit"] for e in self.accepted if e.json()["period"] == "final"}


def _held(filing: StoredEvent) -> set[tuple[str, int]]:
    named = {(a["activity"], a["version"]) for a in filing.json()["activities"]}
    return named | {(filing.stream_id, filing.version)}


def _is_of_week(fact: Fact) -> bool:
    if fact.stream.startswith("unit-report/"):
        return fact.stream.endswith(f"/{WEEK}")
    return DAYS["start"] <= str(fact.effective) <= DAYS["end"]


def expected(month: Month, intake: int, tasks: int) -> Expected:
    events = month.intake.events[:intake]
    standing = [e for e in {e.stream_id: e for e in events}.values() if e.type == "unit_report.filed"]
    filings = {e.json()["unit"]: e for e in standing if e.json()["period"] == "final"}
    verdicts: dict[tuple[Any, ...], str] = {}
    for event in month.tasks.events[:tasks]:
        if event.type.startswith("review."):
            data = event.json()
            verdicts[data["report"], data["report_version"], data["content_hash"]] = event.type
    accepted = [
        e for e in standing if verdicts.get((e.stream_id, e.version, e.json()["content_hash"])) == "review.accepted"
    ]  # fmt: skip
    obstacles = {e.stream_id: e.type for e in month.tasks.events[:tasks] if e.type.startswith("obstacle.")}
    return Expected(standing_facts(events), filings, accepted, obstacles)


def in_scope(code: str, scope: str, facts: Sequence[Fact]) -> list[Fact]:
    owners = INDICATORS[code][2]
    units = {"total": set(owners or UNITS), "XP": {u for u, kind in UNITS.items() if kind == "commune"}}
    return [f for f in facts if f.indicator == code and f.unit in units.get(scope, {scope})]


def plain_rest(code: str, scope: str, accepted: Sequence[Fact], rest: Sequence[Fact]) -> Decimal | None:
    """The provisional part: a place that an accepted report names is accepted, whoever else names it."""
    if INDICATORS[code][0] != "distinct":
        return plain_figure(code, scope, rest)
    named = {m for f in in_scope(code, scope, accepted) for m in f.members}
    return Decimal(len({m for f in in_scope(code, scope, rest) for m in f.members} - named)) or None


def plain_figure(code: str, scope: str, facts: Sequence[Fact]) -> Decimal | None:
    """A figure over the given facts, by the words of its aggregation."""
    aggregation, *_ = INDICATORS[code]
    mine = in_scope(code, scope, facts)
    if not mine:
        return None
    match aggregation:
        case "sum":
            return sum((f.value for f in mine), Decimal(0))
        case "max":
            return max(f.value for f in mine)
        case "distinct":
            return Decimal(len({m for f in mine for m in f.members}))
        case _:
            last = {f.unit: f for f in sorted(mine, key=lambda f: (f.effective, f.position))}
            return sum((f.value for f in last.values()), Decimal(0))
