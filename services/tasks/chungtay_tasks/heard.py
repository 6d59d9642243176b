"""Intake's events as tasks needs them; everything else in them is ignored."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from chungtay_tasks.codes import FINAL


class Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
    campaign: str
    unit: str


class ActivityStands(Heard):
    """`activity.recorded` and `activity.corrected`."""

    duty: str | None = None


class ActivityVoided(Heard):
    pass


class ReportFiled(Heard):
    """`received_at`: when it came, where that was not when it was recorded; `sent_to`: the desk it was sent to."""

    period: str = FINAL
    content_hash: str
    received_at: datetime | None = None
    sent_to: str | None = None
    nothing_arose: bool = False


class ReportWithdrawn(Heard):
    period: str = FINAL
    reason: str | None = None
