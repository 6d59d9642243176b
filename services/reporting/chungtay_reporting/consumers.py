"""What reporting listens to: everything goes into the journal, what figures rest on also into facts."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.database import Tx
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Incoming, Reaction, Subscription
from chungtay_reporting import facts, journal, plans
from chungtay_reporting.folding import Told, fold
from chungtay_reporting.generations import serving_for_write
from chungtay_reporting.heard import (
    ActivityRecorded,
    ActivityVoided,
    CampaignPublished,
    DeadlineExtended,
    DutyAssigned,
    DutyDropped,
    ObstacleMoved,
    ReportFiled,
    ReportWithdrawn,
    Reviewed,
)


async def hear_intake(tx: Tx, incoming: Sequence[Incoming]) -> Sequence[Reaction]:
    generation = await serving_for_write(tx)
    await facts.write(tx, generation, fold(told(one) for one in incoming))
    return ()


async def hear_tasks(tx: Tx, incoming: Sequence[Incoming]) -> Sequence[Reaction]:
    await plans.write(tx, await serving_for_write(tx), incoming)
    return ()


async def hear_nothing(tx: Tx, incoming: Sequence[Incoming]) -> Sequence[Reaction]:
    return ()


def told(one: Incoming) -> Told:
    event = one.event
    return Told(event.stream_id, event.version, event.position, event.recorded_at, one.data)


INTAKE = Subscription(
    source="intake",
    handles={
        ("activity.recorded", 1): ActivityRecorded,
        ("activity.corrected", 1): ActivityRecorded,
        ("activity.voided", 1): ActivityVoided,
        ("unit_report.filed", 1): ReportFiled,
        ("unit_report.withdrawn", 1): ReportWithdrawn,
    },
    ignores=frozenset(),
    apply=hear_intake,
    receive=journal.receive,
)

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
        ("obstacle.raised", 1): ObstacleMoved,
        ("obstacle.answered", 1): ObstacleMoved,
        ("obstacle.closed", 1): ObstacleMoved,
        ("obstacle.reopened", 1): ObstacleMoved,
        ("deadline.extended", 1): DeadlineExtended,
    },
    ignores=frozenset(
        {
            ("review.checked", 1), ("report.rerouted", 1),
            ("report.request_closed", 1), ("report.review_due", 1), ("report.return_lying", 1),
            ("unit.registered", 1), ("unit.changed", 1), ("unit.closed", 1), ("group.defined", 1),
            ("plan.read", 1), ("assignment.acknowledged", 1), ("duty.delegated", 1), ("delegation.revoked", 1),
            ("report.due_soon", 1),
            ("report.overdue", 1), ("draft.started", 1), ("draft.edited", 1), ("draft.published", 1),
            ("draft.discarded", 1),
        }
    ),
    apply=hear_tasks,
    receive=journal.receive,
)  # fmt: skip

NOTIFY = Subscription(
    source="notify",
    handles={},
    ignores=frozenset(
        {
            ("alert.raised", 1), ("alert.withdrawn", 1), ("delivery.started", 1), ("delivery.succeeded", 1),
            ("delivery.failed", 1), ("delivery.uncertain", 1), ("recipient.changed", 1),
        }
    ),
    apply=hear_nothing,
    receive=journal.receive,
)  # fmt: skip

SOURCES = (INTAKE, TASKS, NOTIFY)


def subscriptions(service: Service) -> Sequence[Subscription]:
    return SOURCES
