"""Intake's own tables, written in the append's transaction: activities as they stand, and units' reports.

What an activity says stays where it is, in the log: its row holds the place (`content_at`), not another copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from chungtay_intake.drawing import Drawn, Standing
from chungtay_intake.events import EVENTS, Figure, UnitReportFiled, UnitReportWithdrawn
from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.events import StoredEvent

_RECORD = """
INSERT INTO activity (activity, campaign, unit, duty, occurred_on, first_position, recorded_at, position, version,
                      voided, content_at)
SELECT activity, campaign, unit, duty, occurred_on, first_position, recorded_at, position, version, false, position
FROM unnest($1::activity_row[])"""

_CORRECT = """
UPDATE activity a SET duty = n.duty, occurred_on = n.occurred_on, position = n.position, version = n.version,
  content_at = n.position
FROM unnest($1::activity_row[]) AS n WHERE a.activity = n.activity"""

_VOID_ACTIVITIES = """
UPDATE activity a SET voided = true, position = n.position, version = n.version
FROM unnest($1::uuid[], $2::bigint[], $3::integer[]) AS n(activity, position, version) WHERE a.activity = n.activity"""

_FILE = """
INSERT INTO unit_report (campaign, unit, period, version, report_version, filed, content_hash, filed_at, received_at)
VALUES ($1, $2, $3, $4, $4, true, $5, $6, $7)
ON CONFLICT (campaign, unit, period) DO UPDATE SET version = excluded.version, report_version = excluded.report_version,
  filed = true, content_hash = excluded.content_hash, filed_at = excluded.filed_at,
  received_at = excluded.received_at"""


_HELD = "UPDATE activity SET filed_in = $2, filed_period = $3 WHERE activity = ANY($1)"

_WITHDRAW = """
UPDATE unit_report SET version = $4, filed = false WHERE campaign = $1 AND unit = $2 AND period = $3"""


def activity_id(stream: str) -> str:
    """The id as the driver takes it: text, so that no object is made for it."""
    return stream.removeprefix("activity/")


async def apply_activities(tx: Tx, events: Sequence[StoredEvent]) -> None:
    """The last content of each activity, then the voids.

    A new one is simply inserted: to ask for each whether it is there cost a third of writing it.
    """
    firsts: dict[str, StoredEvent] = {}
    rows: dict[str, tuple[Any, ...]] = {}
    voids: list[tuple[str, int, int]] = []
    for event in events:
        if event.type == "activity.voided":
            voids.append((activity_id(event.stream_id), event.position, event.version))
        elif event.type in ("activity.recorded", "activity.corrected"):
            first = firsts.setdefault(event.stream_id, event)
            rows[event.stream_id] = _row(event, first)
    for statement, wanted in ((_RECORD, True), (_CORRECT, False)):
        written = [row for stream, row in rows.items() if (firsts[stream].version == 1) is wanted]
        if written:
            await tx.execute(statement, written)
    if voids:
        await tx.execute(_VOID_ACTIVITIES, *map(list, zip(*voids, strict=True)))


def _row(event: StoredEvent, first: StoredEvent) -> tuple[Any, ...]:
    """As activity_row; where the table has the activity, its first position and moment stay."""
    data = event.json()
    return (
        activity_id(event.stream_id), event.campaign_id, data["unit"], data["duty"],
        date.fromisoformat(data["occurred_on"]), first.position, first.recorded_at, event.position, event.version,
    )  # fmt: skip


async def apply_reports(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        if event.type.startswith("unit_report."):
            await _apply_report(tx, event)


async def _apply_report(tx: Tx, event: StoredEvent) -> None:
    match EVENTS.load(event):
        case UnitReportFiled() as filed:
            key = (filed.campaign, filed.unit, filed.period)
            await tx.execute(_FILE, *key, event.version, filed.content_hash, event.recorded_at, filed.received_at)
            held = [activity_id(a.activity) for a in filed.activities]
            await tx.execute(_HELD, held, event.version, filed.period)
        case UnitReportWithdrawn() as withdrawn:
            await tx.execute(_WITHDRAW, withdrawn.campaign, withdrawn.unit, withdrawn.period, event.version)
        case _:
            raise TypeError(f"no table for {event.kind}")


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    await apply_activities(tx, events)
    await apply_reports(tx, events)


MODEL = InlineModel("activities", apply)
MODELS = (MODEL,)


async def drawn(pool: Pool, campaign: str, unit: str) -> Drawn:
    """A unit's standing activities and the position that the model stands at: one statement, one snapshot."""
    rows = await pool.fetch(
        """SELECT m.position AS drawn_at, a.activity, a.version, a.position, a.occurred_on, a.duty, e.data
           FROM model_position m
           LEFT JOIN activity a ON a.campaign = $2 AND a.unit = $3 AND NOT a.voided
           LEFT JOIN event e ON e.position = a.content_at
           WHERE m.name = $1 ORDER BY a.first_position""",
        MODEL.name,
        campaign,
        unit,
    )
    standing = [_standing(row) for row in rows if row["activity"] is not None]
    return Drawn(rows[0]["drawn_at"] if rows else 0, standing)


def _standing(row: Any) -> Standing:
    stream, day = f"activity/{row['activity']}", row["occurred_on"]
    return Standing(stream, row["version"], row["position"], day, _figures(row), row["duty"])


async def filed_periods(pool: Pool, campaign: str, unit: str) -> list[str]:
    """The periods of a unit's reports that are filed."""
    rows = await pool.fetch(
        "SELECT period FROM unit_report WHERE campaign = $1 AND unit = $2 AND filed ORDER BY period", campaign, unit
    )
    return [row["period"] for row in rows]


def _figures(row: Any) -> list[Figure]:
    return [Figure.model_construct(**figure) for figure in orjson.loads(row["data"])["figures"]]
