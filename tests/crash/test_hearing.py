"""Those who hear struck while they take events in: every event has its effect, and has it once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from tests.crash.client import OPERATOR, Client
from tests.crash.database_side import holding_table
from tests.crash.invariants import nothing_lost_nothing_twice
from tests.crash.waiting import until


@pytest.mark.parametrize("fault", ["inbox.before_commit:2", "inbox.after_commit:2"])
@pytest.mark.parametrize("service", ["tasks", "reporting", "notify"])
async def test_a_hearer_that_dies_around_its_commit_hears_all_of_it_once(
    client: Client, service: str, fault: str
) -> None:
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    await client.installation.strike(service, fault)
    enough.set()
    await busy
    await nothing_lost_nothing_twice(client)


async def members(client: Client, group: str) -> int:
    """How many members share a group's partitions; 0 while they are being shared out."""
    admin = AIOKafkaAdminClient(bootstrap_servers=client.installation.kafka)
    await admin.start()
    try:
        (answer,) = await admin.describe_consumer_groups([group])
        _, _, state, _, _, found, *_ = answer.groups[0]
        return len(found) if state == "Stable" else 0
    finally:
        await admin.close()


async def test_events_being_written_while_their_partitions_change_hands_take_effect_once(client: Client) -> None:
    async with holding_table(client, "reporting", "journal") as journal:
        await client.send_all(client.wishes(60))
        await journal.waited_for_by(1)
        client.installation.start_replica("reporting")

        async def shared() -> bool:
            return await members(client, "chungtay-reporting-intake") == 2

        await until(shared, within=90)
        await journal.waited_for_by(1)
    await nothing_lost_nothing_twice(client)


@pytest.mark.slow
async def test_a_hearer_frozen_until_its_partitions_are_given_away_is_harmless_when_it_wakes(client: Client) -> None:
    installation = client.installation
    other = installation.start_replica("reporting")
    installation.restart("reporting", fault="inbox.before_commit:1:freeze")
    await installation.answers(f"{other}/reporting/ready")

    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    await installation.frozen("reporting")
    enough.set()
    await busy

    async def given_away() -> bool:
        return await members(client, "chungtay-reporting-intake") == 1 and await heard_all(client, other)

    await until(given_away, within=120)
    installation.thaw("reporting")
    await installation.ready("reporting")
    await until(lambda: both_share(client), within=90)
    await client.send_all(client.wishes(24))
    await nothing_lost_nothing_twice(client)


async def both_share(client: Client) -> bool:
    return await members(client, "chungtay-reporting-intake") == 2


async def heard_all(client: Client, base: str) -> bool:
    answer = await client.once("GET", "/reporting/standing", who=OPERATOR, base=base)
    heard: Any = answer.json()["inputs"]["intake"]
    return heard["received"] == heard["complete_to"] == (await client.standing("intake"))["head"]["position"]
