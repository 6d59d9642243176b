"""The events of tasks and intake as notify needs them; everything else in them is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from chungtay_kernel.events import Kind


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
    edition: int = 1

    def name(self, code: str, language: str = "vi") -> str:
        """A unit's name; its code where the campaign does not know it."""
        for unit in self.units:
            if unit.code == code:
                return (unit.name_en or unit.name_vi) if language == "en" else unit.name_vi
        return code

    def is_free_to_answer(self, code: str) -> bool:
        """Whether a unit is asked rather than ordered: an independent body, never called late."""
        return any(e.unit == code and not e.required for e in self.expected_reports)


class ReportDue(OfCampaign):
    """`report.due_soon`, `report.overdue` and `report.request_closed`."""

    unit: str
    due_at: datetime
    last_valid_day: date


class DeadlineExtended(OfCampaign):
    unit: str
    due_at: datetime
    reason: str


class ReviewDue(OfCampaign):
    """`report.review_due`: filed so many working days ago; `desk`: the unit that has to review it."""

    unit: str
    report_version: int
    received_at: datetime
    working_days: int
    desk: str | None = None


class ReturnLying(OfCampaign):
    """`report.return_lying`: the time that the return gave, if any, is near, or over where it `passed`."""

    unit: str
    report_version: int
    due_at: datetime | None = None
    passed: bool = False


class Reason(Heard):
    item: str | None = None
    text: str


class Reviewed(OfCampaign):
    """`review.accepted` and `review.returned`."""

    unit: str
    report_version: int
    reasons: list[Reason] = []
    note: str | None = None
    due_at: datetime | None = None


class ReportFiled(OfCampaign):
    unit: str


class ReportWithdrawn(OfCampaign):
    unit: str


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
}

INTAKE: Mapping[Kind, type[OfCampaign]] = {
    ("unit_report.filed", 1): ReportFiled,
    ("unit_report.withdrawn", 1): ReportWithdrawn,
}
