"""Those who hear struck while they take events in, by death, by sleep, by what others put on the topic: every event has
its effect, and has it once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from tests.crash.client import OPERATOR, Client
from tests.crash.database_side import holding_table
from tests.crash.hostile import corpus
from tests.crash.invariants import nothing_lost_nothing_twice, read_log
from tests.crash.waiting import until

TOPIC = "chungtay.intake.events"
HEARERS = ("tasks", "reporting", "notify")


async def test_events_being_written_while_their_partitions_change_hands_take_effect_once(client: Client) -> None:
    async with holding_table(client, "reporting", "journal") as journal:
        await client.send_all(client.wishes(60))
        await journal.waited_for_by(1)
        client.installation.start_replica("reporting")
        await until(shared_by(client, "reporting", 2), within=90)
        await journal.waited_for_by(1)
    await until(has_heard_all(client, "reporting", client.installation.url), within=60)
    await nothing_lost_nothing_twice(client)


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


@pytest.mark.slow
async def test_hearers_frozen_until_their_partitions_are_given_away_are_harmless_when_they_wake(client: Client) -> None:
    """One in the middle of its transaction, the other between its commit and the acknowledgement of its offsets."""
    faults = {"reporting": "inbox.before_commit:1:freeze", "tasks": "inbox.after_commit:1:freeze"}
    frozen = {service: client.installation.start_replica(service, fault=fault) for service, fault in faults.items()}
    for service, base in frozen.items():
        await client.installation.answers(f"{base}/{service}/ready")
        await until(shared_by(client, service, 2), within=90)
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    for service in frozen:
        await client.installation.frozen(f"{service}-2")
    enough.set()
    await busy

    for service in frozen:
        await until(shared_by(client, service, 1), within=90)
        await until(has_heard_all(client, service, client.installation.url), within=60)
        client.installation.thaw(f"{service}-2")
    for service, base in frozen.items():
        await until(shared_by(client, service, 2), within=90)
        await client.send_all(client.wishes(24))
        await until(has_heard_all(client, service, base), within=60)
    await nothing_lost_nothing_twice(client)


@pytest.mark.parametrize("fault", ["inbox.before_commit:2", "inbox.after_commit:2"])
@pytest.mark.parametrize("service", HEARERS)
async def test_a_hearer_that_dies_around_its_commit_hears_all_of_it_once(
    client: Client, service: str, fault: str
) -> None:
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    await client.installation.strike(service, fault)
    enough.set()
    await busy
    await nothing_lost_nothing_twice(client)


async def shown_by(client: Client, service: str) -> set[tuple[int, int]]:
    """Where the records lie that a service rejected, as its operators see them."""
    items = (await client.get(f"/{service}/rejected"))["items"]
    return {(r["partition"], r["record_offset"]) for r in items if r["topic"] == TOPIC and r["reason"]}


def shared_by(client: Client, service: str, count: int) -> Callable[[], Awaitable[bool]]:
    """Whether so many members share the partitions of intake's topic, and none is still waiting for its own."""

    async def shared() -> bool:
        admin = AIOKafkaAdminClient(bootstrap_servers=client.installation.kafka)
        await admin.start()
        try:
            (answer,) = await admin.describe_consumer_groups([f"chungtay-{service}-intake"])
            _, _, state, _, _, members, *_ = answer.groups[0]
            return state == "Stable" and len(members) == count
        finally:
            await admin.close()

    return shared


def has_heard_all(client: Client, service: str, base: str) -> Callable[[], Awaitable[bool]]:
    """Whether a service has heard all of intake's log, asked at one of its processes."""

    async def heard_all() -> bool:
        answer = await client.once("GET", f"/{service}/standing", who=OPERATOR, base=base)
        if answer is None:
            return False
        heard = answer.json()["inputs"]["intake"]
        return heard["received"] == heard["complete_to"] == (await client.standing("intake"))["head"]["position"]

    return heard_all
