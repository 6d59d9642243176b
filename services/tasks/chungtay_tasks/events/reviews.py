"""Verdicts on units' reports."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, UnitCode, Words
from chungtay_tasks.events.parts import Reason


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
