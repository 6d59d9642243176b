"""What notify listens to, and what it knowingly lets pass."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription
from chungtay_notify.handlers import apply
from chungtay_notify.heard import CampaignPublished, ReportDue, ReportFiled, ReportWithdrawn, Reviewed

TASKS = Subscription(
    source="tasks",
    handles={
        ("campaign.published", 1): CampaignPublished,
        ("report.due_soon", 1): ReportDue,
        ("report.overdue", 1): ReportDue,
        ("review.accepted", 1): Reviewed,
        ("review.returned", 1): Reviewed,
    },
    ignores=frozenset({("unit.registered", 1), ("plan.read", 1), ("duty.assigned", 1), ("assignment.acknowledged", 1)}),
    apply=apply,
)

INTAKE = Subscription(
    source="intake",
    handles={("unit_report.filed", 1): ReportFiled, ("unit_report.withdrawn", 1): ReportWithdrawn},
    ignores=frozenset({("activity.recorded", 1), ("activity.corrected", 1), ("activity.voided", 1)}),
    apply=apply,
)

REPORTING = Subscription(source="reporting", handles={}, ignores=frozenset({("report.sealed", 1)}), apply=apply)


def subscriptions(service: Service) -> Sequence[Subscription]:
    return [TASKS, INTAKE, REPORTING]
