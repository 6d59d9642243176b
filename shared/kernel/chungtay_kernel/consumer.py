"""From a topic to the inbox: FastStream is the shell, and gets raw batches that it never decodes.

With its own parser and decoder one hostile record would make a whole batch vanish (a header that is null or not
UTF-8) or come back for ever (broken JSON). A handler here returns when the batch is committed, and only then are
its offsets acknowledged; it never raises but to be called off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import structlog
from aiokafka import ConsumerRecord
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.kafka import KafkaBroker

from chungtay_kernel.append import LogWriter
from chungtay_kernel.cloudevents import Defect, from_record
from chungtay_kernel.cursors import open_source, standing
from chungtay_kernel.database import Database
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.feeds import Feed, FeedUnreachable
from chungtay_kernel.inbox import Batch, Doubtful, Inbox, Stopped
from chungtay_kernel.parked import retry_known
from chungtay_kernel.parking import count_parked
from chungtay_kernel.pauses import Pauses, called_off, happens_within
from chungtay_kernel.rejected import Rejected, reject
from chungtay_kernel.subscription import Subscription, SubscriptionState
from chungtay_kernel.sweep import Rhythm, Sweep
from chungtay_kernel.topics import missing_topics

Records = Sequence[ConsumerRecord[bytes, bytes]]
Origin = Sequence[tuple[StoredEvent, ConsumerRecord[bytes, bytes]]]

BATCH = 2000
POLL_MS = 500
SESSION_TIMEOUT_MS = 30_000
LONGEST_WORK_MS = 900_000
"""A handler that waits for its database longer than this gives its partitions up; the database fences it anyway."""

LAG_EVERY = 5.0
SILENCE = timedelta(seconds=60)
"""Lag without progress for this long means a client that went silent (aiokafka#1037): it is started anew."""

logger = structlog.get_logger("chungtay.consumer")


class _Silent(Exception):
    pass


class Consumer:
    """One source of one service: its topic's records and its feed's pages go through the same inbox."""

    def __init__(self, inbox: Inbox, feed: Feed, rhythm: Rhythm) -> None:
        self.inbox, self.feed = inbox, feed
        self.subscription, self.state = inbox.subscription, inbox.state
        self.sweep = Sweep(inbox, feed, rhythm)
        self.called_off = asyncio.Event()

    async def prepare(self) -> None:
        """Before the first record: the cursor's row, what a former release parked, and the feed for a new consumer."""
        pool, consumer, source = self.inbox.database.pool, self.inbox.consumer, self.inbox.source
        await open_source(pool, consumer, source)
        reached = (await standing(pool, consumer))[source]
        self.state.received, self.state.highest = reached["received"], reached["highest"]
        self.state.complete_to = reached["complete_to"]
        try:
            await retry_known(self.inbox)
            await self.sweep.first()
        except Stopped as reason:
            self.state.stopped_reason = str(reason)
        self.state.parked = await count_parked(pool, consumer, source)

    async def handle(self, records: Records) -> None:
        """Returns once the records are committed; raises NackMessage when called off before that."""
        batch, origin = self._read(records)
        pauses = Pauses()
        while self.state.stopped_reason is None:
            try:
                await self._take(batch, origin)
                self.state.error = None
                self.state.rejected += len(batch.rejected)
                return
            except Stopped as reason:
                self.state.stopped_reason = str(reason)
                logger.error("consumer stopped", source=self.inbox.source, reason=str(reason))
            except Exception as error:
                self.state.error = repr(error)
                logger.warning("batch failed", source=self.inbox.source, records=len(records), error=repr(error))
                await happens_within(self.called_off, pauses.next())
            if self.called_off.is_set():
                raise NackMessage
        await self.called_off.wait()
        raise NackMessage

    def _read(self, records: Records) -> tuple[Batch, Origin]:
        origin: list[tuple[StoredEvent, ConsumerRecord[bytes, bytes]]] = []
        rejected: list[Rejected] = []
        for record in records:
            outcome = from_record(record.headers, record.key, record.value, self.inbox.source)
            if isinstance(outcome, Defect):
                rejected.append(reject(record, outcome.reason))
            else:
                origin.append((outcome, record))
        return Batch([event for event, _ in origin], rejected), origin

    async def _take(self, batch: Batch, origin: Origin) -> None:
        """What contradicts or would be parked is first looked up in the feed: what its log does not hold is no event
        of this source, whoever wrote it to the topic."""
        while True:
            try:
                return await self.inbox.take(batch)
            except Doubtful as doubt:
                forged = [e for e in doubt.events if not await self._is_genuine(e, doubt)]
                reason = f"the log of {self.inbox.source} does not hold this event"
                told = [reject(record, reason) for event, record in origin if event in forged]
                batch = Batch(
                    [e for e in batch.events if e not in forged],
                    [*batch.rejected, *told],
                    batch.genuine.union(doubt.events).difference(forged),
                )

    async def _is_genuine(self, event: StoredEvent, doubt: Doubtful) -> bool:
        """Where the feed cannot be asked, poison is parked all the same: nothing else shall wait for it."""
        try:
            return await self.feed.holds(event)
        except FeedUnreachable:
            if doubt.contradicting:
                raise
            return True


class Consumers:
    """All sources of one service, under one broker connection that is made anew whenever it fails."""

    def __init__(
        self,
        service: str,
        database: Database,
        log: LogWriter,
        kafka: str,
        subscriptions: Sequence[Subscription],
        feed_of: Callable[[str], Feed],
        *,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.service, self.database, self.kafka = service, database, kafka
        self.error: str | None = None
        self.consumers = {
            s.source: Consumer(
                Inbox(service, database, log, s, SubscriptionState()), feed_of(s.source), rhythm or Rhythm()
            )
            for s in subscriptions
        }

    @property
    def states(self) -> dict[str, SubscriptionState]:
        return {source: c.state for source, c in self.consumers.items()}

    def inbox(self, source: str) -> Inbox:
        """Raises KeyError for a source this service does not hear."""
        return self.consumers[source].inbox

    async def run(self) -> None:
        """Consumes and sweeps until cancelled."""
        await self._insist(self._prepare)
        async with asyncio.TaskGroup() as tasks:
            for consumer in self.consumers.values():
                tasks.create_task(consumer.sweep.run())
            tasks.create_task(self._insist(self._consume))

    async def _prepare(self) -> None:
        for consumer in self.consumers.values():
            await consumer.prepare()

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Tries again for ever, with growing pauses: a broker that is away at the start comes back some day."""
        pauses = Pauses()
        while True:
            started = datetime.now(UTC)
            try:
                await step()
                self.error = None
                return
            except (Exception, asyncio.CancelledError) as error:
                if called_off():
                    raise
                self.error = repr(error)
                logger.warning("consumers failed", service=self.service, error=repr(error))
            if datetime.now(UTC) - started > SILENCE:
                pauses.reset()
            await asyncio.sleep(pauses.next())

    async def _consume(self) -> None:
        """One life of the broker connection; ends with an exception only."""
        missing = await missing_topics(self.kafka, [c.subscription.topic for c in self.consumers.values()])
        if missing:
            raise LookupError(f"topics are missing: {', '.join(missing)}")
        broker = KafkaBroker(
            self.kafka, client_id=f"chungtay-{self.service}", ack_policy=AckPolicy.NACK_ON_ERROR, apply_types=False,
            consumer_only=True, allow_auto_create_topics=False, graceful_timeout=5.0,
            logger=logging.getLogger("chungtay.faststream"), log_level=logging.DEBUG,
        )  # fmt: skip
        shells = {source: _subscribe(broker, self.service, c) for source, c in self.consumers.items()}
        try:
            await broker.start()
            self.error = None
            while True:
                await self._watch(shells)
                await asyncio.sleep(LAG_EVERY)
        finally:
            for consumer in self.consumers.values():
                consumer.called_off.set()
            with suppress(Exception):
                await broker.stop()
            for consumer in self.consumers.values():
                consumer.called_off.clear()
                consumer.state.lag = None

    async def _watch(self, shells: dict[str, Any]) -> None:
        for source, shell in shells.items():
            state = self.consumers[source].state
            state.lag = await _lag(shell.consumer)
            idle = datetime.now(UTC) - state.last_progress if state.last_progress else timedelta()
            if state.lag and idle > SILENCE and state.error is None and state.stopped_reason is None:
                state.last_progress = datetime.now(UTC)
                raise _Silent(f"{source}: {state.lag} records lie in Kafka and none came for {idle}")


def _subscribe(broker: KafkaBroker, service: str, consumer: Consumer) -> Any:
    subscriber: Any = broker.subscriber(
        consumer.subscription.topic, batch=True, group_id=f"chungtay-{service}-{consumer.subscription.source}",
        auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR, no_reply=True, max_records=BATCH,
        session_timeout_ms=SESSION_TIMEOUT_MS, max_poll_interval_ms=LONGEST_WORK_MS,
        parser=_safe_parser, decoder=_raw_records,
    )  # fmt: skip

    async def take(records: Any) -> None:
        await consumer.handle(records)

    subscriber(take)
    subscriber.get_msg = _next_records
    return subscriber


async def _next_records(client: Any) -> Any:
    """In place of FastStream's own, which after an empty poll sleeps without polling: 5 of 9 ms per event."""
    found = await client.getmany(timeout_ms=POLL_MS, max_records=BATCH)
    return tuple(chain.from_iterable(found.values()))


async def _raw_records(message: Any) -> Any:
    """Never decodes, so never raises."""
    return message.raw_message


async def _safe_parser(records: Any, original: Callable[[Any], Awaitable[Any]]) -> Any:
    """FastStream reads every header as UTF-8; it is shown none, since one that is not would hide its neighbours."""
    message = await original((replace(records[0], headers=()),))
    message.raw_message = records
    return message


async def _lag(consumer: Any) -> int | None:
    """Records that lie in this member's partitions unread; None where it cannot be told."""
    try:
        async with asyncio.timeout(3):
            ends = await consumer.end_offsets(list(consumer.assignment()))
            return sum([end - await consumer.position(partition) for partition, end in ends.items()])
    except Exception:
        return None
