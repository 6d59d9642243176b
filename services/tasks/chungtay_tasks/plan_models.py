"""The table of plans that campaigns rest on, written in the append's transaction: an amendment adds one and takes none
away, since duties that stayed keep their words and places in the earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks import streams
from chungtay_tasks.events import EVENTS, CampaignContent

_KINDS = frozenset(kind for kind, model in EVENTS.models.items() if issubclass(model, CampaignContent))


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        data = EVENTS.load(event) if event.kind in _KINDS else None
        if isinstance(data, CampaignContent) and data.plan:
            await _rest(tx, event, data.campaign, data.plan)


async def _rest(tx: Tx, event: StoredEvent, campaign: str, plan: str) -> None:
    """On the plan as it had been read last when the campaign came to rest on it."""
    await tx.execute(
        """INSERT INTO campaign_plan (campaign, plan, plan_version, position)
           SELECT $1, $2, coalesce(max(version), 0), $4 FROM event WHERE stream_id = $3 AND position < $4
           ON CONFLICT DO NOTHING""",
        campaign, plan, streams.plan(plan), event.position,
    )  # fmt: skip


MODEL = InlineModel("plans", apply)
