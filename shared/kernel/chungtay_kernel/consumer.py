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
from itertools import chain
from time import monotonic
from typing import Any

import structlog
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from chungtay_kernel.append import LogWriter
from chungtay_kernel.database import Database
from chungtay_kernel.feeds import Feed
from chungtay_kernel.inbox import Inbox
from chungtay_kernel.pauses import Pauses, called_off, cause_of, together
from chungtay_kernel.receiving import Receiver
from chungtay_kernel.subscription import Subscription, SubscriptionState
from chungtay_kernel.sweep import Rhythm
from chungtay_kernel.topics import missing_topics

BATCH = 2000
BUSY = 64
"""Records in one batch: as many come at a time only under load. Then more are gathered for GATHER seconds, since a
batch has a price of its own here, in the database and in the broker: that of some hundred events."""

GATHER = 0.1
POLL_MS = 500
SESSION_TIMEOUT_MS = 30_000
LONGEST_WORK_MS = 900_000
"""A handler that waits for its database longer than this gives its partitions up; the database fences it anyway."""

LAG_EVERY = 5.0
STOP_TIMEOUT = 15.0
SILENCE = 60.0
"""Lag without progress for this long means a client that went silent (aiokafka#1037): it is started anew."""

logger = structlog.get_logger("chungtay.consumer")
shell_logger = logging.getLogger("chungtay.faststream")
shell_logger.setLevel(logging.ERROR)  # it warns at every start that topics are not created by the way


class _Silent(Exception):
    pass


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
            s.source: Receiver(
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
        sweeps = (consumer.sweep.run() for consumer in self.consumers.values())
        await together(*sweeps, self._insist(self._consume))

    async def _prepare(self) -> None:
        await together(*(consumer.prepare() for consumer in self.consumers.values()))

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Tries again for ever, with growing pauses: a broker that is away at the start comes back some day."""
        pauses = Pauses()
        while True:
            started = monotonic()
            try:
                await step()
                self.error = None
                return
            except (Exception, asyncio.CancelledError) as error:
                if called_off():
                    raise
                self.error = repr(cause_of(error))
                logger.warning("consumers failed", service=self.service, error=repr(cause_of(error)))
            if monotonic() - started > SILENCE:
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
            logger=shell_logger, log_level=logging.DEBUG,
        )  # fmt: skip
        shells = {source: _subscribe(broker, self.service, c) for source, c in self.consumers.items()}
        try:
            await broker.start()
            self.error = None
            watches = {source: _Watch(self.consumers[source].state) for source in shells}
            while True:
                for source, shell in shells.items():
                    watches[source].see(await _lag(shell.consumer))
                await asyncio.sleep(LAG_EVERY)
        finally:
            for consumer in self.consumers.values():
                consumer.called_off.set()
            with suppress(Exception):
                await asyncio.wait_for(broker.stop(), STOP_TIMEOUT)
            for consumer in self.consumers.values():
                consumer.called_off.clear()
                consumer.state.lag = None


class _Watch:
    """Notices that records lie in Kafka and none is taken in, though nothing is known to be wrong."""

    def __init__(self, state: SubscriptionState) -> None:
        self.state = state
        self._seen, self._since = state.last_progress, monotonic()

    def see(self, lag: int | None) -> None:
        """Raises _Silent."""
        state = self.state
        state.lag = lag
        excused = not lag or state.error is not None or state.stopped_reason is not None
        if excused or state.last_progress != self._seen:
            self._seen, self._since = state.last_progress, monotonic()
        elif monotonic() - self._since > SILENCE:
            raise _Silent(f"{lag} records lie in Kafka and none came for {SILENCE:.0f} s")


def _subscribe(broker: KafkaBroker, service: str, consumer: Receiver) -> Any:
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
    records = tuple(chain.from_iterable(found.values()))
    if BUSY < len(records) < BATCH // 2:
        await asyncio.sleep(GATHER)
        more = await client.getmany(timeout_ms=0, max_records=BATCH - len(records))
        records += tuple(chain.from_iterable(more.values()))
    return records


async def _raw_records(message: Any) -> Any:
    """Never decodes, so never raises."""
    return message.raw_message


async def _safe_parser(records: Any, original: Callable[[Any], Awaitable[Any]]) -> Any:
    """FastStream reads every header as UTF-8; it is shown none, since one that is not would hide its neighbours."""
    message = await original((replace(records[0], headers=()),))
    message.raw_message = records
    return message


async def _lag(consumer: Any) -> int | None:
    """Records that lie in this member's partitions unread; None where it has none, or it cannot be told."""
    partitions = list(consumer.assignment())
    if not partitions:
        return None
    try:
        async with asyncio.timeout(3):
            ends = await consumer.end_offsets(partitions)
            return sum([end - await consumer.position(partition) for partition, end in ends.items()])
    except Exception:
        return None
