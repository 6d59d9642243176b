"""Appending: the product's writer (chain, keys, guards, read models) beside raw group commit and a peer library."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab, connected
from bench.raw_commit import TABLE, RawWriter, rate, row
from bench.samples import activity, wish
from chungtay_intake.readmodels import MODELS
from chungtay_kernel.database import Database
from chungtay_kernel.log import open_log
from chungtay_kernel.writer import Writer

SECONDS = 2.5


@asynccontextmanager
async def product_writer(lab: Lab) -> AsyncGenerator[Writer]:
    fresh = await lab.databases.fresh("intake", migrations="chungtay_intake:migrations")
    database = Database(fresh.app)
    await database.start()
    writer = Writer(database, await open_log(database, "intake", simulated=False, models=MODELS))
    loop = asyncio.create_task(writer.run())
    try:
        yield writer
    finally:
        loop.cancel()
        await writer.stop()
        await database.stop()


async def of_product(lab: Lab, callers: int) -> float:
    async with product_writer(lab) as writer:
        return await rate(callers, SECONDS, lambda: writer.append(wish()))


async def of_raw(lab: Lab, callers: int) -> float:
    fresh = await lab.databases.fresh("raw", migrations=None)
    data = activity(1).encode().decode()
    async with connected(fresh.owner) as connection:
        await connection.execute(TABLE)
        writer = RawWriter(connection)
        loop = asyncio.create_task(writer.run())
        found = await rate(callers, SECONDS, lambda: writer.append(row(data)))
        loop.cancel()
        return found


def of_peer(lab: Lab) -> float:
    """One-event saves of the `eventsourcing` library on the same server."""
    address = urlsplit(lab.postgres)
    os.environ |= {
        "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": "postgres", "POSTGRES_PASSWORD": "-",
        "POSTGRES_HOST": str(address.hostname), "POSTGRES_PORT": str(address.port), "POSTGRES_USER": "postgres",
    }  # fmt: skip
    from bench.peer import saves_per_second

    return saves_per_second(SECONDS)


async def measure(lab: Lab) -> list[Figure]:
    product, raw, peer = [], [], []
    for _ in range(ROUNDS):
        raw.append(await of_raw(lab, 128))
        product.append(await of_product(lab, 128))
        peer.append(await asyncio.to_thread(of_peer, lab))
    alone = [(await of_raw(lab, 1), await of_product(lab, 1)) for _ in range(ROUNDS)]
    return [
        figure("append, 128 callers / raw group commit", product, raw, unit="events/s", target=0.45, better="higher"),
        figure("append, 128 callers / eventsourcing", product, peer, unit="events/s", target=20, better="higher"),
        figure(
            "append, 1 caller / raw insert", [p for _, p in alone], [r for r, _ in alone],
            unit="events/s", target=None, better="higher",
        ),
    ]  # fmt: skip
