"""What the clock brings about, and how a deadline is moved for one unit."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime

from chungtay_kernel.events import Event
from chungtay_tasks.codes import FINAL, CampaignId, PeriodKey, UnitCode, Words


class OfExpectedReport(Event):
    """What happens to the report that a unit owes for a period."""

    campaign: CampaignId
    unit: UnitCode
    period: PeriodKey = FINAL


class ReportDueSoon(OfExpectedReport):
    """A unit's report is due soon and has not been filed; `working_days_before`: before the last reminder's day."""

    TYPE: ClassVar[str] = "report.due_soon"
    due_at: AwareDatetime
    last_valid_day: dt.date
    working_days_before: int = 0


class ReportOverdue(OfExpectedReport):
    """The deadline, and the grace after it if any, passed without a required report."""

    TYPE: ClassVar[str] = "report.overdue"
    due_at: AwareDatetime
    last_valid_day: dt.date


class ReportRequestClosed(OfExpectedReport):
    """The time passed in which an independent body was asked for a report; it is free to answer, and not late."""

    TYPE: ClassVar[str] = "report.request_closed"
    due_at: AwareDatetime
    last_valid_day: dt.date


class ReportReviewDue(OfExpectedReport):
    """A report was filed some working days ago and nobody has reviewed it; `desk` is the unit that has to."""

    TYPE: ClassVar[str] = "report.review_due"
    report_version: int
    received_at: AwareDatetime
    working_days: int
    desk: UnitCode | None = None


class ReportReturnLying(OfExpectedReport):
    """A report that was returned has not been filed again; `due_at`: until when the return asked for it, if it did.

    `passed`: that time is over; otherwise it is near, or some working days have gone by.
    """

    TYPE: ClassVar[str] = "report.return_lying"
    report_version: int
    returned_at: AwareDatetime
    due_at: AwareDatetime | None
    last_valid_day: dt.date | None
    passed: bool = False


class DeadlineExtended(OfExpectedReport):
    """A leader gave one unit more time for a report; grace and lock move along, where the campaign has them."""

    TYPE: ClassVar[str] = "deadline.extended"
    due_at: AwareDatetime
    last_valid_day: dt.date
    reason: Words
    grace_until: AwareDatetime | None = None
    lock_at: AwareDatetime | None = None
