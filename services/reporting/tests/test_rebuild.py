"""Facts built again from the journal are the facts that were there, whatever came, and in whatever order."""

from __future__ import annotations

from random import Random
from uuid import UUID

import asyncpg
import pytest
from histories import Log, Month, arrivals, incoming, months
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay_local.fresh_databases import Databases
from chungtay_reporting import journal, rebuild
from chungtay_reporting.consumers import hear_intake, hear_tasks
from chungtay_reporting.tables import TABLES
from chungtay_reporting.vector import OWN

MIGRATIONS = "chungtay_reporting:migrations"
PROPERTY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def hear(tx: asyncpg.Connection, log: Log, random: Random, parked: str | None, complete_to: int) -> None:
    """Takes a log in as the consumer does, one stream of it parked."""
    hears = hear_intake if log.source == "intake" else hear_tasks
    await journal.receive(tx, log.events)
    for batch in arrivals(log, random):
        await hears(tx, incoming(e for e in batch if e.stream_id != parked))
    for event in log.events:
        if event.stream_id == parked:
            await park(tx, log.source, event.position, event.stream_id, event.version)
    await tx.execute(
        "INSERT INTO source_cursor (consumer, source, received, highest, complete_to) VALUES ($1, $2, $3, $3, $4)",
        OWN, log.source, len(log.events), complete_to,
    )  # fmt: skip


async def park(tx: asyncpg.Connection, source: str, position: int, stream: str, version: int) -> None:
    await tx.execute(
        """INSERT INTO parked SELECT $1, $2, $3, $4, $5, $6, '', 1, '', '', now(), now(), '', '', '', '', '', '',
             '', '', 'parked', 'refused', 'không đọc được', true""",
        OWN, source, stream, version, position, UUID(int=position),
    )  # fmt: skip


async def generation(tx: asyncpg.Connection, name: str) -> dict[str, list[asyncpg.Record]]:
    dumped = {}
    for table in TABLES:
        standing = "WHERE facts <> 0" if table in ("cell", "member") else ""
        dumped[table] = await tx.fetch(f"SELECT * FROM {table}_{name} AS t {standing} ORDER BY t::text")
    return dumped


@PROPERTY
@given(month=months(), seed=st.integers(0, 2**32), data=st.data())
async def test_a_rebuild_gives_the_tables_that_consuming_gave(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, month: Month, seed: int, data: st.DataObject
) -> None:
    monkeypatch.setattr(rebuild, "PAGE", data.draw(st.integers(1, 5)))
    fresh = await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_rebuilt")
    connection = await asyncpg.connect(fresh.app)
    try:
        streams = sorted({e.stream_id for e in month.intake.events})
        parked = data.draw(st.sampled_from([None, *streams]))
        for log in (month.intake, month.tasks):
            heard = data.draw(st.integers(0, len(log.events)))
            await hear(connection, log, Random(seed), parked, heard)
        done = await rebuild.rebuild(fresh.owner)
        assert (done.generation, done.differing) == ("b", 0)
        assert await connection.fetchval("SELECT generation FROM serving") == "b"
        assert await generation(connection, "a") == await generation(connection, "b")
    finally:
        await connection.close()


async def test_what_was_parked_and_released_during_a_rebuild_is_not_lost(databases: Databases) -> None:
    """The bulk skips a parked stream; released before the switch, it counts."""
    fresh = await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_released")
    connection = await asyncpg.connect(fresh.owner)
    log = Log("intake")
    data = {
        "campaign": "c",
        "unit": "XP-1",
        "occurred_on": "2024-06-01",
        "figures": [{"indicator": "SUM", "value": "5"}],
    }
    first = log.append("activity/1", "activity.recorded", data)
    log.append("activity/2", "activity.recorded", data)
    await hear(connection, log, Random(1), None, 2)
    progress = rebuild.Progress(rebuild.INTAKE, reached=2, skipped={first.position})
    applied = await rebuild._apply(connection, "b", progress, 2, set())
    assert applied == 1
    assert await connection.fetchval("SELECT total FROM cell_b") == 5
    await connection.close()


async def test_what_was_parked_before_it_was_journalled_ends_no_rebuild(databases: Databases) -> None:
    fresh = await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_not_taken_in")
    connection = await asyncpg.connect(fresh.app)
    log = Log("intake")
    data = {"campaign": "c", "unit": "XP-1", "occurred_on": "2024-06-01", "figures": []}
    log.append("activity/1", "activity.recorded", data)
    parked = log.append("activity/2", "activity.recorded", data)
    await park(connection, "intake", parked.position, parked.stream_id, parked.version)
    log.events.remove(parked)
    await hear(connection, log, Random(1), None, complete_to=parked.position)
    done = await rebuild.rebuild(fresh.owner)
    assert (done.events, done.differing) == (1, 0)
    await connection.close()


async def test_two_rebuilds_do_not_run_beside_each_other(databases: Databases) -> None:
    fresh = await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_twice")
    async with rebuild._connections(fresh.owner):
        with pytest.raises(rebuild.AlreadyRunning):
            await rebuild.rebuild(fresh.owner)
