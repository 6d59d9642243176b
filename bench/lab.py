"""The servers one run measures on: a PostgreSQL and a Kafka of its own, as the one-machine system starts them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

import asyncpg

from chungtay_kernel.topics import Topic, create_topics
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports

LOOK_EVERY = 0.004
"""Seconds: rarely enough to cost nothing, often enough for runs of a second."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """`rebuilt`: events of the journal that facts are rebuilt from."""

    rebuilt: int = 200_000


FULL = Sizes(rebuilt=1_000_000)


@dataclass(frozen=True, slots=True)
class Lab:
    """`postgres` is the superuser's URL, `kafka` the bootstrap server, `folder` for what a part leaves lying."""

    postgres: str
    kafka: str
    folder: Path
    sizes: Sizes = Sizes()

    @property
    def databases(self) -> Databases:
        return Databases(self.postgres)

    async def topic(self) -> str:
        """A topic of its own, with the product's partitions and settings."""
        name = f"raw-{uuid4().hex[:8]}"
        await create_topics(self.kafka, [Topic(name)])
        return name


@contextmanager
def opened(*, with_kafka: bool = True, sizes: Sizes = Sizes()) -> Iterator[Lab]:
    with TemporaryDirectory(prefix="chungtay-bench-") as name:
        folder = Path(name)
        database = postgres.start(folder / "postgres", port=free_ports(1)[0])
        broker = kafka.start(folder / "kafka") if with_kafka else None
        try:
            yield Lab(database.address, broker.address if broker else "", folder, sizes)
        finally:
            if broker:
                broker.stop()
            database.stop()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def running(*loops: Any) -> AsyncIterator[None]:
    """Loops beside the block, cancelled at its end; one that fails meanwhile is told."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        for failure in ended:
            if isinstance(failure, Exception):
                raise failure


async def pace(reached: Callable[[], int], end: int) -> float:
    """Events a second, from the first that were seen to have come through to the last."""
    before = reached()
    while (first := reached()) == before:
        await asyncio.sleep(LOOK_EVERY)
    began = perf_counter()
    while reached() < end:
        await asyncio.sleep(LOOK_EVERY)
    return (end - first) / (perf_counter() - began)


async def reaches(reached: Callable[[], int], end: int) -> None:
    while reached() < end:
        await asyncio.sleep(LOOK_EVERY)


def loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop for both sides, as uvicorn runs the services."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
