"""Two services of a kind, on real servers: one that tells (a log, its relay, its feed) and one that hears it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, ClassVar
from uuid import uuid4

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chungtay_kernel.append import Appended, LogWriter, append_group, prepare
from chungtay_kernel.consumer import Consumers
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.events import Context, Decision, Draft, Event, StoredEvent
from chungtay_kernel.feeds import Feed, head_json, page_json
from chungtay_kernel.inbox import Inbox
from chungtay_kernel.log import Log
from chungtay_kernel.relay import Relay
from chungtay_kernel.subscription import Incoming, Reaction, Subscription, SubscriptionState
from chungtay_kernel.sweep import Rhythm

CONTEXT = Context(
    "officer:U1:someone", "a-correlation", traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
)


class Noted(Event):
    TYPE: ClassVar[str] = "thing.noted"
    text: str
    amount: int = 1


class Unheard(Event):
    TYPE: ClassVar[str] = "thing.unheard"


class Ignored(Event):
    TYPE: ClassVar[str] = "thing.ignored"


class Heard(Event):
    """What the hearing service writes in its own log."""

    TYPE: ClassVar[str] = "noise.heard"
    text: str


class NotedModel(BaseModel):
    text: str = Field(max_length=100)
    amount: int


async def until(condition: Callable[[], Any], seconds: float = 20.0) -> Any:
    """Waits for a condition, plain or awaitable, to hold."""
    deadline = monotonic() + seconds
    while True:
        found = condition()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return found
        assert monotonic() < deadline, "the condition did not come true"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def running(*loops: Awaitable[None]) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class Teller:
    """A service that only tells: its log and its feed."""

    database: Database
    log: LogWriter
    kafka: str = ""
    feed_up: bool = True
    feed_calls: int = 0

    @property
    def topic(self) -> str:
        return f"chungtay.{self.log.source}.events"

    def relay(self) -> Relay:
        return Relay(self.database, self.log, self.kafka, topic=self.topic)

    async def tell(self, stream: str, *events: Event, announce: bool = False) -> None:
        async with self.database.pool.acquire() as connection:
            async with connection.transaction():
                version = await connection.fetchval(
                    "SELECT coalesce(max(version), 0) FROM event WHERE stream_id = $1", stream
                )
                wish = prepare(
                    str(uuid4()), b"", CONTEXT, Decision([Draft(stream, version, events, "c1", "c1/U1")], {}), []
                )
                (outcome,) = await append_group(connection, self.log, [wish])
                assert isinstance(outcome, Appended)
            if announce:
                await connection.execute("NOTIFY chungtay_log")

    async def note(self, stream: str, *texts: str, announce: bool = False) -> None:
        await self.tell(stream, *(Noted(text=text) for text in texts), announce=announce)

    async def events(self) -> list[StoredEvent]:
        return await Log(self.database, self.log).after(0, 100_000)

    async def _events(self, request: Request) -> Response:
        self.feed_calls += 1
        if not self.feed_up:
            return Response(status_code=503)
        after, limit = int(request.query_params["after"]), int(request.query_params["limit"])
        page = await Log(self.database, self.log).after(after, limit)
        return Response(page_json(page, limit), media_type="application/json")

    async def _head(self, _: Request) -> Response:
        if not self.feed_up:
            return Response(status_code=503)
        return JSONResponse(head_json(await Log(self.database, self.log).head()))

    def feed(self, source: str = "") -> Feed:
        """Reads this log over HTTP, through an application that answers as a service does."""
        base = f"/{self.log.source}/events"
        app = Starlette(routes=[Route(base, self._events), Route(f"{base}/head", self._head)])
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://feed")
        return Feed(client, "http://feed", self.log.source)

    async def publish(self) -> None:
        """Runs a relay until the topic holds the whole log."""
        relay = self.relay()
        head = len(await self.events())
        async with running(relay.run()):
            await until(lambda: relay.state.position >= head)

    async def records(self) -> list[ConsumerRecord[bytes, bytes]]:
        """Everything the topic holds, partition by partition."""
        consumer: Any = AIOKafkaConsumer(
            self.topic, bootstrap_servers=self.kafka, enable_auto_commit=False, auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            partitions = sorted(consumer.assignment())
            ends = await consumer.end_offsets(partitions)
            records: list[ConsumerRecord[bytes, bytes]] = []
            for partition in partitions:
                while await consumer.position(partition) < ends[partition]:
                    for share in (await consumer.getmany(partition, timeout_ms=500)).values():
                        records += share
            return records
        finally:
            await consumer.stop()

    async def send(
        self, *records: tuple[bytes | None, bytes | None, list[tuple[str, Any]]], partition: int = 0
    ) -> None:
        """Writes anything at all to the topic, as whoever has the right to may."""
        producer: Any = AIOKafkaProducer(bootstrap_servers=self.kafka)
        await producer.start()
        for key, value, headers in records:
            await producer.send_and_wait(self.topic, value, key=key, headers=headers, partition=partition)
        await producer.stop()


@dataclass
class Hearer:
    """A service that hears one source into `noted`, row by row, and `total`, folded."""

    database: Database
    log: LogWriter
    reacts: bool = False
    journal: bool = False
    fails: list[Exception] = field(default_factory=list[Exception])
    handles: dict[tuple[str, int], type[BaseModel]] = field(default_factory=lambda: {("thing.noted", 1): NotedModel})

    async def apply(self, tx: Tx, incoming: Sequence[Incoming]) -> Sequence[Reaction]:
        if self.fails:
            raise self.fails.pop()
        rows = [(i.event.stream_id, i.event.version, i.event.position, getattr(i.data, "text", "")) for i in incoming]
        await tx.executemany("INSERT INTO noted (stream, version, position, text) VALUES ($1, $2, $3, $4)", rows)
        return [self._reaction(i) for i in incoming] if self.reacts else []

    def _reaction(self, incoming: Incoming) -> Reaction:
        event = incoming.event
        draft = Draft(f"noise/{event.stream_id}/{event.version}", 0, [Heard(text=event.json()["text"])])
        return Reaction(f"event:{event.name}", Context.caused_by(event, "system:hearer:x"), Decision([draft], {}))

    async def receive(self, tx: Tx, events: Sequence[StoredEvent]) -> None:
        rows = [(e.position, e.hash) for e in events]
        await tx.executemany("INSERT INTO journal (position, hash) VALUES ($1, $2)", rows)

    def subscription(self, source: str) -> Subscription:
        receive = self.receive if self.journal else None
        return Subscription(source, self.handles, frozenset({("thing.ignored", 1)}), self.apply, receive)

    def inbox(self, source: str) -> Inbox:
        return Inbox("hearer", self.database, self.log, self.subscription(source), SubscriptionState())

    def consumers(self, teller: Teller, *, every: float = 30.0) -> Consumers:
        rhythm = Rhythm(every=every, grace=0.2, after_failure=0.2)
        subscription = self.subscription(teller.log.source)
        return Consumers("hearer", self.database, self.log, teller.kafka, [subscription], teller.feed, rhythm=rhythm)

    async def noted(self) -> list[tuple[Any, ...]]:
        rows = await self.database.pool.fetch("SELECT stream, version, text FROM noted ORDER BY stream, version")
        return [tuple(row) for row in rows]

    async def texts(self) -> set[str]:
        return {row[2] for row in await self.noted()}

    async def count(self, table: str) -> int:
        return await self.database.pool.fetchval(f"SELECT count(*) FROM {table}")

    async def own_events(self) -> list[StoredEvent]:
        return await Log(self.database, self.log).after(1, 100_000)


HEARER_DDL = (
    """CREATE TABLE noted (stream text, version int, position bigint, text text CHECK (text <> 'refused by the table'),
         PRIMARY KEY (stream, version))""",
    "CREATE TABLE journal (position bigint PRIMARY KEY, hash bytea NOT NULL)",
)


@asynccontextmanager
async def opened(url: str, ddl: Sequence[str]) -> AsyncIterator[Database]:
    database = Database(url)
    await database.start(size=8)
    for statement in ddl:
        await database.pool.execute(statement)
    try:
        yield database
    finally:
        await database.stop()
