"""The log: gapless, chained, grouped, guarded; on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import ClassVar

import asyncpg
import pytest

from chungtay_kernel import chain
from chungtay_kernel.append import (
    Append,
    Appended,
    Conflict,
    EventTooLarge,
    InlineModel,
    KeyReused,
    LogClosed,
    LogWriter,
    append_group,
    catch_up,
    prepare,
)  # fmt: skip
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.events import Context, Decision, Draft, Event, Guard, StoredEvent
from chungtay_kernel.log import ForeignClock, LaterThanClock, Log, open_log
from chungtay_kernel.migrate import grant
from chungtay_kernel.writer import AppendRefused, LogUnavailable, Writer


class Noted(Event):
    TYPE: ClassVar[str] = "thing.noted"
    text: str


CONTEXT = Context("officer:U1:someone", "a-correlation")


def append(
    key: str, stream: str = "thing/1", expected: int = 0, *, text: str = "có dấu", scope: str = "",
    guards: Sequence[Guard] = (), count: int = 1, context: Context = CONTEXT, request: bytes = b"asked",
) -> Append:  # fmt: skip
    events = [Noted(text=text)] * count
    decision = Decision([Draft(stream, expected, events, "c1", scope)], {"said": key}, guards)
    return prepare(key, request, context, decision, [])


async def group(database: Database, log: LogWriter, *appends: Append) -> list[object]:
    async with database.pool.acquire() as connection, connection.transaction():
        return list(await append_group(connection, log, appends))


async def whole(database: Database, log: LogWriter) -> list[StoredEvent]:
    return await Log(database, log).after(0, 100_000)


def assert_chained(events: Sequence[StoredEvent]) -> None:
    previous = chain.GENESIS
    for position, event in enumerate(events, 1):
        assert event.position == position
        assert chain.hash_of(event, previous) == event.hash
        previous = event.hash
    assert events[0].hash.hex() == events[0].logid


@pytest.fixture
async def log(database: Database) -> LogWriter:
    return await open_log(database, "things", simulated=False)


@asynccontextmanager
async def writing(database: Database, log: LogWriter) -> AsyncIterator[Writer]:
    writer = Writer(database, log)
    task = asyncio.create_task(writer.run())
    try:
        yield writer
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await writer.stop()


async def test_the_first_row_names_service_and_clock_and_is_the_logs_identity(
    database: Database, log: LogWriter
) -> None:
    (first,) = await whole(database, log)
    assert first.json() == {"service": "things", "clock": "system"}
    assert first.hash.hex() == log.logid
    assert await open_log(database, "things", simulated=False) == log


async def test_a_log_is_not_opened_on_the_other_clock(database: Database, log: LogWriter) -> None:
    with pytest.raises(ForeignClock, match="runs on the system clock"):
        await open_log(database, "things", simulated=True)


async def test_each_command_of_a_group_has_its_own_outcome(database: Database, log: LogWriter) -> None:
    outcomes = await group(
        database, log, append("k1"), append("k2", expected=4), append("k3", "thing/2", count=3), append("k1")
    )
    assert outcomes[0] == Appended("thing/1", 1, 2, b'{"said":"k1"}')
    assert isinstance(outcomes[1], Conflict)
    assert outcomes[2] == Appended("thing/2", 3, 5, b'{"said":"k3"}')
    assert outcomes[3] == Appended("thing/1", 1, 2, b'{"said":"k1"}', replayed=True)
    assert_chained(await whole(database, log))


async def test_a_key_answers_its_stored_answer_and_refuses_another_body(database: Database, log: LogWriter) -> None:
    await group(database, log, append("k1"))
    again, other = await group(database, log, append("k1", expected=1), append("k1", request=b"something else"))
    assert again == Appended("thing/1", 1, 2, b'{"said":"k1"}', replayed=True)
    assert other == KeyReused("k1")
    assert len(await whole(database, log)) == 2


async def test_a_guard_refuses_what_moved_in_its_scope_even_within_the_group(
    database: Database, log: LogWriter
) -> None:
    await group(database, log, append("k1", scope="c1/U1"))
    stale, fresh = await group(
        database, log,
        append("k2", "thing/2", guards=[Guard("c1/U1", 1)]), append("k3", "thing/3", guards=[Guard("c1/U1", 2)]),
    )  # fmt: skip
    assert [type(stale), type(fresh)] == [Conflict, Appended]
    moved, late = await group(
        database, log, append("k4", "thing/4", scope="c1/U1"), append("k5", "thing/5", guards=[Guard("c1/U1", 2)])
    )
    assert [type(moved), type(late)] == [Appended, Conflict]


async def test_sixteen_writers_at_once_leave_no_hole_and_lose_no_command(database: Database, log: LogWriter) -> None:
    async def one(n: int) -> list[object]:
        return [(await group(database, log, append(f"{n}-{i}", f"thing/{n}-{i}")))[0] for i in range(25)]

    outcomes = await asyncio.gather(*(one(n) for n in range(16)))
    assert all(isinstance(o, Appended) for many in outcomes for o in many)
    events = await whole(database, log)
    assert len(events) == 1 + 16 * 25
    assert_chained(events)
    assert all(a.recorded_at <= b.recorded_at for a, b in pairwise(events))


async def test_only_the_command_at_fault_is_refused_and_its_group_stands(database: Database, log: LogWriter) -> None:
    await database.pool.execute("ALTER TABLE event ADD CHECK (type <> 'thing.noted' OR stream_id <> 'thing/bad')")
    async with writing(database, log) as writer:
        names = [f"thing/{i}" for i in range(7)] + ["thing/bad"] + [f"thing/{i}" for i in range(8, 20)]
        results = await asyncio.gather(*(writer.append(append(name, name)) for name in names), return_exceptions=True)
    assert [n for n, r in zip(names, results, strict=True) if isinstance(r, AppendRefused)] == ["thing/bad"]
    assert sum(isinstance(r, Appended) for r in results) == 19
    assert_chained(await whole(database, log))


async def test_a_caller_that_hangs_up_does_not_undo_what_its_group_commits(database: Database, log: LogWriter) -> None:
    async with writing(database, log) as writer:
        impatient = asyncio.create_task(writer.append(append("k1")))
        patient = asyncio.create_task(writer.append(append("k2", "thing/2")))
        await asyncio.sleep(0)
        impatient.cancel()
        assert isinstance(await patient, Appended)
    assert {e.stream_id for e in await whole(database, log)} == {"log/things", "thing/1", "thing/2"}


async def test_a_command_past_its_deadline_is_not_started(database: Database, log: LogWriter) -> None:
    async with writing(database, log) as writer:
        with pytest.raises(LogUnavailable, match="deadline"):
            await writer.append(append("k1"), patience=-1)
    assert len(await whole(database, log)) == 1


async def test_a_lost_session_answers_unavailable_and_the_next_command_has_a_new_one(
    database: Database, log: LogWriter
) -> None:
    async with writing(database, log) as writer:
        await writer.append(append("k1"))
        async with database.pool.acquire() as holder, holder.transaction():
            await holder.execute("LOCK TABLE event")
            waiting = asyncio.create_task(writer.append(append("k2", "thing/2")))
            while not await _end_session(database, "things-writer"):
                pass
            with pytest.raises(LogUnavailable):
                await waiting
        assert isinstance(await writer.append(append("k2", "thing/2")), Appended)


async def _end_session(database: Database, name: str) -> bool:
    return bool(
        await database.pool.fetchval(
            """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE application_name = $1 AND wait_event_type = 'Lock'""",
            name,
        )
    )


async def test_a_closed_log_takes_no_writes_and_says_why(database: Database, log: LogWriter) -> None:
    await database.pool.execute("UPDATE log_state SET closed_reason = 'restored to an older past'")
    with pytest.raises(LogClosed, match="older past"):
        await group(database, log, append("k1"))


async def test_a_cause_recorded_later_than_our_clock_moves_the_effect_after_it(
    database: Database, log: LogWriter
) -> None:
    cause = datetime.now(UTC) + timedelta(seconds=30)
    context = Context("system:things:reaction", "c", not_before=cause)
    await group(database, log, append("k1", context=context), append("k2", "thing/2"))
    _, effect, later = await whole(database, log)
    assert effect.recorded_at == cause + timedelta(microseconds=1)
    assert later.recorded_at >= effect.recorded_at


async def test_the_head_as_of_a_moment_is_final(database: Database, log: LogWriter) -> None:
    await group(database, log, append("k1"))
    reader = Log(database, log)
    moment = await database.pool.fetchval("SELECT clock_timestamp()")
    before = await reader.head_as_of(moment)
    assert before.position == 2
    await group(database, log, append("k2", "thing/2"))
    assert (await whole(database, log))[-1].recorded_at > moment
    assert await reader.head_as_of(moment) == before
    assert (await reader.head_as_of((await whole(database, log))[0].recorded_at)).position == 1
    with pytest.raises(LaterThanClock):
        await reader.head_as_of(moment + timedelta(hours=1))


async def test_a_model_applies_first_what_an_older_release_appended_without_it(
    database: Database, log: LogWriter
) -> None:
    await database.pool.execute("CREATE TABLE seen (stream_id text)")
    await group(database, log, append("k1"), append("k2", "thing/2", count=250))

    async def note(tx: Tx, events: Sequence[StoredEvent]) -> None:
        await tx.execute("INSERT INTO seen SELECT unnest($1::text[])", [e.stream_id for e in events])

    newer = LogWriter(log.source, log.logid, simulated=False, models=(InlineModel("seen", note),))
    await group(database, newer, append("k3", "thing/3"))
    await group(database, log, append("k4", "thing/4"))
    await group(database, newer, append("k5", "thing/5"))
    rows = await database.pool.fetch("SELECT stream_id FROM seen")
    assert [r["stream_id"] for r in rows] == [e.stream_id for e in await whole(database, log)]


async def test_a_new_model_over_a_long_log_is_filled_before_anybody_writes(database: Database, log: LogWriter) -> None:
    await database.pool.execute("CREATE TABLE seen (stream_id text)")
    await group(database, log, append("k1", count=2500))
    batches: list[int] = []

    async def note(tx: Tx, events: Sequence[StoredEvent]) -> None:
        batches.append(len(events))
        await tx.execute("INSERT INTO seen SELECT unnest($1::text[])", [e.stream_id for e in events])

    newer = LogWriter(log.source, log.logid, simulated=False, models=(InlineModel("seen", note),))
    await catch_up(database.pool, newer)
    assert batches == [1000, 1000, 501]
    assert await database.pool.fetchval("SELECT count(*) FROM seen") == 2501
    await catch_up(database.pool, newer)
    assert len(batches) == 3


def test_what_no_reader_would_take_is_not_appended() -> None:
    with pytest.raises(EventTooLarge, match="stream id"):
        append("k1", "thing/" + "á" * 300)
    with pytest.raises(EventTooLarge, match="envelope"):
        append("k1", scope="s" * 1025)
    with pytest.raises(EventTooLarge, match="envelope"):
        append("k1", context=Context("officer:U1:a\0", "c"))


async def test_the_application_role_can_add_to_the_log_but_not_change_it(database: Database, log: LogWriter) -> None:
    owner, application = await database.connect_direct(), Database(database.url.replace("_owner", "_app"))
    await grant(owner, "things_app")
    await application.start()
    await group(application, log, append("k1"))
    for forbidden in ("UPDATE event SET data = 'x'", "DELETE FROM event", "TRUNCATE event"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.pool.execute(forbidden)
    await application.stop()
    await owner.close()


async def test_an_emptied_event_keeps_the_chain_whole_and_a_changed_byte_breaks_it(
    database: Database, log: LogWriter
) -> None:
    await group(database, log, append("k1"), append("k2", "thing/2"))
    await database.pool.execute(
        """UPDATE event SET salt = '', data = convert_to('redacted:' || encode(sha256(salt || data), 'hex'), 'UTF8')
           WHERE position = 2"""
    )
    assert_chained(await whole(database, log))
    await database.pool.execute("UPDATE event SET data = set_byte(data, 9, 65) WHERE position = 3")
    with pytest.raises(AssertionError):
        assert_chained(await whole(database, log))
