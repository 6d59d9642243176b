"""Events that came before the campaign they are about, kept until it does.

A campaign's publication lies in another partition, or in another log, than what follows from it: it may come later,
much later, or be discarded by an operator. Whoever waited for it would hold up everything behind it, itself included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import orjson

from chungtay_kernel.append import lock_key
from chungtay_kernel.cloudevents import Defect, from_feed_item, to_feed_item
from chungtay_kernel.database import Tx
from chungtay_kernel.events import Kind
from chungtay_kernel.subscription import Incoming
from chungtay_notify.heard import INTAKE, TASKS, OfCampaign

_HANDLED: Mapping[str, Mapping[Kind, type[OfCampaign]]] = {"tasks": TASKS, "intake": INTAKE}


async def lock_campaigns(tx: Tx, campaigns: Iterable[str]) -> None:
    """Holds campaigns until COMMIT: of two consumers that meet at one, the later sees what the earlier did."""
    for key in sorted({lock_key("notify", f"campaign/{campaign}") for campaign in campaigns}):
        await tx.execute("SELECT pg_advisory_xact_lock($1)", key)


async def keep(tx: Tx, early: Sequence[tuple[str, Incoming]]) -> None:
    """Keeps events, each with its campaign, which is locked and not known."""
    await tx.executemany(
        "INSERT INTO early (campaign, source, position, event) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [
            (campaign, event.source, event.position, orjson.dumps(to_feed_item(event)).decode())
            for campaign, (event, _) in early
        ],
    )


async def release(tx: Tx, campaigns: Iterable[str]) -> list[Incoming]:
    """Takes out what was kept for campaigns, by source and position; raises ValidationError."""
    rows = await tx.fetch("DELETE FROM early WHERE campaign = ANY($1) RETURNING source, position, event", [*campaigns])
    return [_read(row["source"], row["event"]) for row in sorted(rows, key=lambda r: (r["source"], r["position"]))]


def _read(source: str, kept: str) -> Incoming:
    event = from_feed_item(orjson.loads(kept), source)
    if isinstance(event, Defect):
        raise TypeError(f"what was kept of {source} is no event: {event.reason}")
    return Incoming(event, _HANDLED[source][event.kind].model_validate_json(event.data))
