"""The duty board's own tables, written in the append's transaction: since when, delegated to whom, and obstacles."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_tasks.events import (
    EVENTS,
    DelegationRevoked,
    DutyAssigned,
    DutyChanged,
    DutyContent,
    DutyDelegated,
    DutyDropped,
    ObstacleAnswered,
    ObstacleClosed,
    ObstacleRaised,
    ObstacleReopened,
    OfObstacle,
)

_KINDS = frozenset(
    kind
    for kind, model in EVENTS.models.items()
    if issubclass(model, (DutyContent, DutyDropped, DutyDelegated, DelegationRevoked, OfObstacle))
)


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    known = [(e, EVENTS.load(e)) for e in events if e.kind in _KINDS]
    await _assign(tx, [(e, data) for e, data in known if isinstance(data, DutyAssigned)])
    for event, data in known:
        match data:
            case DutyChanged():
                await _leave(tx, data, data.units)
                await _assign(tx, [(event, data)])
            case DutyDropped():
                await _leave(tx, data, ())
            case DutyDelegated() | DelegationRevoked():
                await _delegate(tx, event, data)
            case OfObstacle():
                await _obstacle(tx, event, data)
            case _:
                pass


async def _assign(tx: Tx, duties: Sequence[tuple[StoredEvent, DutyContent]]) -> None:
    """A unit's time begins with the event that first names it; while it holds the duty, changes begin none anew."""
    rows = [(duty.campaign, duty.duty, unit, event.recorded_at) for event, duty in duties for unit in duty.units]
    if rows:
        await tx.execute(
            """INSERT INTO assigned (campaign, duty, unit, assigned_at)
               SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) ON CONFLICT DO NOTHING""",
            *map(list, zip(*rows, strict=True)),
        )


async def _leave(tx: Tx, data: DutyChanged | DutyDropped, staying: Sequence[str]) -> None:
    """Time and delegation end for who does not hold the duty any more: should it come back, both begin anew."""
    for table in ("assigned", "delegation"):
        await tx.execute(
            f"DELETE FROM {table} WHERE (campaign, duty) = ($1, $2) AND unit <> ALL($3::text[])",
            data.campaign, data.duty, staying,
        )  # fmt: skip


async def _delegate(tx: Tx, event: StoredEvent, data: DutyDelegated | DelegationRevoked) -> None:
    if isinstance(data, DelegationRevoked):
        await tx.execute(
            "DELETE FROM delegation WHERE (campaign, duty, unit) = ($1, $2, $3)", data.campaign, data.duty, data.unit
        )
        return
    await tx.execute(
        """INSERT INTO delegation (campaign, duty, unit, account, reason, actor, since)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (campaign, duty, unit) DO UPDATE SET account = excluded.account, reason = excluded.reason,
             actor = excluded.actor, since = excluded.since""",
        data.campaign, data.duty, data.unit, data.account, data.reason, event.actor, event.recorded_at,
    )  # fmt: skip


async def _obstacle(tx: Tx, event: StoredEvent, data: OfObstacle) -> None:
    match data:
        case ObstacleRaised():
            await _raise(tx, event, data)
        case ObstacleAnswered():
            await _move(tx, event, data, "state = 'answered', answers = answers + 1, answer = $5", data.text)
        case ObstacleClosed():
            await _move(tx, event, data, "state = 'closed', outcome = $5", data.outcome)
        case ObstacleReopened():
            await _move(tx, event, data, "state = 'open', outcome = $5", None)
        case _:
            raise TypeError(f"no effect for {event.kind}")


async def _raise(tx: Tx, event: StoredEvent, raised: ObstacleRaised) -> None:
    await tx.execute(
        """INSERT INTO obstacle (campaign, obstacle, position, version, duty, unit, state, text, answers, raised_at,
                                 changed_at)
           VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, 0, $8, $8)""",
        raised.campaign, raised.obstacle, event.position, event.version, raised.duty, raised.unit, raised.text,
        event.recorded_at,
    )  # fmt: skip


async def _move(tx: Tx, event: StoredEvent, data: OfObstacle, change: str, words: str | None) -> None:
    """`change`: what is set, with the words said as its $5."""
    await tx.execute(
        f"UPDATE obstacle SET version = $3, changed_at = $4, {change} WHERE (campaign, obstacle) = ($1, $2)",
        data.campaign, data.obstacle, event.version, event.recorded_at, words,
    )  # fmt: skip


MODEL = InlineModel("board", apply)
