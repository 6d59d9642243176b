"""What tasks listens to, and what it knowingly lets pass."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription
from chungtay_tasks.handlers import apply
from chungtay_tasks.heard import ActivityStands, ActivityVoided, ReportFiled, ReportWithdrawn

INTAKE = Subscription(
    source="intake",
    handles={
        ("activity.recorded", 1): ActivityStands,
        ("activity.corrected", 1): ActivityStands,
        ("activity.voided", 1): ActivityVoided,
        ("unit_report.filed", 1): ReportFiled,
        ("unit_report.withdrawn", 1): ReportWithdrawn,
    },
    ignores=frozenset(),
    apply=apply,
)


def subscriptions(service: Service) -> Sequence[Subscription]:
    return [INTAKE]
