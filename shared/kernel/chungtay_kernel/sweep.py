"""Healing from the producer's feed: what the road lost, what came with a hole before it, what was never heard."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from chungtay_kernel.cursors import standing
from chungtay_kernel.events import Head
from chungtay_kernel.feeds import Feed, FeedUnreachable
from chungtay_kernel.inbox import Batch, Inbox, Stopped
from chungtay_kernel.parking import count_parked
from chungtay_kernel.pauses import happens_within, scattered

logger = structlog.get_logger("chungtay.sweep")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds: how often the head is asked, and how often while Kafka gives this member nothing to read; how long a
    consumer behind without lag may still be on its way; how long to wait after a failure."""

    every: float = 30.0
    without_kafka: float = 2.0
    grace: float = 1.0
    patience: float = 10.0
    after_failure: float = 2.0


class Sweep:
    """Asks one source's head, and reads its feed where the consumer is behind and Kafka has nothing more for it."""

    def __init__(self, inbox: Inbox, feed: Feed, rhythm: Rhythm) -> None:
        self.inbox, self.feed, self.rhythm = inbox, feed, rhythm
        self.state = inbox.state

    async def first(self) -> None:
        """A consumer with empty cursors begins with the feed; where that cannot be read, with Kafka."""
        if self.state.received:
            return
        try:
            await self._to_head(await self._head())
        except FeedUnreachable as error:
            self.state.feed_error = str(error)

    async def run(self) -> None:
        """Until cancelled or stopped. A hole makes it look at once."""
        while self.state.stopped_reason is None:
            try:
                await self._look()
                await happens_within(self.state.hole, scattered(self._until_next(), 0.2))
            except Stopped as reason:
                self.state.stopped_reason = str(reason)
            except Exception as error:
                self.state.feed_error = str(error) or repr(error)
                logger.warning("sweep failed", source=self.inbox.source, error=repr(error))
                await asyncio.sleep(min(self.rhythm.after_failure, self.rhythm.every))

    def _until_next(self) -> float:
        """The feed alone carries while there is no broker, and after a crash: Kafka keeps the partitions for the dead
        member until its session has timed out."""
        return self.rhythm.every if self.state.lag is not None else min(self.rhythm.without_kafka, self.rhythm.every)

    async def _look(self) -> None:
        hole = self.state.hole.is_set()
        # the cursor is read before the head is asked: what is heard in between would look like a source gone back
        heard = (await standing(self.inbox.database.pool, self.inbox.consumer))[self.inbox.source]
        head = await self._head()
        self._face_history(heard, head)
        self.state.parked = await count_parked(self.inbox.database.pool, self.inbox.consumer, self.inbox.source)
        if self.state.complete_to >= head.position:
            self.state.hole.clear()
        elif hole or await self._is_stuck():
            logger.info("sweep", source=self.inbox.source, after=self.state.complete_to, to=head.position)
            await self._to_head(head)
            self.state.hole.clear()

    def _face_history(self, heard: Mapping[str, Any], head: Head) -> None:
        """Raises Stopped where the source became another log, or lost what was heard of it: no count may then call
        it complete."""
        if heard["logid"] not in (None, head.logid):
            raise Stopped(f"{self.inbox.source} is another log now: {head.logid[:12]}…, not {heard['logid'][:12]}…")
        if head.position < heard["complete_to"]:
            raise Stopped(f"{self.inbox.source} ends at {head.position}, and was heard up to {heard['complete_to']}")

    async def _head(self) -> Head:
        head = await self.feed.head()
        self.state.head_known, self.state.feed_error = head.position, None
        return head

    async def _is_stuck(self) -> bool:
        """Behind, and not because the last events are just on their way. Records that lie in Kafka are waited for
        longer: they come, or are such as its client cannot read."""
        received = self.state.received
        await asyncio.sleep(self.rhythm.patience if self.state.lag else self.rhythm.grace)
        return self.state.received == received

    async def _to_head(self, head: Head) -> None:
        position = self.state.complete_to
        while position < head.position:
            events = await self.feed.after(position)
            if not events:
                raise FeedUnreachable(f"{self.inbox.source}: the feed ends at {position}, the head is {head.position}")
            await self.inbox.take(Batch(events, from_feed=True))
            position = events[-1].position
