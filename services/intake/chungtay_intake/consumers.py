"""What intake listens to, and what it knowingly lets pass."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_intake.handlers import apply
from chungtay_intake.heard import CampaignPublished, DeadlineExtended, DutyAssigned, DutyDropped, Reviewed
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription

TASKS = Subscription(
    source="tasks",
    handles={
        ("campaign.published", 1): CampaignPublished,
        ("campaign.amended", 1): CampaignPublished,
        ("duty.assigned", 1): DutyAssigned,
        ("duty.changed", 1): DutyAssigned,
        ("duty.dropped", 1): DutyDropped,
        ("review.accepted", 1): Reviewed,
        ("review.returned", 1): Reviewed,
        ("deadline.extended", 1): DeadlineExtended,
    },
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
            ("assignment.acknowledged", 1),
            ("duty.delegated", 1),
            ("delegation.revoked", 1),
            ("obstacle.raised", 1),
            ("obstacle.answered", 1),
            ("obstacle.closed", 1),
            ("obstacle.reopened", 1),
            ("report.due_soon", 1),
            ("report.overdue", 1),
            ("report.request_closed", 1),
            ("report.review_due", 1),
            ("report.return_lying", 1),
            ("review.checked", 1),
            ("report.rerouted", 1),
        }
    ),
    apply=apply,
)


def subscriptions(service: Service) -> Sequence[Subscription]:
    return [TASKS]
