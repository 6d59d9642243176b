"""Whether a topic holds events that the log lacks: then the log was restored to an older past.

A log that went on from there would use positions and versions a second time, and every count would call the
result complete. A record that is no event of this log, or that stands where the log goes on and does not follow from it
by its hash, proves nothing. One that claims to come from further on cannot be proved either way: there the writes
close, since a closed log can be opened by a person and a position used twice cannot be taken back.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, NamedTuple

import asyncpg
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from chungtay_kernel import chain
from chungtay_kernel.append import LogWriter, lock_statement
from chungtay_kernel.cloudevents import Defect, from_record
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.pauses import closed

TAIL_MARK = "topic ahead of log: "

DEPTH = 500
"""How many records back from each partition's end are looked at for one of ours."""

READ_TIMEOUT = 20.0
STOP_TIMEOUT = 5.0


class TailLost(Exception):
    """The topic holds an event that the log lacks."""


class _Tails(NamedTuple):
    by_partition: list[list[StoredEvent]]
    foreign: StoredEvent | None


async def compare(connection: Tx, log: LogWriter, kafka: str, topic: str) -> None:
    """Closes the log's writes where its topic knows more than it does, and opens what an earlier look closed.

    Under the log's lock, so that no append that saw it open commits afterwards. Raises TailLost and KafkaError.
    """
    try:
        await check_tail(connection, log, kafka, topic)
    except TailLost as lost:
        await _mark(connection, log, "UPDATE log_state SET closed_reason = $1", TAIL_MARK + str(lost))
        raise
    reopen = "UPDATE log_state SET closed_reason = NULL WHERE starts_with(closed_reason, $1)"
    await _mark(connection, log, reopen, TAIL_MARK)


async def _mark(connection: Tx, log: LogWriter, statement: str, value: str) -> None:
    async with connection.transaction():
        await connection.execute(lock_statement(log.source))
        await connection.execute(statement, value)


async def check_tail(connection: Tx, log: LogWriter, kafka: str, topic: str) -> None:
    """Raises TailLost where a partition's last event of this log is not in the log, KafkaError where Kafka fails."""
    tails = await _read_tails(log, kafka, topic)
    ours = False
    for events in tails.by_partition:
        for event in reversed(events):
            verdict = await _in_log(connection, event)
            if verdict is False:
                raise TailLost(f"{topic} holds {event.name} at position {event.position}, which the log lacks")
            if verdict:
                ours = True
                break
    if not ours and tails.foreign is not None:
        raise TailLost(f"{topic} holds events of another log ({tails.foreign.logid[:12]}…) and none of this one")


async def _in_log(connection: Tx, event: StoredEvent) -> bool | None:
    """True: it is there. False: it was written by this log and is lost. None: not provably this log's."""
    rows = await connection.fetch(
        "SELECT position, event_id, hash FROM event WHERE position IN ($1 - 1, $1) ORDER BY position", event.position
    )
    found: dict[int, asyncpg.Record] = {row["position"]: row for row in rows}
    here, before = found.get(event.position), found.get(event.position - 1)
    if here is not None and here["event_id"] == event.event_id:
        return True
    if before is None and event.position > 1:
        return False
    follows = chain.hash_of(event, before["hash"] if before else chain.GENESIS) == event.hash
    return False if follows else None


async def _read_tails(log: LogWriter, kafka: str, topic: str) -> _Tails:
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka, enable_auto_commit=False, request_timeout_ms=10_000)
    try:
        async with asyncio.timeout(READ_TIMEOUT):
            await consumer.start()
            records = await _last_records(consumer)
    finally:
        async with asyncio.timeout(STOP_TIMEOUT):
            await closed(consumer.stop())
    tails: list[list[StoredEvent]] = []
    foreign: StoredEvent | None = None
    for share in records:
        read = [from_record(r.headers, r.key, r.value, log.source) for r in share]
        events = [e for e in read if not isinstance(e, Defect)]
        foreign = next((e for e in events if e.logid != log.logid), foreign)
        tails.append([e for e in events if e.logid == log.logid])
    return _Tails(tails, foreign)


async def _last_records(consumer: Any) -> list[list[ConsumerRecord[bytes, bytes]]]:
    """Up to DEPTH records from the end of each partition; without a group the consumer has all of them."""
    found = sorted(consumer.assignment())
    ends, begins = await consumer.end_offsets(found), await consumer.beginning_offsets(found)
    shares: dict[TopicPartition, list[ConsumerRecord[bytes, bytes]]] = {p: [] for p in found if ends[p] > begins[p]}
    for partition in shares:
        await consumer.position(partition)  # a first position still on its way would undo the seek
        consumer.seek(partition, max(begins[partition], ends[partition] - DEPTH))
    for partition, share in shares.items():
        with suppress(UnicodeDecodeError):  # a header's name that is not UTF-8: the client cannot read past it
            while await consumer.position(partition) < ends[partition]:
                share += (await consumer.getmany(partition, timeout_ms=500)).get(partition, [])
    return list(shares.values())
