"""The streams tasks writes, and the one of intake's that a verdict names."""

from __future__ import annotations

from datetime import date

from chungtay_kernel.events import Event
from chungtay_tasks.codes import FINAL
from chungtay_tasks.events import (
    AssignmentAcknowledged,
    CampaignContent,
    DelegationRevoked,
    DraftDiscarded,
    DraftEdited,
    DraftPublished,
    DraftStarted,
    DutyContent,
    DutyDelegated,
    DutyDropped,
    GroupDefined,
    OfExpectedReport,
    OfObstacle,
    PlanRead,
    ReportRerouted,
    ReviewAccepted,
    ReviewChecked,
    ReviewReturned,
    UnitChanged,
    UnitClosed,
    UnitRegistered,
)  # fmt: skip


def unit(code: str, since: date | None = None) -> str:
    """The first registered life of a code has no day in its stream's name, each later one the day it begins."""
    return f"unit/{code}" if since is None else f"unit/{code}/{since}"


def group(code: str) -> str:
    """A named group of the directory, with all its definitions."""
    return f"group/{code}"


def plan(plan_id: str) -> str:
    return f"plan/{plan_id}"


def draft(campaign_id: str) -> str:
    """One a campaign: that of its publication, and later those of its amendments."""
    return f"draft/{campaign_id}"


def campaign(campaign_id: str) -> str:
    return f"campaign/{campaign_id}"


def duty(campaign_id: str, duty_id: str) -> str:
    return f"duty/{campaign_id}/{duty_id}"


def assignment(campaign_id: str, duty_id: str, unit_code: str) -> str:
    return f"assignment/{campaign_id}/{duty_id}/{unit_code}"


def obstacle(campaign_id: str, obstacle_id: str) -> str:
    return f"obstacle/{campaign_id}/{obstacle_id}"


def review(campaign_id: str, unit_code: str, period: str = FINAL) -> str:
    return f"review/{campaign_id}/{unit_code}/{period}"


def expected_report(campaign_id: str, unit_code: str, period: str = FINAL) -> str:
    """The final report's has no period in its name."""
    return f"expected-report/{campaign_id}/{unit_code}" + ("" if period == FINAL else f"/{period}")


def unit_report(campaign_id: str, unit_code: str, period: str = FINAL) -> str:
    """Intake's: one report a unit, campaign and period."""
    return f"unit-report/{campaign_id}/{unit_code}/{period}"


def scope_of(event: Event) -> str:
    """What decisions guard that rest on an event of another stream: a campaign with its duties, or a plan."""
    match event:
        case CampaignContent() | DutyContent() | DutyDropped():
            return campaign(event.campaign)
        case PlanRead():
            return plan(event.plan)
        case _:
            return ""


def stream_of(event: Event) -> str:
    """The stream an event of tasks belongs to."""
    match event:
        case UnitRegistered() | UnitChanged() | UnitClosed():  # a later life's: chungtay_tasks.directory.planning
            return unit(event.code)
        case GroupDefined():
            return group(event.group)
        case PlanRead():
            return plan(event.plan)
        case DraftStarted() | DraftEdited() | DraftPublished() | DraftDiscarded():
            return draft(event.campaign)
        case CampaignContent():
            return campaign(event.campaign)
        case DutyContent() | DutyDropped():
            return duty(event.campaign, event.duty)
        case AssignmentAcknowledged() | DutyDelegated() | DelegationRevoked():
            return assignment(event.campaign, event.duty, event.unit)
        case OfObstacle():
            return obstacle(event.campaign, event.obstacle)
        case ReviewAccepted() | ReviewReturned() | ReviewChecked() | ReportRerouted():
            return review(event.campaign, event.unit, event.period)
        case OfExpectedReport():
            return expected_report(event.campaign, event.unit, event.period)
        case _:
            raise TypeError(f"no stream for {event.TYPE}")
