"""The streams tasks writes, and the one of intake's that a verdict names."""

from __future__ import annotations

from chungtay_kernel.events import Event
from chungtay_tasks.events import (
    AssignmentAcknowledged,
    CampaignPublished,
    DutyAssigned,
    PlanRead,
    ReportDueSoon,
    ReportOverdue,
    ReviewAccepted,
    ReviewReturned,
    UnitRegistered,
)  # fmt: skip


def unit(code: str) -> str:
    return f"unit/{code}"


def plan(plan_id: str) -> str:
    return f"plan/{plan_id}"


def campaign(campaign_id: str) -> str:
    return f"campaign/{campaign_id}"


def duty(campaign_id: str, duty_id: str) -> str:
    return f"duty/{campaign_id}/{duty_id}"


def assignment(campaign_id: str, duty_id: str, unit_code: str) -> str:
    return f"assignment/{campaign_id}/{duty_id}/{unit_code}"


def review(campaign_id: str, unit_code: str) -> str:
    return f"review/{campaign_id}/{unit_code}/final"


def expected_report(campaign_id: str, unit_code: str) -> str:
    return f"expected-report/{campaign_id}/{unit_code}"


def unit_report(campaign_id: str, unit_code: str) -> str:
    """Intake's: one report a unit and campaign."""
    return f"unit-report/{campaign_id}/{unit_code}/final"


def stream_of(event: Event) -> str:
    """The stream an event of tasks belongs to."""
    match event:
        case UnitRegistered():
            return unit(event.code)
        case PlanRead():
            return plan(event.plan)
        case CampaignPublished():
            return campaign(event.campaign)
        case DutyAssigned():
            return duty(event.campaign, event.duty)
        case AssignmentAcknowledged():
            return assignment(event.campaign, event.duty, event.unit)
        case ReviewAccepted() | ReviewReturned():
            return review(event.campaign, event.unit)
        case ReportDueSoon() | ReportOverdue():
            return expected_report(event.campaign, event.unit)
        case _:
            raise TypeError(f"no stream for {event.TYPE}")
