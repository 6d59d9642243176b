"""The parked rows: events that could not take effect, and the later ones of their streams, whole and in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import asyncpg

from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.events import StoredEvent

Code = Literal["unknown_kind", "refused", "follows"]
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Parked:
    """`taken_in`: the subscription's receive hook has had the event."""

    event: StoredEvent
    code: Code
    reason: str
    taken_in: bool = True


_EVENT = StoredEvent._fields
_COLUMNS = ["consumer", *_EVENT, "code", "reason", "taken_in"]
_INSERT = f"""INSERT INTO parked ({", ".join(_COLUMNS)})
              VALUES ({", ".join(f"${n}" for n in range(1, len(_COLUMNS) + 1))})"""


async def store_parked(tx: Tx, consumer: str, source: str, parked: Sequence[Parked]) -> None:
    await tx.executemany(
        _INSERT,
        [(consumer, *p.event, p.code, _clean(p.reason), p.taken_in) for p in parked],
    )


def _clean(reason: str) -> str:
    return reason[:LONGEST_REASON].replace("\x00", "\\x00")


def parked_of(row: asyncpg.Record) -> Parked:
    return Parked(StoredEvent._make(row[name] for name in _EVENT), row["code"], row["reason"], row["taken_in"])


async def first_parked(tx: Tx, consumer: str, source: str, stream_id: str, limit: int) -> list[Parked]:
    """The earliest parked events of a stream, in order."""
    rows = await tx.fetch(
        """SELECT * FROM parked WHERE consumer = $1 AND source = $2 AND stream_id = $3 AND state = 'parked'
           ORDER BY version LIMIT $4""",
        consumer,
        source,
        stream_id,
        limit,
    )
    return [parked_of(row) for row in rows]


async def leave_parking(tx: Tx, consumer: str, source: str, stream_id: str, upto: int, *, keep: bool) -> None:
    """Takes a stream's parked events up to a version out (`keep`: as discarded rows) and lets the stream flow if
    none is left."""
    of_stream = "consumer = $1 AND source = $2 AND stream_id = $3 AND state = 'parked'"
    change = "UPDATE parked SET state = 'discarded'" if keep else "DELETE FROM parked"
    await tx.execute(f"{change} WHERE {of_stream} AND version <= $4", consumer, source, stream_id, upto)
    await tx.execute(
        f"""UPDATE stream_cursor SET parked = EXISTS (SELECT FROM parked WHERE {of_stream})
            WHERE consumer = $1 AND source = $2 AND stream_id = $3""",
        consumer,
        source,
        stream_id,
    )


async def blame(pool: Pool, consumer: str, parked: Parked) -> None:
    """Notes why a stream's earliest parked event still cannot take effect."""
    event = parked.event
    await pool.execute(
        """UPDATE parked SET code = $5, reason = $6
           WHERE consumer = $1 AND source = $2 AND stream_id = $3 AND version = $4 AND state = 'parked'""",
        consumer,
        event.source,
        event.stream_id,
        event.version,
        parked.code,
        _clean(parked.reason),
    )


async def list_parked(pool: Pool, consumer: str, source: str | None = None) -> list[dict[str, Any]]:
    """A row per parked stream: where it stopped, why, since when, and how many events wait."""
    rows = await pool.fetch(
        """SELECT source, stream_id, (array_agg(version ORDER BY version))[1] AS version,
                  (array_agg(type ORDER BY version))[1] AS type, (array_agg(code ORDER BY version))[1] AS code,
                  (array_agg(reason ORDER BY version))[1] AS reason, count(*) AS events, min(parked_at) AS parked_at
           FROM parked WHERE consumer = $1 AND ($2::text IS NULL OR source = $2) AND state = 'parked'
           GROUP BY source, stream_id ORDER BY min(parked_at), source, stream_id""",
        consumer,
        source,
    )
    return [dict(row) for row in rows]


async def show_parked(pool: Pool, consumer: str, source: str, stream_id: str) -> list[dict[str, Any]]:
    """Every parked or discarded event of a stream, data as text."""
    rows = await pool.fetch(
        """SELECT version, position, event_id, type, schema_version, occurred_at, recorded_at, actor, state, code,
                  reason, parked_at, data
           FROM parked WHERE consumer = $1 AND source = $2 AND stream_id = $3 ORDER BY version""",
        consumer,
        source,
        stream_id,
    )
    return [{**dict(row), "data": row["data"].decode("utf-8", "backslashreplace")} for row in rows]


async def count_parked(pool: Pool, consumer: str, source: str) -> int:
    return await pool.fetchval(
        "SELECT count(*) FROM parked WHERE consumer = $1 AND source = $2 AND state = 'parked'", consumer, source
    )


async def retriable(pool: Pool, consumer: str, source: str) -> list[Parked]:
    """The earliest parked event of each stream that stopped at a kind its release did not know."""
    rows = await pool.fetch(
        """SELECT * FROM (SELECT DISTINCT ON (stream_id) * FROM parked
                          WHERE consumer = $1 AND source = $2 AND state = 'parked' ORDER BY stream_id, version) p
           WHERE code = 'unknown_kind'""",
        consumer,
        source,
    )
    return [parked_of(row) for row in rows]
