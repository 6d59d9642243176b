"""The relay: the whole log, in order, to its topic, whoever leads and whatever fails."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from time import monotonic
from typing import Any

import pytest
from bus_support import Noted, Teller, running, until

from chungtay_kernel import relay as relay_module
from chungtay_kernel.append import LogClosed
from chungtay_kernel.cloudevents import Defect, from_record, to_headers
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.log import open_log
from chungtay_kernel.relay import republish
from chungtay_kernel.topics import PARTITIONS, Topic, check_topics, create_topics, missing_topics


def events_of(records: list[Any], source: str) -> list[StoredEvent]:
    read = [from_record(r.headers, r.key, r.value, source) for r in records]
    return [e for e in read if not isinstance(e, Defect)]


def by_stream(events: list[StoredEvent]) -> dict[str, list[int]]:
    versions: defaultdict[str, list[int]] = defaultdict(list)
    for event in events:
        versions[event.stream_id].append(event.version)
    return versions


async def test_the_topic_holds_every_event_once_unchanged_and_each_stream_in_order(broadcaster: Teller) -> None:
    for n in range(60):
        await broadcaster.note(f"thing/{n % 7}", f"{n} đủ dấu", "and again")
    await broadcaster.publish()
    sent = events_of(await broadcaster.records(), broadcaster.log.source)
    assert sorted(sent, key=lambda e: e.position) == await broadcaster.events()
    assert all(versions == sorted(versions) for versions in by_stream(sent).values())
    assert len({r.partition for r in await broadcaster.records()}) > 1


async def test_a_share_larger_than_a_batch_goes_in_several_and_keeps_its_order(broadcaster: Teller) -> None:
    for _ in range(12):
        await broadcaster.tell("thing/1", Noted(text="x" * 200_000))
    await broadcaster.publish()
    sent = events_of(await broadcaster.records(), broadcaster.log.source)
    assert by_stream(sent)["thing/1"] == list(range(1, 13))


async def test_a_notification_wakes_the_relay_long_before_its_poll(
    broadcaster: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "POLL", 60.0)
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.position == 1)
        began = monotonic()
        await broadcaster.note("thing/1", "wake up", announce=True)
        await until(lambda: relay.state.position == 2)
        assert monotonic() - began < 5


async def test_an_event_that_was_never_announced_is_found_by_the_poll(broadcaster: Teller) -> None:
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.position == 1)
        await broadcaster.note("thing/1", "in silence")
        await until(lambda: relay.state.position == 2, seconds=3)


async def test_one_of_two_leads_and_the_other_takes_over_when_its_session_is_cut(broadcaster: Teller) -> None:
    first, second = broadcaster.relay(), broadcaster.relay()
    async with running(first.run(), second.run()):
        await until(lambda: first.state.leader or second.state.leader)
        for n in range(40):
            await broadcaster.note(f"thing/{n}", "a", "b")
            if n == 20:
                assert first.state.leader != second.state.leader
                await broadcaster.database.pool.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%-relay-%'"
                )
        head = len(await broadcaster.events())
        await until(lambda: max(first.state.position, second.state.position) == head)
    sent = events_of(await broadcaster.records(), broadcaster.log.source)
    assert {e.position for e in sent} == set(range(1, head + 1))


async def test_republishing_sends_the_whole_log_again_and_goes_on(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", "a", "b", "c")
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.position == 4)
        await republish(broadcaster.database.pool)
        await broadcaster.note("thing/1", "d", announce=True)
        await until(lambda: relay.state.position == 5)
        sent = events_of(await broadcaster.records(), broadcaster.log.source)
    assert sorted(e.position for e in sent if e.position <= 4) == [1, 1, 2, 2, 3, 3, 4, 4]


async def test_republishing_a_log_at_rest_does_not_wait_for_its_next_event(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", "a", "b", "c")
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.position == 4)
        await republish(broadcaster.database.pool)
        at_four = "SELECT position = 4 FROM relay_cursor"
        await until(lambda: broadcaster.database.pool.fetchval(at_four))
        sent = events_of(await broadcaster.records(), broadcaster.log.source)
    assert sorted(e.position for e in sent) == [1, 1, 2, 2, 3, 3, 4, 4]


async def test_nothing_is_sent_past_a_hole_in_the_log(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", "a", "b", "c")
    await broadcaster.database.pool.execute("DELETE FROM event WHERE position = 3")
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.error and "HoleInLog" in relay.state.error)
    assert await broadcaster.records() == []


async def test_readiness_hears_in_every_replica_since_when_an_event_waits(broadcaster: Teller) -> None:
    idle = broadcaster.relay()
    await broadcaster.publish()
    assert (await idle.observe()).oldest_unpublished_at is None
    await broadcaster.note("thing/1", "waiting")
    since = (await idle.observe()).oldest_unpublished_at
    assert since is not None
    assert (await idle.observe()).oldest_unpublished_at == since
    await broadcaster.publish()
    assert (await idle.observe()).oldest_unpublished_at is None
    assert idle.state.position == 2


async def forget(teller: Teller, after: int) -> list[Any]:
    """What a restore of yesterday's dump does: the last events are gone, nothing else tells."""
    rows = await teller.database.pool.fetch("SELECT * FROM event WHERE position > $1", after)
    await teller.database.pool.execute("DELETE FROM event WHERE position > $1", after)
    await teller.database.pool.execute("UPDATE relay_cursor SET position = $1", after)
    return rows


async def closed_reason(teller: Teller) -> str | None:
    return await teller.database.pool.fetchval("SELECT closed_reason FROM log_state")


@pytest.mark.parametrize("lost", [1, 3])
async def test_a_log_restored_to_an_older_past_takes_no_writes_until_its_tail_is_back(
    broadcaster: Teller, lost: int
) -> None:
    await broadcaster.note("thing/1", *"abcdef")
    await broadcaster.publish()
    rows = await forget(broadcaster, 7 - lost)
    relay = broadcaster.relay()
    async with running(relay.run()):
        reason = await until(lambda: closed_reason(broadcaster))
        assert "which the log lacks" in reason
        await until(lambda: relay.state.error)
        with pytest.raises(LogClosed):
            await broadcaster.note("thing/2", "too early")
        await broadcaster.database.pool.executemany(
            f"INSERT INTO event VALUES ({', '.join(f'${n}' for n in range(1, 18))})", rows
        )
        await until(lambda: relay.state.position == 7)
    assert await closed_reason(broadcaster) is None
    await broadcaster.note("thing/2", "now")


async def test_a_restored_log_that_went_on_before_it_was_looked_at_is_found_out_too(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", *"abc")
    await broadcaster.publish()
    await forget(broadcaster, 3)
    await broadcaster.note("thing/1", "another c")
    async with running(broadcaster.relay().run()):
        assert await until(lambda: closed_reason(broadcaster))


async def test_a_new_log_does_not_go_on_in_the_topic_of_another(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", "of the old log")
    await broadcaster.publish()
    await broadcaster.database.pool.execute("TRUNCATE event, command, relay_cursor")
    broadcaster.log = await open_log(broadcaster.database, broadcaster.log.source, simulated=False)
    async with running(broadcaster.relay().run()):
        assert "another log" in await until(lambda: closed_reason(broadcaster))


async def test_records_that_anyone_could_have_written_do_not_close_the_log(broadcaster: Teller) -> None:
    await broadcaster.note("thing/1", *"abc")
    await broadcaster.publish()
    last = (await broadcaster.events())[-1]
    forged = [(n, b"00000000-0000-7000-8000-000000000001" if n == "ce_id" else v) for n, v in to_headers(last)]
    foreign = [(n, b"ee" * 32 if n == "ce_logid" else v) for n, v in to_headers(last)]
    for partition in range(PARTITIONS):
        await broadcaster.send(
            (b"k", b"{", []),
            (b"k", None, [("ce_id", None)]),
            (last.stream_id.encode(), last.data, forged),
            (last.stream_id.encode(), last.data, foreign),
            partition=partition,
        )
    await broadcaster.note("thing/1", "d")
    relay = broadcaster.relay()
    async with running(relay.run()):
        await until(lambda: relay.state.position == 5)
    assert await closed_reason(broadcaster) is None


async def test_topics_are_created_once_and_checked_against_their_settings(kafka_bootstrap: str) -> None:
    right, wrong = Topic("right.events"), Topic("wrong.events", 3, settings={"cleanup.policy": "compact"})
    assert await create_topics(kafka_bootstrap, [right, wrong]) == ["right.events", "wrong.events"]
    assert await create_topics(kafka_bootstrap, [right]) == []
    assert await check_topics(kafka_bootstrap, [right]) == []
    problems = await check_topics(kafka_bootstrap, [Topic("wrong.events"), Topic("none.events")])
    assert [p for p in problems if "3 partitions" in p]
    assert [p for p in problems if "cleanup.policy is compact" in p]
    assert [p for p in problems if p.startswith("none.events: missing")]
    assert await missing_topics(kafka_bootstrap, ["right.events", "none.events"]) == ["none.events"]


async def test_a_broker_that_cannot_be_reached_is_told_as_a_problem() -> None:
    (problem,) = await asyncio.wait_for(check_topics("127.0.0.1:1", [Topic("x")]), 20)
    assert "broker" in problem
