"""The events of tasks as intake needs them; everything else in them is ignored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

FINAL = "final"
Aggregation = Literal["sum", "max", "latest", "distinct"]


class Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Unit(Heard):
    code: str
    name_vi: str
    kind: str


class Group(Heard):
    """`members` are unit codes; None where the plan does not list them."""

    code: str
    members: list[str] | None


class Indicator(Heard):
    code: str
    label_vi: str
    label_en: str
    unit_vi: str
    aggregation: Aggregation
    reporters: list[str]


class Period(Heard):
    """First and last day, both included."""

    start: date
    end: date


class ReportPeriod(Heard):
    """A report that each unit owes: the days it tells of, both included."""

    period: str
    start: date
    end: date
    lock_at: datetime | None = None


class UnitReport(Heard):
    to: str | None = None
    via: str | None = None
    lock_at: datetime | None = None


class ExpectedReport(Heard):
    """Not required: a body that is asked and free to answer."""

    unit: str


class CampaignPublished(Heard):
    """`campaign.published` and `campaign.amended`: the campaign as it stands from then on."""

    campaign: str
    title_vi: str
    issuer: str = ""
    coordinator: str
    period: Period
    timezone: str
    units: list[Unit]
    groups: list[Group]
    indicators: list[Indicator]
    expected_reports: list[ExpectedReport]
    unit_report: UnitReport = UnitReport()
    report_periods: list[ReportPeriod] = []


class DutyAssigned(Heard):
    """`duty.assigned` and `duty.changed`."""

    campaign: str
    duty: str
    title_vi: str
    units: list[str]
    indicators: list[str] = []


class DutyDropped(Heard):
    campaign: str
    duty: str
    reason: str


class DeadlineExtended(Heard):
    """A unit got more time for a report."""

    campaign: str
    unit: str
    period: str = FINAL
    due_at: datetime
    lock_at: datetime | None = None


class Reason(Heard):
    item: str | None = None
    text: str


class Reviewed(Heard):
    """`review.accepted` and `review.returned`."""

    campaign: str
    unit: str
    period: str = FINAL
    report_version: int
    content_hash: str
    reasons: list[Reason] = []
    note: str | None = None
    due_at: datetime | None = None
