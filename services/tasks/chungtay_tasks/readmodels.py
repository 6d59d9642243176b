"""Tables of tasks' own, written in the append's transaction: directory, campaigns, duties, verdicts, timers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks.deadlines import deadline
from chungtay_tasks.events import (
    EVENTS,
    AssignmentAcknowledged,
    CampaignPublished,
    DutyAssigned,
    ReviewAccepted,
    ReviewReturned,
    UnitRegistered,
)  # fmt: skip

DUE_SOON = "due-soon"
OVERDUE = "overdue"


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    known = [(event, EVENTS.load(event)) for event in events if event.kind in EVENTS.models]
    await _register(tx, [(e, data) for e, data in known if isinstance(data, UnitRegistered)])
    for event, data in known:
        if isinstance(data, CampaignPublished):
            await _publish(tx, event, data)
    await _assign(tx, [(e, data) for e, data in known if isinstance(data, DutyAssigned)])
    await _acknowledge(tx, [(e, data) for e, data in known if isinstance(data, AssignmentAcknowledged)])
    await _review(tx, [(e, data) for e, data in known if isinstance(data, ReviewAccepted | ReviewReturned)])


async def _register(tx: Tx, registered: Sequence[tuple[StoredEvent, UnitRegistered]]) -> None:
    rows = [
        (u.code, e.position, u.name_vi, u.name_en, u.kind, u.level, u.admin_code, u.parent, u.valid_from, u.valid_to)
        for e, u in registered
    ]
    await _in_bulk(
        tx,
        "INSERT INTO unit SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[],"
        " $6::text[], $7::text[], $8::text[], $9::date[], $10::date[])",
        rows,
    )


async def _publish(tx: Tx, event: StoredEvent, published: CampaignPublished) -> None:
    await tx.execute(
        """INSERT INTO campaign (campaign, position, published_at, plan, coordinator, data)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        published.campaign, event.position, event.recorded_at, published.plan, published.coordinator,
        event.data.decode(),
    )  # fmt: skip
    await _schedule(tx, published)


async def _schedule(tx: Tx, published: CampaignPublished) -> None:
    """A reminder for each expected report; the deadline's own timer only for those that are required."""
    due = deadline(published.unit_report.due, published.period, ZoneInfo(published.timezone))
    assert due is not None, "a published campaign has a deadline"
    required = [expected.unit for expected in published.expected_reports if expected.required]
    payload = {"due_at": due.due_at.isoformat(), "last_valid_day": due.last_valid_day.isoformat()}
    rows = [(DUE_SOON, expected.unit, due.remind_at) for expected in published.expected_reports]
    rows += [(OVERDUE, unit, due.due_at) for unit in required]
    await _in_bulk(
        tx,
        "INSERT INTO timer (id, kind, due_at, campaign_id, payload) SELECT * FROM"
        " unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[]) ON CONFLICT (id) DO NOTHING",
        [
            (f"{kind}/{published.campaign}/{unit}", kind, at, published.campaign, _json({**payload, "unit": unit}))
            for kind, unit, at in rows
        ],
    )


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


async def _review(tx: Tx, given: Sequence[tuple[StoredEvent, ReviewAccepted | ReviewReturned]]) -> None:
    await _in_bulk(
        tx,
        "INSERT INTO verdict (campaign, unit, version, given_at, given_by, accepted, data) SELECT * FROM"
        " unnest($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::text[], $6::boolean[], $7::jsonb[])",
        [
            (v.campaign, v.unit, e.version, e.recorded_at, e.actor, isinstance(v, ReviewAccepted), e.data.decode())
            for e, v in given
        ],
    )


async def _in_bulk(tx: Tx, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """One statement with an array a column; none where there is nothing to write."""
    if rows:
        await tx.execute(statement, *map(list, zip(*rows, strict=True)))


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


MODELS = (InlineModel("tasks", apply),)
