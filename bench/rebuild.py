"""Rebuilding the facts from the journal, beside COPY of the same fact rows into a table with the same indexes."""

from __future__ import annotations

from time import perf_counter

import asyncpg

from bench.figures import ROUNDS, Figure, figure
from bench.journal import fill
from bench.lab import Lab, connected
from chungtay_reporting.facts import FACT_COLUMNS
from chungtay_reporting.generations import serving
from chungtay_reporting.rebuild import rebuild
from chungtay_reporting.tables import fact_indexes


async def of_product(connection: asyncpg.Connection[asyncpg.Record], owner: str) -> float:
    """Seconds of the whole rebuild: from the journal to the switch."""
    await connection.execute("UPDATE serving SET since = '-infinity'")  # no reader here has to be waited for
    began = perf_counter()
    await rebuild(owner)
    return perf_counter() - began


async def of_raw(connection: asyncpg.Connection[asyncpg.Record], rows: list[asyncpg.Record]) -> float:
    await connection.execute("DROP TABLE IF EXISTS fact_raw; CREATE TABLE fact_raw (LIKE fact_a)")
    for statement in fact_indexes("raw").values():
        await connection.execute(statement)
    began = perf_counter()
    await connection.copy_records_to_table("fact_raw", records=rows, columns=FACT_COLUMNS)
    return perf_counter() - began


async def measure(lab: Lab) -> list[Figure]:
    fresh = await lab.databases.fresh("reporting", migrations="chungtay_reporting:migrations")
    product, raw = [], []
    async with connected(fresh.owner) as connection:
        await fill(connection, lab.sizes.rebuilt)
        for _ in range(ROUNDS):
            product.append(await of_product(connection, fresh.owner))
            table = f"fact_{await serving(connection)}"
            rows = await connection.fetch(f"SELECT {', '.join(FACT_COLUMNS)} FROM {table} ORDER BY from_position")
            raw.append(await of_raw(connection, rows))
    name = f"rebuild of facts from {lab.sizes.rebuilt:,} events / COPY of the rows"
    return [figure(name, product, raw, unit="s", target=1.5, better="lower")]
