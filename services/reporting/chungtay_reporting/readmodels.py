"""Reporting's own table, written in the append's transaction: sealed editions."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_reporting.events import ReportSealed


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        if event.kind == (ReportSealed.TYPE, ReportSealed.VERSION):
            sealed = ReportSealed.model_validate_json(event.data)
            await tx.execute(
                """INSERT INTO seal (campaign, edition, seal_id, position, event_id, sealed_at, actor, data)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
                sealed.campaign, sealed.edition, sealed.seal_id, event.position, event.event_id, event.recorded_at,
                event.actor, event.data,
            )  # fmt: skip


MODELS = (InlineModel("seals", apply),)
