"""Any interleaving that keeps each stream's order, in any batches, at any vector: the figures of computing anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from random import Random

import asyncpg
from histories import (
    CAMPAIGN,
    INDICATORS,
    UNITS,
    WEEK,
    Expected,
    Fact,
    Month,
    arrivals,
    expected,
    incoming,
    months,
    plain_figure,
    plain_rest,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay_reporting.consumers import hear_intake, hear_tasks
from chungtay_reporting.figures import Figures, figures
from chungtay_reporting.vector import NOTHING, OWN, At, Mark

PROPERTY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCOPES = ["total", "XP", *UNITS]
TABLES = {
    "fact_a": "campaign, indicator, unit, stream_id, version, first, member, value, from_position, to_position",
    "cell_a": "campaign, held_by, indicator, unit, total, facts, approximate",
    "member_a": "campaign, held_by, indicator, unit, member, facts",
    "filing_a": "stream_id, version, position, to_position",
    "filed_a": "stream_id, version, held_by",
    "verdict_a": "stream_id, version, position",
    "obstacle_a": "obstacle, version, position, state",
}


async def hear(tx: asyncpg.Connection, month: Month, random: Random) -> None:
    """Both sources as they may arrive beside each other."""
    queues = {hear_intake: arrivals(month.intake, random), hear_tasks: arrivals(month.tasks, random)}
    while waiting := [hears for hears, batches in queues.items() if batches]:
        hears = random.choice(waiting)
        await hears(tx, incoming(queues[hears].pop(0)))


def at(tx: asyncpg.Connection, month: Month, intake: int, tasks: int) -> At:
    vector = {"intake": Mark(intake, b"", ""), "tasks": Mark(tasks, b"", ""), OWN: NOTHING}
    return At(tx, "a", vector, len(month.intake.events))


def assert_equal(found: Figures, plain: Expected) -> None:
    assert_figures(found, plain, plain.facts)
    units = {u for u in UNITS if u != "TTYT"}
    assert found.cell("received", "total").parts.value == len(units & plain.filings.keys())
    assert found.cell("accepted", "total").parts.value == len(units & plain.units_accepted)


def assert_figures(found: Figures, plain: Expected, facts: Sequence[Fact]) -> None:
    accepted = [f for f in facts if plain.holds(f)]
    rest = [f for f in facts if not plain.holds(f)]
    for code in INDICATORS:
        for scope in SCOPES:
            parts = found.cell(code, scope).parts
            wanted = (
                plain_figure(code, scope, facts), plain_figure(code, scope, accepted),
                plain_rest(code, scope, accepted, rest),
            )  # fmt: skip
            if code == "OR06" and found.period is None and scope in ("total", "CATX") and plain.closed is not None:
                value, held, provisional = wanted
                wanted = (value or 0) + plain.closed, (held or 0) + plain.closed if plain.closed else held, provisional
            assert tuple(parts) == wanted, (code, scope)


@PROPERTY
@given(month=months(), seed=st.integers(0, 2**32), data=st.data())
async def test_any_arrival_at_any_vector_gives_the_figures_of_computing_anew(
    connection: asyncpg.Connection, month: Month, seed: int, data: st.DataObject
) -> None:
    transaction = connection.transaction()
    await transaction.start()
    try:
        await hear(connection, month, Random(seed))
        ends = len(month.intake.events), len(month.tasks.events)
        past = data.draw(st.integers(0, ends[0])), data.draw(st.integers(1, ends[1]))
        for intake, tasks in (ends, past):
            found = await figures(at(connection, month, intake, tasks), CAMPAIGN)
            plain = expected(month, intake, tasks)
            assert_equal(found, plain)
            week = await figures(at(connection, month, intake, tasks), CAMPAIGN, WEEK)
            assert_figures(week, plain, plain.of_week())
    finally:
        await transaction.rollback()


@PROPERTY
@given(month=months(), seed=st.integers(0, 2**32))
async def test_any_arrival_leaves_the_tables_of_arriving_in_order(
    connection: asyncpg.Connection, month: Month, seed: int
) -> None:
    tables = []
    for in_order in (True, False):
        transaction = connection.transaction()
        await transaction.start()
        try:
            if in_order:
                await hear_intake(connection, incoming(month.intake.events))
                await hear_tasks(connection, incoming(month.tasks.events))
            else:
                await hear(connection, month, Random(seed))
            tables.append({t: await rows(connection, t) for t in TABLES})
        finally:
            await transaction.rollback()
    assert tables[0] == tables[1]


async def rows(tx: asyncpg.Connection, table: str) -> Sequence[asyncpg.Record]:
    """A table's rows; a cell whose facts are all gone is as good as none."""
    standing = "WHERE facts <> 0" if table in ("cell_a", "member_a") else ""
    return await tx.fetch(f"SELECT {TABLES[table]} FROM {table} {standing} ORDER BY {TABLES[table]}")


@PROPERTY
@given(month=months(), seed=st.integers(0, 2**32))
async def test_running_totals_are_the_sums_of_standing_facts(
    connection: asyncpg.Connection, month: Month, seed: int
) -> None:
    transaction = connection.transaction()
    await transaction.start()
    try:
        await hear(connection, month, Random(seed))
        plain = expected(month, len(month.intake.events), 0)
        totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for fact in plain.facts:
            totals[fact.indicator, fact.unit] += fact.value
        found = await connection.fetch("SELECT indicator, unit, total FROM cell_a WHERE held_by = 0 AND facts > 0")
        assert {(indicator, unit): total for indicator, unit, total in found} == totals
    finally:
        await transaction.rollback()
