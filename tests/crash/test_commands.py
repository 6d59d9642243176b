"""Commands struck around their commit: whoever asks again under the same key has one event and one answer."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Any

import pytest

from tests.crash.client import CAMPAIGN, COORDINATOR, LEADER, Client
from tests.crash.database_side import Cutter, holding_the_log
from tests.crash.invariants import figures_of, nothing_lost_nothing_twice, rest, rows
from tests.crash.waiting import until

SEALS = f"/reporting/campaigns/{CAMPAIGN}/seals"

COMMITTED = {"handler.before_commit": 0, "handler.after_commit": 1, "append.before_notify": 1}


async def events_of(client: Client, key: str) -> int:
    return (await rows(client, "intake", f"SELECT count(*) FROM event WHERE correlation_id = '{key}'"))[0][0]


@pytest.mark.parametrize("fault", COMMITTED)
async def test_a_command_cut_off_around_its_commit_has_one_event_and_one_answer(client: Client, fault: str) -> None:
    wish = client.record()
    client.installation.restart("intake", fault=fault)
    await client.installation.ready("intake")

    assert await client.try_once(wish) is None
    await client.installation.died("intake")
    assert await events_of(client, wish.key) == COMMITTED[fault]

    client.installation.start("intake")
    await client.send(wish)
    first, second = await client.try_once(wish), await client.try_once(wish)
    assert first is not None
    assert second is not None
    assert (first.status_code, first.content, first.headers["etag"]) == (201, second.content, second.headers["etag"])
    await nothing_lost_nothing_twice(client)


@pytest.mark.parametrize(
    "fault",
    [
        "append.before_begin:5", "append.under_lock:5", "handler.before_commit:5", "handler.after_commit:5",
        "append.before_notify:5",
    ],
)  # fmt: skip
async def test_many_clients_lose_nothing_when_intake_dies_among_them(client: Client, fault: str) -> None:
    client.installation.restart("intake", fault=fault)
    sending = asyncio.create_task(client.send_all(client.wishes(60)))
    await client.installation.died("intake")
    client.installation.start("intake")
    await sending
    await nothing_lost_nothing_twice(client)


@pytest.mark.parametrize("fault", ["handler.before_commit", "handler.after_commit"])
async def test_an_attempt_beside_one_that_dies_takes_over_or_gets_its_answer(client: Client, fault: str) -> None:
    dying = client.installation.start_replica("intake", fault=fault)
    await client.installation.answers(f"{dying}/intake/ready")
    wish = client.record()
    async with holding_the_log(client, "intake") as log:
        first = asyncio.create_task(client.try_once(wish, base=dying))
        await log.waited_for_by(1)
        second = asyncio.create_task(client.send(wish))
        await log.waited_for_by(2)
    assert await first is None
    await client.installation.died("intake-2")
    await second
    assert await events_of(client, wish.key) == 1
    await nothing_lost_nothing_twice(client)


async def test_an_event_whose_writer_died_before_announcing_it_is_found_by_the_relay(client: Client) -> None:
    mute = client.installation.start_replica("intake", fault="append.before_notify", ROLES="api")
    await client.installation.answers(f"{mute}/intake/ready")
    wish = client.record()
    assert await client.try_once(wish, base=mute) is None
    await client.installation.died("intake-2")

    async def published() -> bool:
        return (await client.standing("intake"))["unpublished"] == 0

    await until(published, within=10)
    await client.send(wish)
    await nothing_lost_nothing_twice(client)


async def test_a_writer_frozen_while_it_holds_the_log_stops_its_replica_for_seconds_only(client: Client) -> None:
    frozen = client.installation.start_replica("intake", fault="append.under_lock:1:freeze", ROLES="api")
    await client.installation.answers(f"{frozen}/intake/ready")
    wish = client.record()
    attempt = asyncio.create_task(client.try_once(wish, base=frozen))
    await client.installation.frozen("intake-2")

    async with asyncio.timeout(20):
        await client.send_all(client.records(8))
    client.installation.thaw("intake-2")
    answer = await attempt
    assert answer is None or answer.status_code == 503
    await client.send(wish, base=frozen)
    await nothing_lost_nothing_twice(client)


async def test_groups_whose_commit_was_never_answered_are_found_again_by_their_keys(client: Client) -> None:
    cutter = Cutter(client.installation.databases.server)
    async with cutter.road() as road:
        client.installation.restart("intake", DATABASE_URL=road)
        await client.installation.ready("intake")
        cutter.to_cut = 4
        await client.send_all(client.wishes(80), at_once=16)
        assert cutter.cut == 4
        client.installation.kill("intake")
    await nothing_lost_nothing_twice(client)


async def test_a_seal_whose_answer_was_lost_is_the_one_that_a_repetition_finds(client: Client) -> None:
    await client.send_all(client.wishes(60))
    await rest(client)
    client.installation.restart("reporting", fault="seal.after_commit")
    await rest(client)
    wish: dict[str, Any] = {"overrides": []}
    assert await client.once("POST", SEALS, wish, key="seal", who=COORDINATOR) is None
    await client.installation.died("reporting")
    client.installation.start("reporting")

    sealed = await client.insist("POST", SEALS, wish, key="seal", who=COORDINATOR)
    again = await client.once("POST", SEALS, wish, key="another", who=COORDINATOR)
    assert again is not None
    assert (again.status_code, again.json()["code"]) == (409, "already_sealed")
    logs = await nothing_lost_nothing_twice(client)
    (event,) = [e for e in logs["reporting"] if e.type == "report.sealed"]
    assert event.json()["seal_id"] == sealed["seal_id"]

    for written_as, told in sealed["documents"].items():
        path = f"{SEALS}/{sealed['edition']}/documents/{written_as}"
        document = await client.once("GET", path, who=LEADER)
        assert document is not None
        assert sha256(document.content).hexdigest() == told["sha256"]
    report = await client.get(f"{SEALS}/{sealed['edition']}/documents/json", LEADER)
    assert figures_of(report["figures"]).items() <= client.ledger.figures().items()
