"""What notify listens to, and what it knowingly lets pass."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription
from chungtay_notify import heard
from chungtay_notify.handlers import apply

TASKS = Subscription(
    source="tasks",
    handles=heard.TASKS,
    ignores=frozenset(
        {
            ("unit.registered", 1),
            ("unit.changed", 1),
            ("unit.closed", 1),
            ("group.defined", 1),
            ("plan.read", 1),
            ("draft.started", 1),
            ("draft.edited", 1),
            ("draft.published", 1),
            ("draft.discarded", 1),
            ("duty.assigned", 1),
            ("duty.changed", 1),
            ("duty.dropped", 1),
            ("assignment.acknowledged", 1),
            ("duty.delegated", 1),
            ("delegation.revoked", 1),
        }
    ),
    apply=apply,
)

INTAKE = Subscription(
    source="intake",
    handles=heard.INTAKE,
    ignores=frozenset({("activity.recorded", 1), ("activity.corrected", 1), ("activity.voided", 1)}),
    apply=apply,
)

REPORTING = Subscription(source="reporting", handles={}, ignores=frozenset({("report.sealed", 1)}), apply=apply)


def subscriptions(service: Service) -> Sequence[Subscription]:
    return [TASKS, INTAKE, REPORTING]
