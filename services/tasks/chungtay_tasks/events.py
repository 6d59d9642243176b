"""What tasks records: units, plans as read, campaigns with their duties, what is acknowledged, reviewed and overdue."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from chungtay_kernel.events import Event, Registry
from chungtay_tasks.codes import CampaignId, ClockTime, DutyId, IndicatorCode, Line, UnitCode, Words

Mode = Literal["order", "request"]
Comparison = Literal["before", "by", "during"]
Aggregation = Literal["sum", "max", "latest", "distinct"]


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


class UnitReportDue(Part):
    """To whom each unit reports, through whom, until when; `due_at` is the first instant that is too late."""

    to: UnitCode
    via: UnitCode | None
    due: DueRule
    due_at: AwareDatetime
    last_valid_day: dt.date


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


class UnitRegistered(Event):
    """A unit is in the directory."""

    TYPE: ClassVar[str] = "unit.registered"
    code: UnitCode
    name_vi: Line
    name_en: Line | None
    kind: Line
    level: Line | None
    admin_code: Line | None
    parent: UnitCode | None
    valid_from: dt.date | None
    valid_to: dt.date | None


class PlanRead(Event):
    """A plan's text was read; nothing follows from it until a campaign is published."""

    TYPE: ClassVar[str] = "plan.read"
    plan: CampaignId
    text_sha256: str
    text: str
    reading: dict[str, Any]


class CampaignPublished(Event):
    """A campaign began to bind, with its units, groups and indicators as they are now."""

    TYPE: ClassVar[str] = "campaign.published"
    campaign: CampaignId
    plan: CampaignId | None
    title_vi: Line
    title_en: Line
    slogan_vi: Line | None
    document_kind: Line
    number: Line | None
    symbol: Line
    issue_date: dt.date | None
    issue_month: str | None
    place: Line
    issuer: UnitCode
    coordinator: UnitCode
    period: Period
    timezone: str
    based_on: list[Basis]
    goals_vi: list[Line]
    key_dates: list[KeyDate]
    signer: Signer
    recipients: list[Line]
    units: list[CampaignUnit]
    groups: list[Group]
    indicators: list[Indicator]
    unit_report: UnitReportDue
    expected_reports: list[ExpectedReport]
    consolidated_report: ConsolidatedReport


class DutyAssigned(Event):
    """A duty and all who hold it: `holders` as the plan names them, `units` each one of them, `unassigned` the groups
    among them without known members."""

    TYPE: ClassVar[str] = "duty.assigned"
    campaign: CampaignId
    duty: DutyId
    clause: Line
    label: Line
    text: Words
    title_vi: Line
    title_en: Line | None
    mode: Mode
    holders: list[UnitCode]
    partners: list[UnitCode]
    units: list[UnitCode]
    unassigned: list[UnitCode]
    activity_types: list[Line]
    indicators: list[IndicatorCode]
    due: DueRule
    span: Span | None


class AssignmentAcknowledged(Event):
    """A unit took note of a duty."""

    TYPE: ClassVar[str] = "assignment.acknowledged"
    campaign: CampaignId
    duty: DutyId
    unit: UnitCode


class ReviewAccepted(Event):
    """The coordinator accepted a unit's report, exactly this version with this content."""

    TYPE: ClassVar[str] = "review.accepted"
    campaign: CampaignId
    unit: UnitCode
    report: str
    report_version: int
    content_hash: str
    reasons: list[Reason]
    note: Words | None
    due_at: AwareDatetime | None


class ReviewReturned(Event):
    """The coordinator returned a unit's report, with reasons, perhaps with a new time."""

    TYPE: ClassVar[str] = "review.returned"
    campaign: CampaignId
    unit: UnitCode
    report: str
    report_version: int
    content_hash: str
    reasons: list[Reason]
    note: Words | None
    due_at: AwareDatetime | None


class ReportDueSoon(Event):
    """A unit's report is due soon and has not been filed."""

    TYPE: ClassVar[str] = "report.due_soon"
    campaign: CampaignId
    unit: UnitCode
    due_at: AwareDatetime
    last_valid_day: dt.date


class ReportOverdue(Event):
    """The deadline passed without a required report."""

    TYPE: ClassVar[str] = "report.overdue"
    campaign: CampaignId
    unit: UnitCode
    due_at: AwareDatetime
    last_valid_day: dt.date


EVENTS = Registry(
    UnitRegistered, PlanRead, CampaignPublished, DutyAssigned, AssignmentAcknowledged, ReviewAccepted, ReviewReturned,
    ReportDueSoon, ReportOverdue,
)  # fmt: skip
