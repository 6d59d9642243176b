"""A campaign's figures, per cell returned: with 1,000,000 facts in the tables beside the same with 10,000."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median
from time import perf_counter

from bench.figures import ROUNDS, Figure, figure
from bench.journal import CAMPAIGNS, fill
from bench.lab import Lab, connected
from chungtay_kernel.database import Database
from chungtay_reporting.figures import figures
from chungtay_reporting.rebuild import rebuild
from chungtay_reporting.vector import at

FEW, MANY = 10_000, 1_000_000
FACTS_PER_EVENT = 2
REPEATS = 30


@asynccontextmanager
async def with_facts(lab: Lab, facts: int) -> AsyncIterator[Database]:
    """A database of reporting whose tables the product built itself from a journal."""
    fresh = await lab.databases.fresh(
        "reporting", migrations="chungtay_reporting:migrations", name=f"reporting_{facts}"
    )
    async with connected(fresh.owner) as connection:
        await fill(connection, facts // FACTS_PER_EVENT)
    await rebuild(fresh.owner)
    database = Database(fresh.app)
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


async def microseconds_a_cell(database: Database) -> float:
    spent = []
    for number in range(REPEATS):
        began = perf_counter()
        async with at(database.pool) as now:
            found = await figures(now, CAMPAIGNS[number % len(CAMPAIGNS)])
        cells = [found.shown(cell) for cell in found.all()]
        spent.append((perf_counter() - began) / len(cells) * 1e6)
    return median(spent)


async def measure(lab: Lab) -> list[Figure]:
    async with with_facts(lab, FEW) as few, with_facts(lab, MANY) as many:
        rounds = [(await microseconds_a_cell(few), await microseconds_a_cell(many)) for _ in range(ROUNDS)]
    return [
        figure(
            "figures of a campaign, a cell, at 1,000,000 facts / at 10,000", [m for _, m in rounds],
            [f for f, _ in rounds], unit="µs", target=1.5, better="lower",
        )
    ]  # fmt: skip
