"""The table of drafts: one row a campaign, the last draft of it."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks.events import DraftDiscarded, DraftEdited, DraftPublished, DraftStarted

_STANDING = {DraftEdited.TYPE: "open", DraftPublished.TYPE: "published", DraftDiscarded.TYPE: "discarded"}


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        if event.type == DraftStarted.TYPE:
            await _start(tx, event, DraftStarted.model_validate_json(event.data))
        elif standing := _STANDING.get(event.type):
            await tx.execute(
                "UPDATE draft SET version = $2, standing = $3, changed_at = $4, changed_by = $5 WHERE campaign = $1",
                event.campaign_id, event.version, standing, event.recorded_at, event.actor,
            )  # fmt: skip


async def _start(tx: Tx, event: StoredEvent, started: DraftStarted) -> None:
    await tx.execute(
        """INSERT INTO draft (campaign, position, version, standing, origin, plan, started_at, changed_at, changed_by)
           VALUES ($1, $2, $3, 'open', $4, $5, $6, $6, $7)
           ON CONFLICT (campaign) DO UPDATE SET position = excluded.position, version = excluded.version,
             standing = excluded.standing, origin = excluded.origin, plan = excluded.plan,
             started_at = excluded.started_at, changed_at = excluded.changed_at, changed_by = excluded.changed_by""",
        started.campaign, event.position, event.version, started.origin, started.plan, event.recorded_at, event.actor,
    )  # fmt: skip


MODEL = InlineModel("drafts", apply)
