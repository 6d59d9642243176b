"""The pieces that events and commands of tasks are made of."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chungtay_tasks.codes import ClockTime, IndicatorCode, Line, PeriodKey, UnitCode, Words

Mode = Literal["order", "request"]
Comparison = Literal["before", "by", "during"]
Aggregation = Literal["sum", "max", "latest", "distinct"]
Acceptance = Literal["one_step", "two_step"]
"""two_step: what the coordinator has checked is accepted by the issuer's leader."""


class Part(BaseModel):
    """A piece of an event or of a command."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DueRule(Part):
    """Until when, as the plan words it. before: `date` itself is too late; by: it is the last day; during: until its
    end, or the campaign's. `recurrence` is an RFC 5545 RRULE, `after` the event the rule is relative to."""

    date: dt.date | None = None
    time: ClockTime | None = None
    comparison: Comparison
    recurrence: Line | None = None
    after: Line | None = None
    text: Line


class Period(Part):
    """Both days belong to it."""

    start: dt.date
    end: dt.date


class Span(Part):
    """Where in the plan's text, in characters."""

    start: int
    end: int
    paragraph_start: int


class Basis(Part):
    """A document the campaign rests on."""

    number: Line
    date: dt.date
    issuer_vi: Line


class KeyDate(Part):
    date: dt.date
    title_vi: Line


class Signer(Part):
    """In whose place and in what office the plan is signed; the name stays on the paper."""

    authority: Line | None = None
    position_vi: Line


class CampaignUnit(Part):
    """A unit as it was when the campaign was published."""

    code: UnitCode
    name_vi: Line
    name_en: Line | None
    kind: Line
    level: Line | None
    admin_code: Line | None


class Group(Part):
    """A group the plan names; `members` null: it does not list them and nobody has yet."""

    code: UnitCode
    name_vi: Line
    members: list[UnitCode] | None = None


class Indicator(Part):
    """What is counted, in what unit, by whom; `reporters` are units, groups, ALL, XP (communes) or SYSTEM.

    Where two kinds of unit report the same stock, `owners` count and the others are their breakdown.
    """

    code: IndicatorCode
    group: Line
    label_vi: Line
    label_en: Line
    unit_vi: Line
    aggregation: Aggregation
    reporters: list[UnitCode]
    owners: list[UnitCode] = []
    core: bool
    sensitive: bool = False


WorkingDays = Annotated[int, Field(ge=0, le=250)]


class Terms(Part):
    """What surrounds a report's deadline, all in working days.

    A unit is reminded each `remind` working days before the last reminder, which goes out in the morning of the last
    working day in time. `grace`: so long after the last day in time a report that is late is not urged yet. `lock`: so
    long after it reports are taken, none after; null: always. `review`: so long a filed report may await its review,
    `refile`: so long a returned one that got no time of its own, before a reminder goes out. Late is judged by the
    deadline alone.
    """

    remind: Annotated[tuple[WorkingDays, ...], Field(max_length=10)] = (0,)
    grace: WorkingDays = 0
    lock: WorkingDays | None = None
    review: WorkingDays = 5
    refile: WorkingDays = 3


class UnitReportDue(Part):
    """To whom each unit reports, through whom, until when; `due_at` is the first instant that is too late.

    Where the plan asks for recurring reports, `recurring` is their rule if `due` is not, and the instant is that of the
    report that closes the campaign.
    """

    to: UnitCode
    via: UnitCode | None
    due: DueRule
    due_at: AwareDatetime
    last_valid_day: dt.date
    recurring: DueRule | None = None
    terms: Terms = Terms()
    grace_until: AwareDatetime | None = None
    lock_at: AwareDatetime | None = None


class ReportPeriod(Part):
    """A report that each unit owes: the days it tells of, both included, and until when; `due_at` is too late. Its
    names follow the word "kỳ" or "report for"."""

    period: PeriodKey
    name_vi: str = ""
    name_en: str = ""
    start: dt.date
    end: dt.date
    due_at: AwareDatetime
    last_valid_day: dt.date
    grace_until: AwareDatetime | None = None
    lock_at: AwareDatetime | None = None


class ExpectedReport(Part):
    """Not required: an independent body, asked rather than ordered."""

    unit: UnitCode
    required: bool = True


class ConsolidatedReport(Part):
    by: UnitCode
    to: UnitCode
    due: DueRule | None = None


class Reason(Part):
    """Why a report was returned; `item` names the part it is about."""

    item: Line | None = None
    text: Words
