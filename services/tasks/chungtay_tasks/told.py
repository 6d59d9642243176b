"""Who did what when at intake, as far as a duty's history tells it: the first word of an activity, and reports."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.database import Tx
from chungtay_kernel.subscription import Incoming
from chungtay_tasks.heard import ActivityStands, Heard, ReportFiled, ReportWithdrawn


async def remember(tx: Tx, batch: Sequence[Incoming]) -> None:
    """A row an event, so that any order gives the same rows."""
    rows = [_row(one, one.data) for one in batch if isinstance(one.data, Heard) and _is_told(one)]
    if rows:
        await tx.execute(
            """INSERT INTO told (stream, version, campaign, unit, type, at, actor, reason)
               SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                                    $7::text[], $8::text[])
               ON CONFLICT DO NOTHING""",
            *map(list, zip(*rows, strict=True)),
        )


def _is_told(one: Incoming) -> bool:
    return isinstance(one.data, ReportFiled | ReportWithdrawn) or (
        isinstance(one.data, ActivityStands) and one.event.version == 1
    )


def _row(one: Incoming, data: Heard) -> tuple[object, ...]:
    event, reason = one.event, data.reason if isinstance(data, ReportWithdrawn) else None
    return (
        event.stream_id, event.version, data.campaign, data.unit, event.type, event.recorded_at, event.actor, reason,
    )  # fmt: skip
