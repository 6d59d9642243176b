"""Campaigns and their duties, from the day they bind."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, DutyId, IndicatorCode, Line, UnitCode, Words
from chungtay_tasks.events.parts import (
    Basis,
    CampaignUnit,
    ConsolidatedReport,
    DueRule,
    ExpectedReport,
    Group,
    Indicator,
    KeyDate,
    Mode,
    Period,
    Signer,
    Span,
    UnitReportDue,
)


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
