"""Building the facts again from the journal, beside the generation that serves, and the switch to them.

The bulk of the journal is folded page by page and copied into tables without indexes; what a later page ends is noted
and ended in one statement; totals are then grouped. What came meanwhile is applied as a consumer applies it, the last
of it while the consumers' rows are held, and the same transaction switches. Killed at any point, it begins anew.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from pydantic import BaseModel, TypeAdapter

from chungtay_kernel.append import lock_key
from chungtay_kernel.chain import REDACTED_PREFIX
from chungtay_kernel.database import Tx
from chungtay_kernel.events import Kind
from chungtay_kernel.subscription import Incoming, Subscription
from chungtay_reporting import facts, journal, plans
from chungtay_reporting.consumers import INTAKE, TASKS, told
from chungtay_reporting.folding import Changes, Ending, Told, fold
from chungtay_reporting.generations import serving, switch
from chungtay_reporting.tables import GENERATIONS, TABLES, fact_indexes
from chungtay_reporting.vector import OWN

PAGE = 10_000
CLOSE = 2_000
"""So few events behind, the consumers may be held while the rest is applied."""

LONGEST_READ = 11.0
"""Seconds after which no reader can still hold a snapshot from before the last switch."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`differing`: cells in which the new generation differs from the one that served; 0 is what it should be."""

    generation: str
    events: int
    differing: int


@dataclass(slots=True)
class Progress:
    """How far a source is applied; `skipped` are parked events up to there."""

    subscription: Subscription
    reached: int = 0
    skipped: set[int] = field(default_factory=set[int])
    events: int = 0

    @property
    def source(self) -> str:
        return self.subscription.source


class AlreadyRunning(Exception):
    """Another rebuild is at work."""


async def rebuild(url: str) -> Rebuilt:
    """Rebuilds into the free generation and switches to it; `url` is the owner role's. Raises AlreadyRunning."""
    async with _connections(url) as (reader, writer):
        serves = await serving(writer)
        generation = next(g for g in GENERATIONS if g != serves)
        await _empty(writer, generation)
        progress = [Progress(INTAKE), Progress(TASKS)]
        await _load_intake(reader, writer, generation, progress[0])
        await _finish(writer, generation)
        while await _catch_up(writer, generation, progress) > CLOSE:
            pass
        differing = await _switch(writer, generation, progress)
    return Rebuilt(generation, sum(one.events for one in progress), differing)


@asynccontextmanager
async def _connections(url: str) -> AsyncGenerator[tuple[Tx, Tx]]:
    settings = {"timezone": "UTC", "application_name": "reporting rebuild", "maintenance_work_mem": "256MB"}
    reader, writer = [await asyncpg.connect(url, server_settings=settings) for _ in range(2)]
    try:
        if not await writer.fetchval(f"SELECT pg_try_advisory_lock({lock_key(OWN, 'rebuild')})"):
            raise AlreadyRunning
        yield reader, writer
    finally:
        await reader.close()
        await writer.close()


async def _empty(tx: Tx, generation: str) -> None:
    """Empties the free generation, once nobody can still be reading it."""
    since = "SELECT extract(epoch FROM clock_timestamp() - since) FROM serving WHERE since > '-infinity'"
    if (age := await tx.fetchval(since)) is not None:
        await asyncio.sleep(max(0.0, LONGEST_READ - float(age)))
    async with tx.transaction():
        await tx.execute("TRUNCATE " + ", ".join(f"{table}_{generation}" for table in TABLES))
        await tx.execute("DROP INDEX IF EXISTS " + ", ".join(fact_indexes(generation)))


async def _prefix(reader: Tx, source: str) -> tuple[int, set[int]]:
    """How far a source has come without a hole, and which of its events are parked or were given up."""
    row = await reader.fetchrow(
        """SELECT c.complete_to, ARRAY(SELECT p.position FROM parked p
                                       WHERE p.consumer = $1 AND p.source = $2 AND p.position <= c.complete_to)
           FROM source_cursor c WHERE c.consumer = $1 AND c.source = $2""",
        OWN, source,
    )  # fmt: skip
    return (row[0], set(row[1])) if row else (0, set())


async def _load_intake(reader: Tx, writer: Tx, generation: str, progress: Progress) -> None:
    progress.reached, progress.skipped = await _prefix(reader, progress.source)
    async with writer.transaction(), _without_collecting():
        await writer.execute(
            'CREATE TEMP TABLE ending (stream_id text COLLATE "C", version integer, position bigint) ON COMMIT DROP'
        )
        async for page in _read_ahead(_intake_pages(reader, progress)):
            progress.events += len(page)
            await _copy(writer, generation, fold(page))
        await _end(writer, generation)


@asynccontextmanager
async def _without_collecting() -> AsyncGenerator[None]:
    """A page's objects hold no cycles, and looking for some among them costs five times their making."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


async def _copy(tx: Tx, generation: str, changes: Changes) -> None:
    await facts.insert(tx, generation, changes)
    if changes.endings:
        await tx.copy_records_to_table("ending", records=changes.endings, columns=Ending._fields)


async def _intake_pages(reader: Tx, progress: Progress) -> AsyncIterator[list[Told]]:
    adapters = progress.subscription.adapters
    position = 0
    while rows := await _page(reader, position, progress.reached):
        position = rows[-1]["position"]
        yield [one for row in rows if (one := _told(row, adapters, progress.skipped)) is not None]


async def _page(reader: Tx, after: int, until: int) -> list[asyncpg.Record]:
    """The next events of intake; none also where those up to `until` are parked and were never journalled."""
    return await reader.fetch(
        """SELECT stream_id, version, position, recorded_at, type, schema_version, salt, data FROM journal
           WHERE source = 'intake' AND position > $1 AND position <= $2 ORDER BY position LIMIT $3""",
        after, until, PAGE,
    )  # fmt: skip


def _told(row: asyncpg.Record, adapters: Mapping[Kind, TypeAdapter[BaseModel]], skipped: set[int]) -> Told | None:
    """What a consumer would have been handed of the event; None where it would not."""
    stream_id, version, position, recorded_at, type_, schema_version, salt, data = row
    adapter = adapters.get((type_, schema_version))
    if adapter is None or position in skipped or (not salt and data.startswith(REDACTED_PREFIX)):
        return None
    return Told(stream_id, version, position, recorded_at, adapter.validate_json(data))


async def _read_ahead(pages: AsyncIterator[list[Told]]) -> AsyncIterator[list[Told]]:
    """Reads the next page while the last one is written."""
    following = asyncio.ensure_future(anext(pages, None))
    try:
        while (page := await following) is not None:
            following = asyncio.ensure_future(anext(pages, None))
            yield page
    finally:
        following.cancel()


async def _end(tx: Tx, g: str) -> None:
    """Ends what later pages ended: a version by the first event after it that is in another page."""
    await tx.execute(fact_indexes(g)[f"fact_{g}_stream"])
    for table in ("fact", "filing"):
        await tx.execute(
            f"""UPDATE {table}_{g} f SET to_position = e.position
                FROM (SELECT *, lag(version, 1, 0) OVER (PARTITION BY stream_id ORDER BY version) AS after FROM ending)
                  AS e
                WHERE f.stream_id = e.stream_id AND f.version < e.version AND f.version >= e.after
                  AND f.to_position IS NULL"""
        )


async def _finish(tx: Tx, g: str) -> None:
    """Totals by grouping, and the indexes."""
    for name, statement in fact_indexes(g).items():
        if not name.endswith("_stream"):
            await tx.execute(statement)
    everything = f"SELECT 0::bigint AS held_by, * FROM fact_{g} WHERE to_position IS NULL"
    held = f"""SELECT h.held_by, f.* FROM fact_{g} f JOIN filed_{g} h USING (stream_id, version)
               WHERE f.to_position IS NULL"""
    for standing in (everything, held):
        await tx.execute(
            f"""INSERT INTO cell_{g} (campaign, held_by, indicator, unit, total, facts, approximate)
                SELECT campaign, held_by, indicator, unit, sum(value), count(*) FILTER (WHERE first),
                       count(*) FILTER (WHERE first AND approximate)
                FROM ({standing}) AS f GROUP BY campaign, held_by, indicator, unit"""
        )
        await tx.execute(
            f"""INSERT INTO member_{g} (campaign, held_by, indicator, unit, member, facts)
                SELECT campaign, held_by, indicator, unit, member, count(*)
                FROM ({standing}) AS f WHERE member <> '' GROUP BY campaign, held_by, indicator, unit, member"""
        )
    await tx.execute(f"ANALYZE fact_{g}, cell_{g}, member_{g}, filed_{g}")


async def _catch_up(tx: Tx, generation: str, progress: Sequence[Progress]) -> int:
    """Applies what came meanwhile, as far as it came without a hole; how many events that were."""
    applied = 0
    for one in progress:
        async with tx.transaction():
            complete_to, parked = await _prefix(tx, one.source)
            applied += await _apply(tx, generation, one, complete_to, parked)
    return applied


async def _switch(tx: Tx, generation: str, progress: Sequence[Progress]) -> int:
    """Holds the consumers, applies the rest, also what lies behind a hole, and switches."""
    async with tx.transaction():
        await tx.execute("SELECT FROM source_cursor WHERE consumer = $1 ORDER BY source FOR UPDATE", OWN)
        for one in progress:
            highest = "SELECT max(position) FROM journal WHERE source = $1"
            end = await tx.fetchval(highest, one.source) or 0
            parked = await tx.fetch("SELECT position FROM parked WHERE consumer = $1 AND source = $2", OWN, one.source)
            await _apply(tx, generation, one, end, {row[0] for row in parked})
        differing = await _differing(tx, await serving(tx), generation)
        await switch(tx, generation)
    return differing


async def _apply(tx: Tx, generation: str, progress: Progress, until: int, parked: set[int]) -> int:
    """Applies as a consumer does: first what was parked and no longer is, then what follows, up to `until`."""
    released = sorted(progress.skipped - parked)
    applied = 0
    while rows := await _next(tx, progress, until, released):
        events = [journal.event(row) for row in rows if row["position"] not in parked]
        handled = [e for e in events if e.kind in progress.subscription.handles]
        handled = [e for e in handled if e.salt or not e.data.startswith(REDACTED_PREFIX)]
        incoming = [Incoming(e, progress.subscription.adapters[e.kind].validate_json(e.data)) for e in handled]
        await _write(tx, generation, progress.source, incoming)
        progress.reached = max(progress.reached, rows[-1]["position"])
        applied += len(rows)
        released = []
    progress.skipped = {p for p in parked if p <= progress.reached}
    progress.events += applied
    return applied


async def _next(tx: Tx, progress: Progress, until: int, released: list[int]) -> list[asyncpg.Record]:
    return await tx.fetch(
        f"""SELECT {", ".join(journal.COLUMNS)} FROM journal
            WHERE source = $1 AND (position = ANY($4::bigint[]) OR position > $2 AND position <= $3)
            ORDER BY position LIMIT $5""",
        progress.source, progress.reached, until, released, CLOSE + len(released),
    )  # fmt: skip


async def _write(tx: Tx, generation: str, source: str, incoming: Sequence[Incoming]) -> None:
    if source == "intake":
        await facts.write(tx, generation, fold(told(one) for one in incoming))
    else:
        await plans.write(tx, generation, incoming)


async def _differing(tx: Tx, one: str, other: str) -> int:
    """How many cells the two generations do not have in common."""
    cells = "SELECT campaign, held_by, indicator, unit, total, facts FROM cell_{g} WHERE facts > 0"
    a, b = cells.format(g=one), cells.format(g=other)
    return await tx.fetchval(f"SELECT count(*) FROM (({a} EXCEPT {b}) UNION ALL ({b} EXCEPT {a})) AS d")
