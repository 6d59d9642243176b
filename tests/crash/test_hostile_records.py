"""Records that no service of ours would write, among those that one did."""

from __future__ import annotations

import asyncio
from typing import Any

from aiokafka import AIOKafkaProducer

from tests.crash.client import Client
from tests.crash.hostile import corpus
from tests.crash.invariants import nothing_lost_nothing_twice, read_log
from tests.crash.waiting import until

TOPIC = "chungtay.intake.events"
HEARERS = ("tasks", "reporting", "notify")


async def test_forty_hostile_records_are_shown_by_every_hearer_and_all_else_flows_past_them(client: Client) -> None:
    await client.send_all(client.records(1))
    records = corpus((await read_log(client, "intake"))[-1])
    assert len(records) == 40
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    sent: set[tuple[int, int]] = set()
    producer: Any = AIOKafkaProducer(bootstrap_servers=client.installation.kafka)
    async with producer:
        for number, r in enumerate(records):
            lies = await producer.send_and_wait(TOPIC, r.value, r.key, partition=number % 12, headers=r.headers)
            sent.add((lies.partition, lies.offset))
    enough.set()
    await busy

    async def all_shown() -> bool:
        return all([await shown_by(client, hearer) == sent for hearer in HEARERS])

    await until(all_shown, within=60)
    await nothing_lost_nothing_twice(client)


async def shown_by(client: Client, service: str) -> set[tuple[int, int]]:
    """Where the records lie that a service rejected, as its operators see them."""
    items = (await client.get(f"/{service}/rejected"))["items"]
    return {(r["partition"], r["record_offset"]) for r in items if r["topic"] == TOPIC and r["reason"]}
