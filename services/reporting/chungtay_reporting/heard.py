"""The events of intake and tasks as reporting needs them; everything else in them is ignored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FINAL = "final"
"""The period of the report on the whole campaign."""

Aggregation = Literal["sum", "max", "latest", "distinct"]
Amount = Annotated[Decimal, Field(allow_inf_nan=False)]


class Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Reported(Heard):
    """One indicator in an activity: an amount, or the keys of what is counted."""

    indicator: str
    value: Amount | None = None
    members: list[str] | None = None
    approximate: bool = False


class ActivityRecorded(Heard):
    """`activity.recorded` and `activity.corrected`: what the activity now says."""

    campaign: str
    unit: str
    duty: str | None = None
    occurred_on: date
    figures: list[Reported] = []


class ActivityVoided(Heard):
    campaign: str
    unit: str


class FiledActivity(Heard):
    activity: str
    version: int


class Period(Heard):
    start: date
    end: date


class ReportFiled(Heard):
    """`days` are those that a recurring report tells of."""

    campaign: str
    unit: str
    period: str = FINAL
    days: Period | None = None
    zeros: list[str] = []
    activities: list[FiledActivity] = []
    narrative: str = ""
    difficulties: list[str] = []
    proposals: list[str] = []
    content_hash: str
    received_at: datetime | None = None


class ReportWithdrawn(Heard):
    campaign: str
    unit: str


class Unit(Heard):
    code: str
    name_vi: str
    kind: str
    level: str | None = None


class Group(Heard):
    code: str
    name_vi: str
    members: list[str] | None = None


class Indicator(Heard):
    code: str
    group: str
    label_vi: str
    unit_vi: str
    aggregation: Aggregation
    reporters: list[str] = []
    owners: list[str] = []


class Basis(Heard):
    number: str
    date: date
    issuer_vi: str


class Signer(Heard):
    authority: str | None = None
    position_vi: str | None = None


class UnitReport(Heard):
    to: str
    via: str | None = None
    due_at: datetime
    last_valid_day: date | None = None


class ExpectedReport(Heard):
    unit: str
    required: bool = True


class ReportPeriod(Heard):
    """A report that each unit owes: the days it tells of, both included, and until when."""

    period: str = Field(pattern=r"^[A-Za-z0-9-]{1,16}$")
    name_vi: str = ""
    start: date
    end: date
    due_at: datetime

    @property
    def recurs(self) -> bool:
        return self.period != FINAL


class CampaignPublished(Heard):
    """`campaign.published` and `campaign.amended`: whoever reads a figure reads it under these definitions."""

    campaign: str
    title_vi: str
    slogan_vi: str | None = None
    number: str | None = None
    symbol: str | None = None
    issue_date: date | None = None
    issue_month: str | None = None
    place: str
    issuer: str
    coordinator: str
    period: Period
    timezone: str = "Asia/Ho_Chi_Minh"
    based_on: list[Basis] = []
    signer: Signer | None = None
    recipients: list[str] = []
    units: list[Unit]
    groups: list[Group] = []
    indicators: list[Indicator]
    unit_report: UnitReport
    expected_reports: list[ExpectedReport] = []
    report_periods: list[ReportPeriod] = []

    @property
    def reports(self) -> Sequence[ReportPeriod]:
        """The reports that each unit owes, by their due moments: the final one alone where none recurs."""
        whole = self.period
        final = ReportPeriod(period=FINAL, start=whole.start, end=whole.end, due_at=self.unit_report.due_at)
        return self.report_periods or [final]

    def report(self, period: str | None) -> ReportPeriod | None:
        """The report of a period; None: the one that closes the campaign."""
        if period is None:
            return self.reports[-1]
        return next((one for one in self.reports if one.period == period), None)

    def name(self, code: str) -> str:
        """A unit's name; its code where the campaign does not know it."""
        return next((unit.name_vi for unit in self.units if unit.code == code), code)


class DutyAssigned(Heard):
    """`duty.assigned` and `duty.changed`."""

    campaign: str
    duty: str
    clause: str = ""
    title_vi: str = ""
    units: list[str] = []


class DutyDropped(Heard):
    campaign: str
    duty: str
    reason: str


class ObstacleMoved(Heard):
    """`obstacle.raised`, `obstacle.answered`, `obstacle.closed` and `obstacle.reopened`."""

    campaign: str
    obstacle: str
    duty: str
    unit: str


class DeadlineExtended(Heard):
    """A unit got more time for a report."""

    campaign: str
    unit: str
    period: str = "final"
    due_at: datetime
    last_valid_day: date
    reason: str


class Reason(Heard):
    item: str | None = None
    text: str


class Reviewed(Heard):
    """`review.accepted` and `review.returned`: a verdict on one version of a report, bound to its content."""

    campaign: str
    unit: str
    report: str
    report_version: int
    content_hash: str
    reasons: list[Reason] = []
    due_at: datetime | None = None
