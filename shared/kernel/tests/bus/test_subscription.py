"""From a real topic to the tables: what is lost, late, foreign or hostile on the road."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition
from bus_support import Hearer, Ignored, Noted, Teller, Unheard, running, until

from chungtay_kernel import consumer as consumer_module
from chungtay_kernel.cloudevents import to_headers
from chungtay_kernel.consumer import Consumers
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.parking import list_parked
from chungtay_kernel.rejected import list_rejected
from chungtay_kernel.topics import PARTITIONS, Topic, create_topics
from chungtay_local import kafka


def state_of(consumers: Consumers) -> Any:
    (state,) = consumers.states.values()
    return state


def headers_of(event: StoredEvent, **changes: bytes | None) -> list[tuple[str, Any]]:
    return [(n, changes.get(n.removeprefix("ce_"), v)) for n, v in to_headers(event)]


async def forget_topic(teller: Teller, partitions: range = range(PARTITIONS)) -> None:
    """What a wiped broker, or one that lost its last records, leaves: nothing to read."""
    admin: Any = AIOKafkaAdminClient(bootstrap_servers=teller.kafka)
    await admin.start()
    await admin.delete_records({TopicPartition(teller.topic, p): RecordsToDelete(-1) for p in partitions})
    await admin.close()


async def test_events_reach_the_tables_and_their_offsets_are_committed(broadcaster: Teller, hearer: Hearer) -> None:
    consumers = hearer.consumers(broadcaster)
    async with running(broadcaster.relay().run(), consumers.run()):
        for n in range(100):
            await broadcaster.note(f"thing/{n % 9}", str(n), announce=True)
        await until(lambda: state_of(consumers).complete_to == 101)
    assert await hearer.count("noted") == 100
    again = hearer.consumers(broadcaster)
    async with running(again.run()):
        await until(lambda: state_of(again).lag == 0)
    assert state_of(again).repeated == 0


async def test_a_new_consumer_begins_with_the_feed_and_needs_no_record_of_the_past(
    broadcaster: Teller, hearer: Hearer
) -> None:
    await broadcaster.note("thing/1", "a", "b")
    await broadcaster.publish()
    await forget_topic(broadcaster)
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 3)
    assert await hearer.texts() == {"a", "b"}


async def test_hostile_records_are_shown_to_operators_and_the_rest_of_the_batch_flows(
    broadcaster: Teller, hearer: Hearer
) -> None:
    await broadcaster.note("thing/1", "a", "b", "c")
    await broadcaster.tell("thing/2", Unheard())
    _, first, second, third, _ = await broadcaster.events()
    key = first.stream_id.encode()
    forged = str(uuid4()).encode()
    hostile: list[tuple[bytes | None, bytes | None, list[tuple[str, Any]]]] = [
        (None, b"", []),
        (key, None, headers_of(first)),
        (key, b"{", headers_of(first)),
        (key, b"\xff\x00", headers_of(first)),
        (key, first.data, headers_of(first, actor=None)),
        (key, first.data, headers_of(first, actor=b"\xff")),
        (key, first.data, headers_of(first, id=b"no uuid")),
        (key, first.data, [*headers_of(first), ("reply_to", b"somewhere"), ("x", None)]),
        (b"other key", first.data, headers_of(first)),
        (b"thing/9", first.data, headers_of(first, id=forged, subject=b"thing/9", sequence=b"2")),
        (key, first.data, headers_of(first, logid=b"ee" * 32, id=forged)),
        (b"thing/8", first.data, headers_of(
            first, id=forged, subject=b"thing/8", sequence=b"900", streamversion=b"1",
            type=f"vn.chungtay.{first.source}.thing.forged.v1".encode())),
        (b"thing/7", first.data, headers_of(
            first, id=forged, subject=b"thing/7", sequence=b"901", streamversion=b"1",
            type=f"vn.chungtay.{first.source}.thing.noted.v9".encode())),
    ]  # fmt: skip
    await broadcaster.send((key, first.data, headers_of(first)), *hostile, (key, second.data, headers_of(second)))
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run(), broadcaster.relay().run()):
        await until(lambda: state_of(consumers).complete_to == 5)
        await until(lambda: state_of(consumers).lag == 0)
        assert state_of(consumers).stopped_reason is None
    assert await hearer.texts() == {"a", "b", "c"}
    assert third.version == 3
    rejected = await list_rejected(hearer.database.pool)
    assert len(rejected) == len(hostile)
    assert {r["reason"] for r in rejected} >= {
        "the record has no data", "the data is no JSON object", "header ce_actor is null",
        "header ce_actor is not UTF-8", "ce_id is no UUID in its canonical form", "header x is null",
        f"the log of {first.source} does not hold this event",
    }  # fmt: skip
    (parked,) = await list_parked(hearer.database.pool, "hearer")
    assert parked["stream_id"] == "thing/2"


async def test_poison_is_parked_though_the_feed_cannot_be_asked(broadcaster: Teller, hearer: Hearer) -> None:
    broadcaster.feed_up = False
    await broadcaster.note("thing/1", "x" * 101)
    await broadcaster.note("thing/2", "good")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 3)
        assert state_of(consumers).feed_error
    assert await hearer.texts() == {"good"}


@pytest.mark.parametrize("lost", [range(PARTITIONS), range(6)])
async def test_what_the_broker_lost_is_healed_from_the_feed(
    broadcaster: Teller, hearer: Hearer, lost: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer_module, "LAG_EVERY", 0.2)
    await broadcaster.note("thing/1", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster, every=0.5)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 2)
    for n in range(30):
        await broadcaster.note(f"thing/{n}", "b")
    await broadcaster.publish()
    await forget_topic(broadcaster, lost)
    consumers = hearer.consumers(broadcaster, every=0.5)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 32)
    assert await hearer.count("noted") == 31


async def test_a_consumer_restored_behind_its_offsets_is_healed_from_the_feed(
    broadcaster: Teller, hearer: Hearer
) -> None:
    for n in range(10):
        await broadcaster.note(f"thing/{n}", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 11)
        await until(lambda: state_of(consumers).lag == 0)
    await hearer.database.pool.execute("DELETE FROM noted WHERE position > 6")
    await hearer.database.pool.execute("DELETE FROM stream_cursor WHERE stream_id > 'thing/4'")
    await hearer.database.pool.execute("UPDATE source_cursor SET received = 6, highest = 6, complete_to = 6")
    consumers = hearer.consumers(broadcaster, every=0.5)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 11)
    assert await hearer.count("noted") == 10


async def test_a_source_that_went_back_stops_the_consumer(broadcaster: Teller, hearer: Hearer) -> None:
    await broadcaster.note("thing/1", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 2)
    await broadcaster.database.pool.execute("DELETE FROM event WHERE position = 2")
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).stopped_reason)
    assert "was heard up to 2" in state_of(consumers).stopped_reason


async def test_another_log_behind_the_same_name_stops_the_consumer(broadcaster: Teller, hearer: Hearer) -> None:
    await broadcaster.note("thing/1", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 2)
    await hearer.database.pool.execute("UPDATE source_cursor SET logid = repeat('ee', 32)")
    await broadcaster.note("thing/1", "b")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).stopped_reason)
    assert re.search("another (log|history)", state_of(consumers).stopped_reason or "")
    assert await hearer.texts() == {"a"}


async def test_an_error_of_the_database_is_waited_out_and_no_record_is_lost(
    broadcaster: Teller, hearer: Hearer
) -> None:
    hearer.fails = [OSError("away"), OSError("still away")]
    await broadcaster.note("thing/1", "a", "b")
    await broadcaster.publish()
    broadcaster.feed_up = False
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).error)
        await until(lambda: state_of(consumers).complete_to == 3)
        assert state_of(consumers).error is None
    assert await hearer.texts() == {"a", "b"}


async def test_a_consumer_called_off_in_the_middle_leaves_its_batch_for_the_next(
    broadcaster: Teller, hearer: Hearer
) -> None:
    broadcaster.feed_up = False
    hearer.fails = [OSError("away")] * 1000
    await broadcaster.note("thing/1", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).error)
    hearer.fails = []
    consumers = hearer.consumers(broadcaster)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).complete_to == 2)


async def test_two_replicas_share_the_partitions_and_no_event_takes_effect_twice(
    broadcaster: Teller, hearer: Hearer
) -> None:
    first, second = hearer.consumers(broadcaster), hearer.consumers(broadcaster)
    async with running(broadcaster.relay().run(), first.run()):
        for n in range(60):
            await broadcaster.note(f"thing/{n % 20}", str(n), announce=True)
            if n == 30:
                joined = running(second.run())
                await joined.__aenter__()
        await until(lambda: max(state_of(first).complete_to, state_of(second).complete_to) == 61)
        await joined.__aexit__(None, None, None)
    assert await hearer.count("noted") == 60


async def test_a_client_that_went_silent_is_started_anew(
    broadcaster: Teller, hearer: Hearer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer_module, "LAG_EVERY", 0.2)
    monkeypatch.setattr(consumer_module, "SILENCE", 1.0)
    await broadcaster.note("thing/1", "a")
    await broadcaster.publish()
    consumers = hearer.consumers(broadcaster)
    shells: list[Any] = []
    subscribe = consumer_module._subscribe

    def remembered(*args: Any) -> Any:
        shells.append(subscribe(*args))
        return shells[-1]

    monkeypatch.setattr(consumer_module, "_subscribe", remembered)
    async with running(consumers.run()):
        await until(lambda: state_of(consumers).lag == 0)
        for task in shells[0].tasks:
            task.cancel()
        await broadcaster.tell("thing/1", Ignored(), Noted(text="b"))
        await broadcaster.publish()
        await until(lambda: state_of(consumers).complete_to == 4)
        await until(lambda: len(shells) == 2)  # the feed may have carried the events before


async def test_a_missing_topic_is_named_and_waited_for(teller: Teller, hearer: Hearer, kafka_bootstrap: str) -> None:
    teller.kafka = kafka_bootstrap
    await teller.note("thing/1", "a")
    consumers = hearer.consumers(teller)
    async with running(consumers.run()):
        assert teller.topic in await until(lambda: consumers.error)
        await until(lambda: state_of(consumers).complete_to == 2)
        await create_topics(kafka_bootstrap, [Topic(teller.topic)])
        await until(lambda: consumers.error is None)


@pytest.mark.slow
async def test_without_a_broker_the_feed_carries_and_relay_and_consumer_resume_when_it_is_back(
    teller: Teller, hearer: Hearer, tmp_path: Path
) -> None:
    server = kafka.start(tmp_path / "kafka")
    teller.kafka = server.address
    await create_topics(server.address, [Topic(teller.topic)])
    server.stop()
    relay, consumers = teller.relay(), hearer.consumers(teller, every=0.5)
    async with running(relay.run(), consumers.run()):
        await until(lambda: relay.state.error and consumers.error)
        await teller.note("thing/1", "while it is away")
        await until(lambda: state_of(consumers).complete_to == 2)
        server = kafka.start(tmp_path / "kafka")
        await until(lambda: relay.state.position == 2 and not consumers.error, seconds=60)
        server.kill()
        await teller.note("thing/1", "killed")
        await until(lambda: state_of(consumers).complete_to == 3)
        server = kafka.start(tmp_path / "kafka")
        await until(lambda: relay.state.position == 3, seconds=90)
    server.stop()
    assert await hearer.texts() == {"while it is away", "killed"}
