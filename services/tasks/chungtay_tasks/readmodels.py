"""Tables of tasks' own, written in the append's transaction: campaigns, duties, verdicts, timers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks import amendment_models, board_models, deadline_models, draft_models, plan_models
from chungtay_tasks.directory import readmodel as directory
from chungtay_tasks.domain.reviews import OfReview, kind_of
from chungtay_tasks.events import (
    EVENTS,
    AssignmentAcknowledged,
    CampaignPublished,
    DutyAssigned,
    ReviewAccepted,
)  # fmt: skip


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    known = [(event, EVENTS.load(event)) for event in events if event.kind in EVENTS.models]
    for event, data in known:
        if isinstance(data, CampaignPublished):
            await _publish(tx, event, data)
    await amendment_models.campaigns(tx, known)
    await deadline_models.apply(tx, known)
    await _assign(tx, [(e, data) for e, data in known if isinstance(data, DutyAssigned)])
    await amendment_models.duties(tx, known)
    await _acknowledge(tx, [(e, data) for e, data in known if isinstance(data, AssignmentAcknowledged)])
    await _review(tx, [(e, data) for e, data in known if isinstance(data, OfReview)])


async def _publish(tx: Tx, event: StoredEvent, published: CampaignPublished) -> None:
    await tx.execute(
        """INSERT INTO campaign (campaign, position, published_at, plan, coordinator, data)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        published.campaign, event.position, event.recorded_at, published.plan, published.coordinator,
        event.data.decode(),
    )  # fmt: skip


async def _assign(tx: Tx, assigned: Sequence[tuple[StoredEvent, DutyAssigned]]) -> None:
    await tx.executemany(
        "INSERT INTO duty (campaign, duty, position, units, data) VALUES ($1, $2, $3, $4, $5)",
        [(d.campaign, d.duty, e.position, d.units, e.data.decode()) for e, d in assigned],
    )
    await _in_bulk(
        tx,
        "INSERT INTO assignment (campaign, duty, unit) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])",
        [(d.campaign, d.duty, unit) for _, d in assigned for unit in d.units],
    )


async def _acknowledge(tx: Tx, acknowledged: Sequence[tuple[StoredEvent, AssignmentAcknowledged]]) -> None:
    await _in_bulk(
        tx,
        """UPDATE assignment a SET acknowledged_at = k.at
           FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS k(campaign, duty, unit, at)
           WHERE (a.campaign, a.duty, a.unit) = (k.campaign, k.duty, k.unit)""",
        [(a.campaign, a.duty, a.unit, e.recorded_at) for e, a in acknowledged],
    )


async def _review(tx: Tx, given: Sequence[tuple[StoredEvent, OfReview]]) -> None:
    rows = [
        (
            v.campaign, v.unit, v.period, e.version, kind_of(v), e.recorded_at, e.actor, isinstance(v, ReviewAccepted),
            e.data.decode(),
        )
        for e, v in given
    ]  # fmt: skip
    await _in_bulk(
        tx,
        "INSERT INTO verdict (campaign, unit, period, version, kind, given_at, given_by, accepted, data) SELECT * FROM"
        " unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[], $7::text[],"
        " $8::boolean[], $9::jsonb[])",
        rows,
    )


async def _in_bulk(tx: Tx, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """One statement with an array a column; none where there is nothing to write."""
    if rows:
        await tx.execute(statement, *map(list, zip(*rows, strict=True)))


MODELS = (InlineModel("tasks", apply), directory.MODEL, board_models.MODEL, draft_models.MODEL, plan_models.MODEL)
