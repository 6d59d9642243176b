"""The raw limit of the road: PostgreSQL to Kafka to the same journal and fact rows, and nothing else.

No chain, no cursors, no totals, no check of anything: a group commit, a loop that sends what came, and a loop that
writes each poll's records in one transaction, as shared benchmarks of asyncpg and aiokafka do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.lab import Lab, connected
from bench.raw_commit import Row
from chungtay_reporting.facts import FACT_COLUMNS
from chungtay_reporting.journal import COLUMNS

TABLES = """
CREATE TABLE ev (pos bigserial PRIMARY KEY, id uuid NOT NULL, stream_id uuid NOT NULL, version int NOT NULL,
  type text NOT NULL, at timestamptz NOT NULL DEFAULT now(), data jsonb NOT NULL, UNIQUE (stream_id, version));
CREATE TABLE cur (name text PRIMARY KEY, pos bigint NOT NULL);
INSERT INTO cur VALUES ('relay', 0)"""
INSERT = """INSERT INTO ev (id, stream_id, version, type, data)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::jsonb[]) RETURNING pos"""
INSERT_ONE = """WITH i AS (INSERT INTO ev (id, stream_id, version, type, data) VALUES ($1, $2, $3, $4, $5)
                RETURNING pos) SELECT pg_notify('ev', '') FROM i"""
PAGE = 2000


def row(data: str) -> Row:
    return (uuid4(), uuid4(), 1, "activity.recorded", data)


@dataclass
class Progress:
    """Events sent and events whose journal and fact rows are committed."""

    sent: int = 0
    heard: int = 0
    wake: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class RawRoad:
    """The databases of the two ends, and the topic between them; `hears` is the hearing end's URL."""

    writer: asyncpg.Connection[asyncpg.Record]
    reader: asyncpg.Connection[asyncpg.Record]
    hearer: asyncpg.Connection[asyncpg.Record]
    kafka: str
    topic: str
    progress: Progress
    hears: str = ""

    async def relay(self, *, poll: float = 0.02) -> None:
        """Sends what came after the cursor, 2,000 at a time, until cancelled; `poll` in seconds where nothing came."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self.kafka, enable_idempotence=True, acks="all", linger_ms=0, max_batch_size=262_144
        )
        await producer.start()
        try:
            position = self.progress.sent
            while True:
                rows = await self.reader.fetch(
                    "SELECT pos, id, stream_id, version, type, at, data FROM ev WHERE pos > $1 ORDER BY pos LIMIT $2",
                    position, PAGE,
                )  # fmt: skip
                if rows:
                    await asyncio.gather(*[await producer.send(self.topic, *_message(r)) for r in rows])
                    position = rows[-1][0]
                    await self.reader.execute("UPDATE cur SET pos = $1 WHERE name = 'relay'", position)
                    self.progress.sent += len(rows)
                else:
                    await _woken(self.progress.wake, poll)
        finally:
            await producer.stop()

    async def listen(self) -> None:
        await self.reader.add_listener("ev", lambda *_: self.progress.wake.set())

    async def consume(self, heard: Callable[[Sequence[Any]], None] = lambda _: None) -> None:
        """Journal and facts of every poll in one transaction, then the offsets, until cancelled."""
        consumer = AIOKafkaConsumer(
            self.topic, bootstrap_servers=self.kafka, group_id=self.topic, auto_offset_reset="earliest",
            enable_auto_commit=False, fetch_max_wait_ms=100,
        )  # fmt: skip
        await consumer.start()
        try:
            while True:
                found = await consumer.getmany(timeout_ms=200, max_records=PAGE)
                events = [orjson.loads(record.value) for records in found.values() for record in records]
                if not events:
                    continue
                await _write(self.hearer, events)
                self.progress.heard += len(events)
                heard(events)
                await consumer.commit()
        finally:
            await consumer.stop()


@asynccontextmanager
async def raw_road(lab: Lab) -> AsyncIterator[RawRoad]:
    told = await lab.databases.fresh("raw", migrations=None)
    hears = await lab.databases.fresh("reporting", migrations="chungtay_reporting:migrations", name="raw_reporting")
    topic = await lab.topic()
    async with connected(told.owner) as writer, connected(told.owner) as reader, connected(hears.app) as hearer:
        await writer.execute(TABLES)
        yield RawRoad(writer, reader, hearer, lab.kafka, topic, Progress(), hears.app)


async def _woken(wake: asyncio.Event, poll: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(wake.wait(), poll)
    wake.clear()


def _message(r: asyncpg.Record) -> tuple[bytes, bytes]:
    """Value and key."""
    head = orjson.dumps({"id": str(r[1]), "pos": r[0], "stream": str(r[2]), "version": r[3], "type": r[4], "at": r[5]})
    return head[:-1] + b',"data":' + r[6].encode() + b"}", r[2].bytes


async def _write(connection: asyncpg.Connection[asyncpg.Record], events: Sequence[Any]) -> None:
    async with connection.transaction():
        await connection.copy_records_to_table("journal", records=map(_journal_row, events), columns=COLUMNS)
        facts = [fact for e in events for fact in _fact_rows(e)]
        await connection.copy_records_to_table("fact_a", records=facts, columns=FACT_COLUMNS)


_SALT, _HASH = bytes(16), bytes(32)


def _journal_row(e: Any) -> tuple[Any, ...]:
    """What raw does not know stands as a constant of the same length."""
    data, at = e["data"], datetime.fromisoformat(e["at"])
    return (
        "intake", e["pos"], "activity/" + e["stream"], e["version"], UUID(e["id"]), e["type"], 1, data["campaign"],
        "bench-2024-06/XP-00001", at, at, "officer:XP-00001:bench", "a0a1a2a3-b0b1-7c2c-9d3d-e4e5e6e7e8e9", "", "",
        _SALT, orjson.dumps(data), _HASH,
    )  # fmt: skip


def _fact_rows(e: Any) -> list[tuple[Any, ...]]:
    data, stream = e["data"], "activity/" + e["stream"]
    day = date.fromisoformat(data["occurred_on"])
    return [
        (
            data["campaign"], f["indicator"], data["unit"], stream, e["version"], True, "", Decimal(f["value"]), day,
            f["approximate"], data["duty"], e["pos"], None,
        )
        for f in data["figures"]
    ]  # fmt: skip
