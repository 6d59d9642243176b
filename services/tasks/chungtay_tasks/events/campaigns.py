"""Campaigns and their duties, from the day they bind."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import Field

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, DutyId, IndicatorCode, Line, UnitCode, Words
from chungtay_tasks.events.parts import (
    Acceptance,
    Basis,
    CampaignUnit,
    ConsolidatedReport,
    DueRule,
    ExpectedReport,
    Group,
    Indicator,
    KeyDate,
    Mode,
    Part,
    Period,
    ReportPeriod,
    Signer,
    Span,
    UnitReportDue,
)


class MovedDuty(Part):
    duty: DutyId
    span: Span | None


class CampaignContent(Event):
    """A whole campaign: whoever hears of it needs nothing that was told before."""

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
    report_periods: list[ReportPeriod] = Field(default_factory=list[ReportPeriod])
    """The reports that each unit owes, by their due moments; none where it owes the final one alone."""
    acceptance: Acceptance = "one_step"


class CampaignPublished(CampaignContent):
    """A campaign began to bind, with its units, groups and indicators as they are now."""

    TYPE: ClassVar[str] = "campaign.published"


class CampaignAmended(CampaignContent):
    """A campaign that binds reads otherwise from now on. `moved`: where duties that are the same stand in the amended
    plan."""

    TYPE: ClassVar[str] = "campaign.amended"
    reason: Words
    moved: list[MovedDuty] = Field(default_factory=list[MovedDuty])


class DutyContent(Event):
    """A whole duty, as it is when somebody has it to do."""

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


class DutyAssigned(DutyContent):
    """A duty and all who hold it: `holders` as the plan names them, `units` each one of them, `unassigned` the groups
    among them without known members."""

    TYPE: ClassVar[str] = "duty.assigned"


class DutyChanged(DutyContent):
    """An amendment changed a duty; what was done on it counts on."""

    TYPE: ClassVar[str] = "duty.changed"
    reason: Words


class DutyDropped(Event):
    """An amendment dropped a duty; what was recorded on it stays, nothing new is."""

    TYPE: ClassVar[str] = "duty.dropped"
    campaign: CampaignId
    duty: DutyId
    reason: Words
