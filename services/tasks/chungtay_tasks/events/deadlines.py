"""What the clock brings about."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, UnitCode


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
