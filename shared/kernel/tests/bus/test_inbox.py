"""The consumer's transaction: each event once, in order, and nothing that one event does hurts another."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from bus_support import Hearer, Ignored, Noted, Teller, Unheard
from pydantic import BaseModel

from chungtay_kernel.cursors import open_source, standing
from chungtay_kernel.events import Context, StoredEvent
from chungtay_kernel.inbox import Batch, Doubtful, Inbox, Stopped
from chungtay_kernel.parked import NothingParked, discard, retry, retry_known
from chungtay_kernel.parking import list_parked, show_parked

OPERATOR = Context("ops:UBTX:someone", "an-order")


async def inbox_of(hearer: Hearer, teller: Teller) -> Inbox:
    inbox = hearer.inbox(teller.log.source)
    await open_source(hearer.database.pool, "hearer", teller.log.source)
    return inbox


async def take(inbox: Inbox, *events: StoredEvent) -> None:
    """As if every event were known to stand in the feed."""
    await inbox.take(Batch(events, genuine=frozenset(events)))


async def cursor(hearer: Hearer) -> tuple[int, int, int]:
    (reached,) = (await standing(hearer.database.pool, "hearer")).values()
    return reached["received"], reached["highest"], reached["complete_to"]


async def test_each_event_takes_effect_once_however_often_it_comes(hearer: Hearer, teller: Teller) -> None:
    await teller.note("thing/1", "a", "b")
    inbox = await inbox_of(hearer, teller)
    events = await teller.events()
    for _ in range(3):
        await inbox.take(Batch([*events, *events]))
    assert await hearer.noted() == [("thing/1", 1, "a"), ("thing/1", 2, "b")]
    assert await cursor(hearer) == (3, 3, 3)
    assert inbox.state.repeated == 15


async def test_any_interleaving_of_streams_in_any_batches_gives_the_same_rows(hearer: Hearer, teller: Teller) -> None:
    for n in range(40):
        await teller.note(f"thing/{n % 6}", str(n))
    events = await teller.events()
    inbox = await inbox_of(hearer, teller)
    expected: list[Any] | None = None
    for seed in range(8):
        await hearer.database.pool.execute("TRUNCATE noted, stream_cursor")
        await hearer.database.pool.execute("UPDATE source_cursor SET received = 0, highest = 0, complete_to = 0")
        for batch in shuffled(events, random.Random(seed)):
            await inbox.take(Batch(batch))
        assert await cursor(hearer) == (41, 41, 41)
        expected = expected or await hearer.noted()
        assert await hearer.noted() == expected
    assert expected is not None
    assert len(expected) == 40


def shuffled(events: list[StoredEvent], chance: random.Random) -> list[list[StoredEvent]]:
    """Each stream in its own order, streams anyhow, repeats strewn in, cut into random batches."""
    streams = {e.stream_id: [o for o in events if o.stream_id == e.stream_id] for e in events}
    order: list[StoredEvent] = []
    while streams:
        name = chance.choice(sorted(streams))
        order.append(streams[name].pop(0))
        order.extend(chance.sample(order, min(len(order), chance.randrange(2))))
        if not streams[name]:
            del streams[name]
    batches: list[list[StoredEvent]] = []
    while order:
        size = chance.randrange(1, 9)
        batches.append(order[:size])
        order = order[size:]
    return batches


async def test_a_hole_makes_its_stream_wait_and_no_other(hearer: Hearer, teller: Teller) -> None:
    await teller.note("thing/1", "a", "b", "c")
    await teller.note("thing/2", "x")
    opened, first, _, third, other = await teller.events()
    inbox = await inbox_of(hearer, teller)
    await inbox.take(Batch([opened, first, third, other]))
    assert await hearer.texts() == {"a", "x"}
    assert await cursor(hearer) == (3, 5, 0)
    assert inbox.state.hole.is_set()
    await inbox.take(Batch(await teller.events(), from_feed=True))
    assert await hearer.texts() == {"a", "b", "c", "x"}
    assert await cursor(hearer) == (5, 5, 5)


async def test_what_the_model_refuses_is_parked_with_what_follows_it_and_the_rest_flows(
    hearer: Hearer, teller: Teller
) -> None:
    await teller.note("thing/1", "good", "x" * 101, "after it")
    await teller.note("thing/2", "other")
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    assert await hearer.texts() == {"good", "other"}
    assert await cursor(hearer) == (5, 5, 5)
    (stream,) = await list_parked(hearer.database.pool, "hearer")
    assert (stream["stream_id"], stream["version"], stream["code"], stream["events"]) == ("thing/1", 2, "refused", 2)
    assert stream["reason"] == "text: String should have at most 100 characters"
    await teller.note("thing/1", "later still")
    await take(inbox, *await teller.events())
    assert [row["code"] for row in await show_parked(hearer.database.pool, "hearer", inbox.source, "thing/1")] == [
        "refused", "follows", "follows",
    ]  # fmt: skip


async def test_what_a_table_refuses_is_found_among_many_and_parked(hearer: Hearer, teller: Teller) -> None:
    for n in range(50):
        await teller.note(f"thing/{n}", "refused by the table" if n in (17, 31) else str(n))
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    assert await hearer.count("noted") == 48
    parked = await list_parked(hearer.database.pool, "hearer")
    assert {p["stream_id"] for p in parked} == {"thing/17", "thing/31"}
    assert "CheckViolationError" in parked[0]["reason"]
    assert await cursor(hearer) == (51, 51, 51)


async def test_a_journal_gets_parked_events_too_but_not_one_that_it_refuses_itself(
    hearer: Hearer, teller: Teller
) -> None:
    hearer.journal = True
    await teller.note("thing/1", "x" * 101, "after it")
    await teller.note("thing/2", "twice in the journal")
    await hearer.database.pool.execute("INSERT INTO journal VALUES (4, '')")
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    assert await hearer.count("journal") == 4
    parked = await hearer.database.pool.fetch("SELECT stream_id, taken_in FROM parked ORDER BY position")
    assert [tuple(p) for p in parked] == [("thing/1", True), ("thing/1", True), ("thing/2", False)]
    await hearer.database.pool.execute("DELETE FROM journal WHERE position = 4")
    await retry(inbox, "thing/2", context=OPERATOR, reason="the journal is mended")
    assert await hearer.count("journal") == 4
    assert await hearer.texts() == {"twice in the journal"}


async def test_kinds_nobody_knows_are_parked_and_ignored_ones_pass(hearer: Hearer, teller: Teller) -> None:
    await teller.tell("thing/1", Ignored())
    await teller.tell("thing/2", Unheard(), Noted(text="behind it"))
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    (stream,) = await list_parked(hearer.database.pool, "hearer")
    assert (stream["code"], stream["events"]) == ("unknown_kind", 2)


async def test_a_release_that_knows_the_kind_takes_what_an_earlier_one_parked(hearer: Hearer, teller: Teller) -> None:
    await teller.tell("thing/2", Unheard(), Noted(text="behind it"))
    await take(await inbox_of(hearer, teller), *await teller.events())
    await retry_known(hearer.inbox(teller.log.source))
    assert await hearer.count("parked") == 2
    hearer.handles[("thing.unheard", 1)] = BaseModel
    await retry_known(hearer.inbox(teller.log.source))
    assert await hearer.count("parked") == 0
    assert await hearer.texts() == {"", "behind it"}


async def test_before_anything_is_parked_it_is_asked_whether_it_is_genuine(hearer: Hearer, teller: Teller) -> None:
    await teller.tell("thing/2", Unheard())
    inbox = await inbox_of(hearer, teller)
    with pytest.raises(Doubtful) as doubt:
        await inbox.take(Batch(await teller.events()))
    assert [e.type for e in doubt.value.events] == ["thing.unheard"]
    assert await cursor(hearer) == (0, 0, 0)


async def test_more_than_twenty_streams_parked_in_a_minute_stop_the_consumer(hearer: Hearer, teller: Teller) -> None:
    for n in range(21):
        await teller.tell(f"thing/{n}", Unheard())
    events = await teller.events()
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *events[:21])
    with pytest.raises(Stopped, match="20 streams"):
        await take(inbox, *events)
    assert await hearer.count("parked") == 20


async def test_an_infrastructure_error_leaves_nothing_behind_and_is_raised(hearer: Hearer, teller: Teller) -> None:
    await teller.note("thing/1", "a")
    hearer.fails = [OSError("the disk is gone")]
    inbox = await inbox_of(hearer, teller)
    with pytest.raises(OSError, match="disk"):
        await inbox.take(Batch(await teller.events()))
    assert await cursor(hearer) == (0, 0, 0)
    await inbox.take(Batch(await teller.events()))
    assert await hearer.texts() == {"a"}


async def test_a_serialization_failure_is_no_poison(hearer: Hearer, teller: Teller) -> None:
    await teller.note("thing/1", "a")
    hearer.fails = [asyncpg.SerializationError("could not serialize access")]
    inbox = await inbox_of(hearer, teller)
    with pytest.raises(asyncpg.SerializationError):
        await inbox.take(Batch(await teller.events()))
    assert await hearer.count("parked") == 0


@pytest.mark.parametrize(
    "change",
    [
        {"logid": "ee" * 32},
        {"event_id": UUID(int=5)},
        {"stream_id": "thing/new", "version": 1, "position": 2},
    ],
)
async def test_a_history_that_contradicts_what_came_is_doubted_and_if_genuine_stops_the_consumer(
    hearer: Hearer, teller: Teller, change: dict[str, Any]
) -> None:
    await teller.note("thing/1", "a")
    inbox = await inbox_of(hearer, teller)
    events = await teller.events()
    await inbox.take(Batch(events))
    contrary = events[-1]._replace(**change)
    with pytest.raises(Doubtful) as doubt:
        await inbox.take(Batch([contrary]))
    assert doubt.value.contradicting
    with pytest.raises(Stopped, match="another history"):
        await take(inbox, contrary)


async def test_reactions_stand_in_the_own_log_with_the_effect_and_name_their_cause(
    hearer: Hearer, teller: Teller
) -> None:
    hearer.reacts = True
    await teller.note("thing/1", "a", "b")
    inbox = await inbox_of(hearer, teller)
    await inbox.take(Batch(await teller.events()))
    own = await hearer.own_events()
    cause = (await teller.events())[1]
    assert [e.type for e in own] == ["noise.heard", "noise.heard"]
    assert own[0].causation_id == str(cause.event_id)
    assert own[0].recorded_at > cause.recorded_at
    await hearer.database.pool.execute("DELETE FROM stream_cursor")
    await hearer.database.pool.execute("DELETE FROM noted")
    await hearer.database.pool.execute("UPDATE source_cursor SET received = 0, highest = 0, complete_to = 0")
    await inbox.take(Batch(await teller.events()))
    assert len(await hearer.own_events()) == 2


async def test_no_transaction_appends_more_than_a_hundred_reactions(hearer: Hearer, teller: Teller) -> None:
    hearer.reacts = True
    await teller.note("thing/1", *map(str, range(250)))
    inbox = await inbox_of(hearer, teller)
    await inbox.take(Batch(await teller.events()))
    own = await hearer.own_events()
    assert len(own) == 250
    transactions = await hearer.database.pool.fetch("SELECT count(*) FROM event WHERE position > 1 GROUP BY xmin")
    assert max(row[0] for row in transactions) <= 100


async def test_a_reaction_that_conflicts_for_ever_parks_its_event_alone(hearer: Hearer, teller: Teller) -> None:
    hearer.reacts = True
    await teller.note("thing/1", "a")
    await teller.note("thing/2", "b")
    await Teller(hearer.database, hearer.log).tell("noise/thing/1/1", Noted(text="already taken"))
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    (stream,) = await list_parked(hearer.database.pool, "hearer")
    assert stream["stream_id"] == "thing/1"
    assert "conflict" in stream["reason"]
    assert await hearer.texts() == {"b"}


async def test_a_retry_applies_in_order_as_far_as_it_goes_and_is_told_by_an_event(
    hearer: Hearer, teller: Teller
) -> None:
    await teller.note("thing/1", "a", "refused by the table", "c", "refused by the table", "e")
    inbox = await inbox_of(hearer, teller)
    await take(inbox, *await teller.events())
    outcome = await retry(inbox, "thing/1", context=OPERATOR, reason="just trying")
    assert outcome.versions == []
    assert outcome.reason is not None
    assert await discard(inbox, "thing/1", 2, context=OPERATOR, reason="typed twice") == [2]
    outcome = await retry(inbox, "thing/1", context=OPERATOR, reason="the rest")
    assert outcome.versions == [3]
    assert "CheckViolation" in (outcome.reason or "")
    assert await hearer.texts() == {"a", "c"}
    (stream,) = await list_parked(hearer.database.pool, "hearer")
    assert (stream["version"], stream["code"], stream["events"]) == (4, "refused", 2)
    await hearer.database.pool.execute("ALTER TABLE noted DROP CONSTRAINT noted_text_check")
    assert (await retry(inbox, "thing/1", context=OPERATOR, reason="mended")).versions == [4, 5]
    told = await hearer.own_events()
    assert [(e.type, e.json()["versions"], e.actor) for e in told] == [
        ("parked.discarded", [2], OPERATOR.actor),
        ("parked.retried", [3], OPERATOR.actor),
        ("parked.retried", [4, 5], OPERATOR.actor),
    ]
    await teller.note("thing/1", "f")
    await inbox.take(Batch(await teller.events()))
    assert "f" in await hearer.texts()
    with pytest.raises(NothingParked):
        await retry(inbox, "thing/1", context=OPERATOR, reason="again")
    with pytest.raises(NothingParked):
        await discard(inbox, "thing/1", 9, context=OPERATOR, reason="again")


async def test_a_redacted_event_has_no_effect_and_parks_nothing(hearer: Hearer, teller: Teller) -> None:
    await teller.note("thing/1", "a", "b")
    opened, first, second = await teller.events()
    inbox = await inbox_of(hearer, teller)
    await inbox.take(Batch([opened, first._replace(salt=b"", data=b"redacted:" + b"0" * 64), second]))
    assert await hearer.texts() == {"b"}
    assert await hearer.count("parked") == 0
