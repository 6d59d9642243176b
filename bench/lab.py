"""The servers one run measures on: a PostgreSQL and a Kafka of its own, as the one-machine system starts them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports


@dataclass(frozen=True, slots=True)
class Lab:
    """`postgres` is the superuser's URL, `kafka` the bootstrap server."""

    postgres: str
    kafka: str

    @property
    def databases(self) -> Databases:
        return Databases(self.postgres)


@contextmanager
def opened(*, with_kafka: bool = True) -> Iterator[Lab]:
    with TemporaryDirectory(prefix="chungtay-bench-") as folder:
        database = postgres.start(Path(folder) / "postgres", port=free_ports(1)[0])
        broker = kafka.start(Path(folder) / "kafka") if with_kafka else None
        try:
            yield Lab(database.address, broker.address if broker else "")
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
