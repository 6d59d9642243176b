"""Verdicts on units' reports, and the way of a report that came to the wrong desk."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from chungtay_kernel.events import Event
from chungtay_tasks.codes import FINAL, CampaignId, PeriodKey, UnitCode, Words
from chungtay_tasks.events.parts import Reason


class _OnReport(Event):
    """Binds to one version of a unit's report, by its content."""

    campaign: CampaignId
    unit: UnitCode
    report: str
    report_version: int
    content_hash: str


class ReviewAccepted(_OnReport):
    """Who reviews a unit's report accepted it, exactly this version with this content."""

    TYPE: ClassVar[str] = "review.accepted"
    reasons: list[Reason]
    note: Words | None
    due_at: AwareDatetime | None
    period: PeriodKey = FINAL


class ReviewReturned(_OnReport):
    """Who reviews a unit's report returned it, with reasons, perhaps with a new time."""

    TYPE: ClassVar[str] = "review.returned"
    reasons: list[Reason]
    note: Words | None
    due_at: AwareDatetime | None
    period: PeriodKey = FINAL


class ReviewChecked(_OnReport):
    """The coordinator checked a unit's report, the first of two steps; the issuer's leader accepts it."""

    TYPE: ClassVar[str] = "review.checked"
    note: Words | None
    period: PeriodKey = FINAL


class ReportRerouted(_OnReport):
    """A report that lay at the wrong desk was passed on to the one that reviews it; by whom, its actor tells."""

    TYPE: ClassVar[str] = "report.rerouted"
    from_desk: UnitCode
    to_desk: UnitCode
    reason: Words
    period: PeriodKey = FINAL
