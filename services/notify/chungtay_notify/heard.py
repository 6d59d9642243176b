"""The events of tasks and intake as notify needs them; everything else in them is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from chungtay_kernel.events import Kind

FINAL = "final"
"""The period of the report on the whole campaign."""


class Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class OfCampaign(Heard):
    """Every event that notify handles is about one campaign."""

    campaign: str


class Unit(Heard):
    code: str
    name_vi: str
    name_en: str | None = None


class UnitReport(Heard):
    to: str
    via: str | None = None
    due_at: datetime
    last_valid_day: date


class ReportPeriod(Heard):
    """A report that each unit owes; its names follow the word "kỳ" or "report for"."""

    period: str
    name_vi: str = ""
    name_en: str = ""
    start: date | None = None
    end: date | None = None
    due_at: datetime
    last_valid_day: date


class ExpectedReport(Heard):
    unit: str
    required: bool


class CampaignPublished(OfCampaign):
    """`campaign.published` and `campaign.amended`; `edition` is the version of the stream that told it."""

    title_vi: str
    title_en: str | None = None
    issuer: str
    coordinator: str
    timezone: str
    units: list[Unit]
    unit_report: UnitReport
    expected_reports: list[ExpectedReport]
    report_periods: list[ReportPeriod] = []
    edition: int = 1

    def report(self, period: str) -> ReportPeriod | None:
        """The report of a period; None for one that no unit owes any more."""
        if not self.report_periods and period == FINAL:
            due = self.unit_report
            return ReportPeriod(period=FINAL, due_at=due.due_at, last_valid_day=due.last_valid_day)
        return next((one for one in self.report_periods if one.period == period), None)

    def reviewer(self, unit: str) -> str:
        """Who reviews a unit's report: nobody their own."""
        return self.issuer if unit == self.coordinator else self.coordinator

    def name(self, code: str, language: str = "vi") -> str:
        """A unit's name; its code where the campaign does not know it."""
        for unit in self.units:
            if unit.code == code:
                return (unit.name_en or unit.name_vi) if language == "en" else unit.name_vi
        return code

    def is_free_to_answer(self, code: str) -> bool:
        """Whether a unit is asked rather than ordered: an independent body, never called late."""
        return any(e.unit == code and not e.required for e in self.expected_reports)


class OfReport(OfCampaign):
    """What happens to a unit's report of a period."""

    unit: str
    period: str = FINAL


class ReportDue(OfReport):
    """`report.due_soon`, `report.overdue` and `report.request_closed`."""

    due_at: datetime
    last_valid_day: date


class DeadlineExtended(OfReport):
    due_at: datetime
    reason: str


class ReviewDue(OfReport):
    """`report.review_due`: filed so many working days ago; `desk`: the unit that has to review it."""

    report_version: int
    received_at: datetime
    working_days: int
    desk: str | None = None


class ReturnLying(OfReport):
    """`report.return_lying`: the time that the return gave, if any, is near, or over where it `passed`."""

    report_version: int
    due_at: datetime | None = None
    passed: bool = False


class ObstacleMoved(OfCampaign):
    """`obstacle.raised`, `obstacle.answered`, `obstacle.closed` and `obstacle.reopened`, each with its own words."""

    obstacle: str
    duty: str
    unit: str
    text: str = ""
    outcome: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        return self.text or self.outcome or self.reason


class Reason(Heard):
    item: str | None = None
    text: str


class Reviewed(OfReport):
    """`review.checked`, `review.accepted` and `review.returned`."""

    report_version: int
    reasons: list[Reason] = []
    note: str | None = None
    due_at: datetime | None = None


class Rerouted(OfReport):
    """`report.rerouted`: the report lies at another desk from now on."""

    report_version: int
    to_desk: str
    reason: str


class ReportFiled(OfReport):
    """`sent_to`: the desk it was sent to, where that is not the one that reviews it."""

    sent_to: str | None = None


class ReportWithdrawn(OfReport):
    pass


TASKS: Mapping[Kind, type[OfCampaign]] = {
    ("campaign.published", 1): CampaignPublished,
    ("campaign.amended", 1): CampaignPublished,
    ("report.due_soon", 1): ReportDue,
    ("report.overdue", 1): ReportDue,
    ("report.request_closed", 1): ReportDue,
    ("report.review_due", 1): ReviewDue,
    ("report.return_lying", 1): ReturnLying,
    ("deadline.extended", 1): DeadlineExtended,
    ("review.accepted", 1): Reviewed,
    ("review.returned", 1): Reviewed,
    ("review.checked", 1): Reviewed,
    ("report.rerouted", 1): Rerouted,
    ("obstacle.raised", 1): ObstacleMoved,
    ("obstacle.answered", 1): ObstacleMoved,
    ("obstacle.closed", 1): ObstacleMoved,
    ("obstacle.reopened", 1): ObstacleMoved,
}

INTAKE: Mapping[Kind, type[OfCampaign]] = {
    ("unit_report.filed", 1): ReportFiled,
    ("unit_report.withdrawn", 1): ReportWithdrawn,
}
