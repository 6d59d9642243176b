"""One source of one service: what comes by the topic and what comes by the feed go through the same inbox."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from aiokafka import ConsumerRecord
from faststream.exceptions import NackMessage

from chungtay_kernel.cloudevents import Defect, from_record
from chungtay_kernel.cursors import open_source, standing
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.feeds import Feed, FeedUnreachable
from chungtay_kernel.inbox import Batch, Doubtful, Inbox, Stopped
from chungtay_kernel.parked import retry_known
from chungtay_kernel.parking import count_parked
from chungtay_kernel.pauses import Pauses, happens_within
from chungtay_kernel.rejected import Rejected, reject
from chungtay_kernel.sweep import Rhythm, Sweep

Records = Sequence[ConsumerRecord[bytes, bytes]]
Origin = Sequence[tuple[StoredEvent, ConsumerRecord[bytes, bytes]]]

logger = structlog.get_logger("chungtay.consumer")


class Receiver:
    """Takes records in until they are committed; knows what stops it."""

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
