"""How a service stands: where its log ends, how far it has heard the others, what is not done yet.

Sealing rests on it, and so does the simulated clock, which moves only when everybody is still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chungtay_kernel import cursors
from chungtay_kernel.feeds import head_json
from chungtay_kernel.timers import due_timers, next_timer

if TYPE_CHECKING:
    from chungtay_kernel.service import Service

_COUNTS = """
SELECT (SELECT coalesce(max(position), 0) FROM event)
         - coalesce((SELECT position FROM relay_cursor WHERE name = 'events'), 0) AS unpublished,
       (SELECT count(*) FROM parked WHERE state = 'parked') AS parked,
       (SELECT closed_reason FROM log_state) AS closed_reason"""


async def standing(service: Service) -> dict[str, Any]:
    """`inputs` per source: received (events), complete_to (position without a hole), head_known (as last asked; null
    where no consumer runs in this process)."""
    row = await service.database.pool.fetchrow(_COUNTS)
    assert row is not None
    return {
        "service": service.name,
        "head": head_json(await service.log.head()),
        "inputs": await inputs(service),
        "parked": row["parked"],
        "unmatched": await service.spec.unmatched(service) if service.spec.unmatched else 0,
        "due_timers": await due_timers(service.database),
        "next_timer": await next_timer(service.database),
        "unpublished": max(row["unpublished"], 0),
        "writes_open": row["closed_reason"] is None,
        "closed_reason": row["closed_reason"],
    }


async def inputs(service: Service) -> dict[str, dict[str, Any]]:
    states = service.consumers.states if service.consumers else {}
    stored = await cursors.standing(service.database.pool, service.name)
    return {
        source: {**cursor, "head_known": states[source].head_known if source in states else None}
        for source, cursor in stored.items()
    }
