"""Timers: each fires once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest

from chungtay_kernel.append import LogWriter
from chungtay_kernel.database import Database
from chungtay_kernel.events import Decision, Draft, Event, StoredEvent
from chungtay_kernel.log import Log, open_log
from chungtay_kernel.problems import Refusal
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.testing import until
from chungtay_kernel.timers import NotYet, Timer, TimerHandler, Timers, due_timers

PAST = datetime.now(UTC) - timedelta(days=3)


class BellRung(Event):
    TYPE: ClassVar[str] = "bell.rung"
    bell: str


@pytest.fixture
async def log(database: Database) -> Log:
    return Log(database, await open_log(database, "things", simulated=False))


async def set_timer(database: Database, name: str, due_at: datetime = PAST, kind: str = "bell") -> None:
    await database.pool.execute("INSERT INTO timer (id, kind, due_at) VALUES ($1, $2, $3)", name, kind, due_at)


def rings(log: Log, *, stream: str | None = None) -> TimerHandler:
    async def ring(timer: Timer) -> Sequence[Reaction]:
        name = stream or f"bell/{timer.id}"
        version = len(await log.stream(name))
        decision = Decision([Draft(name, version, [BellRung(bell=timer.id)])], {})
        return [Reaction(timer.key, timer.context("things"), decision)]

    return ring


def timers(database: Database, writer: LogWriter, handler: TimerHandler) -> Timers:
    return Timers(database, writer, {"bell": handler})


async def rung(log: Log) -> list[StoredEvent]:
    return [e for e in await log.after(0, 1000) if e.type == "bell.rung"]


async def test_a_due_timer_fires_once(database: Database, log: Log) -> None:
    await set_timer(database, "a")
    ours = timers(database, log.writer, rings(log))
    assert [await ours.fire_due(), await ours.fire_due()] == [1, 0]
    (event,) = await rung(log)
    assert (event.actor, event.correlation_id) == ("system:things:timer", "timer:a")


async def test_a_timer_that_is_not_due_rests(database: Database, log: Log) -> None:
    await set_timer(database, "a", datetime.now(UTC) + timedelta(hours=1))
    assert await timers(database, log.writer, rings(log)).fire_due() == 0
    assert await due_timers(database) == 0


async def test_they_fire_in_the_order_they_fell_due(database: Database, log: Log) -> None:
    for hours, name in ((1, "late"), (3, "early"), (2, "middle")):
        await set_timer(database, name, PAST - timedelta(hours=hours))
    await timers(database, log.writer, rings(log)).fire_due()
    assert [e.json()["bell"] for e in await rung(log)] == ["early", "middle", "late"]


async def test_two_leaders_at_once_fire_it_once(database: Database, log: Log) -> None:
    for n in range(20):
        await set_timer(database, str(n))
    several = [timers(database, log.writer, rings(log)) for _ in range(3)]
    await asyncio.gather(*(t.fire_due() for t in several))
    assert sorted(e.json()["bell"] for e in await rung(log)) == sorted(map(str, range(20)))


async def test_a_stream_that_moves_meanwhile_is_decided_again(database: Database, log: Log) -> None:
    for n in range(10):
        await set_timer(database, str(n))
    one = timers(database, log.writer, rings(log, stream="bell/shared"))
    two = timers(database, log.writer, rings(log, stream="bell/shared"))
    await asyncio.gather(one.fire_due(), two.fire_due())
    await one.fire_due()
    assert sorted(e.json()["bell"] for e in await rung(log)) == sorted(map(str, range(10)))


async def test_a_timer_that_waits_for_foreign_facts_does_not_hold_up_the_others(database: Database, log: Log) -> None:
    ready = False
    ring = rings(log)

    async def handler(timer: Timer) -> Sequence[Reaction]:
        if timer.id == "waits" and not ready:
            raise NotYet("its facts are on their way")
        return await ring(timer)

    await set_timer(database, "waits", PAST - timedelta(days=1))
    await set_timer(database, "other")
    ours = timers(database, log.writer, handler)
    assert (await ours.fire_due(), await due_timers(database)) == (1, 1)
    ready = True
    assert (await ours.fire_due(), await due_timers(database)) == (1, 0)


async def test_an_error_leaves_the_timer_due_and_the_others_fire(database: Database, log: Log) -> None:
    ring = rings(log)

    async def handler(timer: Timer) -> Sequence[Reaction]:
        if timer.id == "bad":
            raise ZeroDivisionError
        return await ring(timer)

    await set_timer(database, "bad")
    await set_timer(database, "good")
    await set_timer(database, "strange", kind="unknown to this release")
    assert await timers(database, log.writer, handler).fire_due() == 1
    assert await due_timers(database) == 2


@pytest.mark.parametrize("outcome", [(), Refusal("moot", 409, vi="Thôi.", en="Never mind.")])
async def test_nothing_to_do_and_a_refusal_are_outcomes(database: Database, log: Log, outcome: Any) -> None:
    async def handler(timer: Timer) -> Sequence[Reaction]:
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    await set_timer(database, "a")
    assert await timers(database, log.writer, handler).fire_due() == 1
    assert (await due_timers(database), await rung(log)) == (0, [])


async def test_a_timer_moved_while_it_is_decided_does_not_fire(database: Database, log: Log) -> None:
    ring = rings(log)

    async def handler(timer: Timer) -> Sequence[Reaction]:
        later = datetime.now(UTC) + timedelta(hours=1)
        await database.pool.execute("UPDATE timer SET due_at = $2 WHERE id = $1", timer.id, later)
        return await ring(timer)

    await set_timer(database, "a")
    await timers(database, log.writer, handler).fire_due()
    assert await rung(log) == []
    assert await database.pool.fetchval("SELECT fired_at FROM timer") is None


async def test_the_loop_fires_what_falls_due_and_a_second_process_waits_its_turn(database: Database, log: Log) -> None:
    leader = asyncio.create_task(timers(database, log.writer, rings(log)).run())
    await set_timer(database, "first")
    await until(lambda: rung(log))
    second = asyncio.create_task(timers(database, log.writer, rings(log)).run())
    leader.cancel()
    await asyncio.gather(leader, return_exceptions=True)
    await set_timer(database, "second", datetime.now(UTC) + timedelta(milliseconds=200))

    async def both() -> bool:
        return len(await rung(log)) == 2

    await until(both)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
