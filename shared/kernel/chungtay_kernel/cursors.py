"""How far a consumer has come: one row per source, which is locked first and holds the count; one per stream."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.events import StoredEvent


@dataclass(frozen=True, slots=True)
class SourceCursor:
    """`received = highest` says that everything up to there has come; `complete_to` is where that last was so."""

    logid: str | None
    received: int
    highest: int
    complete_to: int

    def after(self, fresh: Sequence[StoredEvent], complete_to: int) -> SourceCursor:
        received = self.received + len(fresh)
        highest = max(self.highest, *(e.position for e in fresh)) if fresh else self.highest
        complete = highest if received == highest else max(self.complete_to, complete_to)
        return SourceCursor(self.logid or (fresh[0].logid if fresh else None), received, highest, complete)


@dataclass(frozen=True, slots=True)
class StreamCursor:
    version: int
    event_id: UUID | None
    parked: bool


NEW_STREAM = StreamCursor(0, None, False)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A batch beside the cursors, each part in position order."""

    fresh: list[StoredEvent] = field(default_factory=list[StoredEvent])
    waiting: list[StoredEvent] = field(default_factory=list[StoredEvent])
    contradicting: list[StoredEvent] = field(default_factory=list[StoredEvent])
    known: list[StoredEvent] = field(default_factory=list[StoredEvent])


def sort_out(events: Sequence[StoredEvent], source: SourceCursor, streams: Mapping[str, StreamCursor]) -> Sorted:
    """Parts a batch: next in its stream, behind a hole, known already, or contrary to what was received before.

    Contrary: another log's, another event at the version a stream stands at, or a new event at a position whose
    event has come.
    """
    result = Sorted()
    reached: dict[str, tuple[int, UUID | None]] = {}
    logid = source.logid or (events[0].logid if events else None)
    for event in sorted(events, key=lambda e: e.position):
        cursor = streams.get(event.stream_id, NEW_STREAM)
        version, event_id = reached.get(event.stream_id, (cursor.version, cursor.event_id))
        if event.logid != logid or (event.version == version and event.event_id != event_id):
            result.contradicting.append(event)
        elif event.version <= version:
            result.known.append(event)
        elif event.position <= source.complete_to:
            result.contradicting.append(event)
        elif event.version > version + 1:
            result.waiting.append(event)
        else:
            result.fresh.append(event)
            reached[event.stream_id] = (event.version, event.event_id)
    return result


async def open_source(pool: Pool, consumer: str, source: str) -> None:
    await pool.execute(
        "INSERT INTO source_cursor (consumer, source) VALUES ($1, $2) ON CONFLICT DO NOTHING", consumer, source
    )


async def lock_source(tx: Tx, consumer: str, source: str) -> SourceCursor:
    """The first lock of every consumer's transaction: two owners of one partition come one after the other."""
    row = await tx.fetchrow(
        """SELECT logid, received, highest, complete_to FROM source_cursor
           WHERE consumer = $1 AND source = $2 FOR UPDATE""",
        consumer,
        source,
    )
    if row is None:
        raise LookupError(f"no cursor of {consumer} for {source}: open_source comes first")
    return SourceCursor(*row)


async def read_streams(tx: Tx, consumer: str, source: str, streams: Sequence[str]) -> dict[str, StreamCursor]:
    rows = await tx.fetch(
        """SELECT stream_id, version, event_id, parked FROM stream_cursor
           WHERE consumer = $1 AND source = $2 AND stream_id = ANY($3::text[])""",
        consumer,
        source,
        streams,
    )
    return {stream: StreamCursor(version, event_id, parked) for stream, version, event_id, parked in rows}


_STREAM = ("consumer", "source", "stream_id", "version", "event_id", "parked")
_MOVE = """
UPDATE stream_cursor c SET version = s.version, event_id = s.event_id, parked = s.parked
FROM unnest($3::text[], $4::integer[], $5::uuid[], $6::boolean[]) AS s(stream_id, version, event_id, parked)
WHERE c.consumer = $1 AND c.source = $2 AND c.stream_id = s.stream_id"""
_ADVANCE = """
UPDATE source_cursor SET logid = $3, received = $4, highest = $5, complete_to = $6, moved_at = clock_timestamp()
WHERE consumer = $1 AND source = $2"""


async def advance(
    tx: Tx,
    consumer: str,
    source: str,
    cursor: SourceCursor,
    fresh: Sequence[StoredEvent],
    *,
    known: Container[str],
    parked: Container[str],
) -> None:
    """Moves the streams of `fresh` to their last version and the source to its cursor.

    `known`: streams that have a row; `parked`: those that now wait. No other transaction can add a row meanwhile,
    since the source's is locked; so rows of new streams are copied in, which costs a third of an upsert.
    """
    last = {e.stream_id: (e.stream_id, e.version, e.event_id, e.stream_id in parked) for e in fresh}
    new = [(consumer, source, *row) for stream, row in last.items() if stream not in known]
    moved = [row for stream, row in last.items() if stream in known]
    if new:
        await tx.copy_records_to_table("stream_cursor", records=new, columns=_STREAM)
    if moved:
        await tx.execute(_MOVE, consumer, source, *map(list, zip(*moved, strict=True)))
    await tx.execute(_ADVANCE, consumer, source, cursor.logid, cursor.received, cursor.highest, cursor.complete_to)


async def standing(pool: Pool, consumer: str) -> dict[str, dict[str, Any]]:
    """Per source: received, highest, complete_to (consumed up to here without a hole) and logid."""
    rows = await pool.fetch(
        "SELECT source, received, highest, complete_to, logid FROM source_cursor WHERE consumer = $1 ORDER BY source",
        consumer,
    )
    return {row["source"]: {k: row[k] for k in ("received", "highest", "complete_to", "logid")} for row in rows}
