"""What tasks records: units, plans as read, campaigns with their duties, what is acknowledged, reviewed and overdue."""

from chungtay_kernel.events import Registry
from chungtay_tasks.events.assignments import AssignmentAcknowledged
from chungtay_tasks.events.campaigns import CampaignPublished, DutyAssigned
from chungtay_tasks.events.deadlines import ReportDueSoon, ReportOverdue
from chungtay_tasks.events.directory import UnitRegistered
from chungtay_tasks.events.parts import (
    Aggregation,
    Basis,
    CampaignUnit,
    Comparison,
    ConsolidatedReport,
    DueRule,
    ExpectedReport,
    Group,
    Indicator,
    KeyDate,
    Mode,
    Part,
    Period,
    Reason,
    Signer,
    Span,
    UnitReportDue,
)
from chungtay_tasks.events.plans import PlanRead
from chungtay_tasks.events.reviews import ReviewAccepted, ReviewReturned

EVENTS = Registry(
    UnitRegistered,
    PlanRead,
    CampaignPublished,
    DutyAssigned,
    AssignmentAcknowledged,
    ReviewAccepted,
    ReviewReturned,
    ReportDueSoon,
    ReportOverdue,
)

__all__ = [
    "EVENTS",
    "Aggregation",
    "AssignmentAcknowledged",
    "Basis",
    "CampaignPublished",
    "CampaignUnit",
    "Comparison",
    "ConsolidatedReport",
    "DueRule",
    "DutyAssigned",
    "ExpectedReport",
    "Group",
    "Indicator",
    "KeyDate",
    "Mode",
    "Part",
    "Period",
    "PlanRead",
    "Reason",
    "ReportDueSoon",
    "ReportOverdue",
    "ReviewAccepted",
    "ReviewReturned",
    "Signer",
    "Span",
    "UnitRegistered",
    "UnitReportDue",
]
