"""The relay struck on its way from log to topic: the topic may repeat events, but lacks none and keeps their order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from chungtay_kernel.events import StoredEvent
from tests.crash.client import Client
from tests.crash.database_side import end_session
from tests.crash.invariants import nothing_lost_nothing_twice, rows, topic
from tests.crash.waiting import until

LEADER = "intake-relay-events"
NONE, SOME, ALL = "none of them", "some of them", "all of them"


async def cursor(client: Client) -> int:
    return (await rows(client, "intake", "SELECT position FROM relay_cursor WHERE name = 'events'"))[0][0]


async def in_topic(client: Client) -> int:
    return len(await topic(client.installation.kafka, "intake"))


def names(events: Iterable[StoredEvent]) -> set[tuple[str, int]]:
    return {(e.stream_id, e.version) for e in events}


async def waiting_to_be_sent(client: Client, count: int = 60) -> set[tuple[str, int]]:
    """Has so many events recorded while no relay runs."""
    client.installation.restart("intake", ROLES="api")
    promises = await client.send_all(client.wishes(count))
    return {(p.stream, p.version) for p in promises}


def sent_of(wanted: set[tuple[str, int]], lying: set[tuple[str, int]]) -> set[str]:
    """Everything that is true of how much of it lies in the topic."""
    found = wanted & lying
    return {NONE} if not found else {SOME, ALL} if found == wanted else {SOME}


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        ("relay.after_read", NONE), ("relay.between_acks", SOME), ("relay.between_acks:7", SOME),
        ("relay.after_ack", ALL),
    ],
)  # fmt: skip
async def test_a_relay_that_dies_on_the_way_sends_the_same_events_again(client: Client, fault: str, sent: str) -> None:
    wanted = await waiting_to_be_sent(client)
    stood_at = await cursor(client)
    client.installation.restart("intake", fault=fault)
    await client.installation.died("intake")
    lying = await topic(client.installation.kafka, "intake")
    assert sent in sent_of(wanted, names(lying))
    assert await cursor(client) == stood_at

    await nothing_lost_nothing_twice(client)
    repeated = await in_topic(client) - len(lying) - len(wanted - names(lying))
    assert repeated == len(wanted & names(lying))


@pytest.mark.parametrize("fault", ["relay.after_read:1:freeze", "relay.after_ack:1:freeze"])
async def test_a_leader_that_sleeps_through_the_loss_of_its_session_moves_nothing_when_it_wakes(
    client: Client, fault: str
) -> None:
    await waiting_to_be_sent(client)
    client.installation.start_replica("intake", fault=fault, ROLES="relay")
    await client.installation.frozen("intake-2")
    client.installation.restart("intake")
    await client.installation.ready("intake")

    assert await end_session(client, "intake", LEADER)
    await _another_sends_then_the_sleeper_wakes(client)


@pytest.mark.slow
async def test_a_frozen_leader_is_dismissed_by_the_server_and_another_goes_on(client: Client) -> None:
    await waiting_to_be_sent(client)
    client.installation.start_replica("intake", fault="relay.after_read:1:freeze", ROLES="relay")
    await client.installation.frozen("intake-2")
    client.installation.restart("intake")
    await _another_sends_then_the_sleeper_wakes(client)


async def _another_sends_then_the_sleeper_wakes(client: Client) -> None:
    async def sent() -> bool:
        return (await client.standing("intake"))["unpublished"] == 0

    await until(sent, within=90)
    client.installation.thaw("intake-2")

    async def noticed() -> bool:
        return "relay failed" in client.installation.said("intake-2")

    await until(noticed, within=60)
    assert await cursor(client) == (await client.standing("intake"))["head"]["position"]
    await client.send_all(client.wishes(24))
    await nothing_lost_nothing_twice(client)


async def test_a_batch_on_its_way_does_not_undo_the_order_to_publish_everything_again(client: Client) -> None:
    await waiting_to_be_sent(client)
    client.installation.restart("intake", fault="relay.after_ack:1:freeze")
    await client.installation.frozen("intake")
    lying = await in_topic(client)

    assert client.installation.chungtay("ops", "republish", "intake", log="ops").wait(60) == 0
    client.installation.thaw("intake")

    async def all_again() -> bool:
        return await in_topic(client) >= lying + (await client.standing("intake"))["head"]["position"]

    await until(all_again, within=60)
    await nothing_lost_nothing_twice(client)


async def test_leaders_whose_sessions_are_cut_under_load_take_turns_and_lose_nothing(client: Client) -> None:
    client.installation.start_replica("intake")
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    for _ in range(4):
        enough_for_now = len(client.ledger.promises) + 20

        async def cut(enough_for_now: int = enough_for_now) -> bool:
            return len(client.ledger.promises) > enough_for_now and await end_session(client, "intake", LEADER)

        await until(cut, within=30)
    enough.set()
    await busy
    await nothing_lost_nothing_twice(client)
