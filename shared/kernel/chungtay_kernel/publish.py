"""Sending events to a topic: whole batches per partition, so that a failure leaves duplicates and never holes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from zlib import crc32

from aiokafka import AIOKafkaProducer
from aiokafka.errors import ProducerClosed

from chungtay_kernel.cloudevents import to_headers
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.faults import fault
from chungtay_kernel.pauses import together

SEND_TIMEOUT = 30.0
STOP_TIMEOUT = 5.0
LARGEST_BATCH = 1024 * 1024


class Record(NamedTuple):
    """What goes to Kafka: `key` decides the partition, by its CRC-32 as librdkafka's `consistent` does."""

    key: bytes
    value: bytes
    headers: Sequence[tuple[str, bytes]]


def event_record(event: StoredEvent) -> Record:
    return Record(event.stream_id.encode(), event.data, to_headers(event))


class Publisher:
    """One producer and one topic. After any error it is dead: a fresh one must be made (aiokafka#1017)."""

    def __init__(self, kafka: str, topic: str) -> None:
        self.topic = topic
        self._producer: Any = AIOKafkaProducer(
            bootstrap_servers=kafka,
            enable_idempotence=True,
            acks="all",
            linger_ms=0,
            max_batch_size=LARGEST_BATCH,
            request_timeout_ms=15_000,
        )

    async def __aenter__(self) -> Publisher:
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                await self._producer.start()
        except BaseException:
            await self._abandon()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._abandon()

    async def send(self, records: Sequence[Record]) -> None:
        """Returns when every record is acknowledged; on any exception, unknown ones are, and all must be sent again.

        The timeout is ours: an idempotent producer retries for ever.
        """
        async with asyncio.timeout(SEND_TIMEOUT):
            partitions = sorted(await self._producer.partitions_for(self.topic))
            grouped: defaultdict[int, list[Record]] = defaultdict(list)
            for record in records:
                grouped[partitions[crc32(record.key) % len(partitions)]].append(record)
            await together(*(self._send_share(partition, share) for partition, share in grouped.items()))

    async def _send_share(self, partition: int, records: Sequence[Record]) -> None:
        """One partition's records in order, a batch after the other: the next starts once the last is safe."""
        at = 0
        while at < len(records):
            batch = self._producer.create_batch()
            at += _fill(batch, records, at)
            batch.close()
            await (await self._producer.send_batch(batch, self.topic, partition=partition))
            fault("relay.between_acks")

    async def _abandon(self) -> None:
        """Stops the producer even where its sender retries for ever; what it had in flight may still arrive."""
        with suppress(Exception):
            sender = self._producer._sender.sender_task
            if sender is not None:
                sender.cancel()
                await asyncio.wait([sender], timeout=STOP_TIMEOUT)
                self._producer._message_accumulator.fail_all(ProducerClosed())
            await asyncio.wait_for(self._producer.stop(), STOP_TIMEOUT)


def _fill(batch: Any, records: Sequence[Record], at: int) -> int:
    """Appends records from `at` on until the batch is full; how many went in, at least one."""
    count = 0
    for record in records[at:]:
        if batch.append(timestamp=None, key=record.key, value=record.value, headers=record.headers) is None:
            break
        count += 1
    if count == 0:
        raise ValueError(f"a record of {len(records[at].value)} bytes does not fit a batch")
    return count
