"""The raw limit of appending: callers' rows coalesced into one INSERT … unnest … RETURNING, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

import asyncpg

TABLE = """CREATE TABLE IF NOT EXISTS ev (pos bigserial PRIMARY KEY, stream_id uuid NOT NULL, version int NOT NULL,
           type text NOT NULL, at timestamptz NOT NULL DEFAULT now(), data jsonb NOT NULL,
           UNIQUE (stream_id, version))"""
INSERT = """INSERT INTO ev (stream_id, version, type, data)
            SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[]) RETURNING pos"""
MOST = 500

Row = tuple[Any, ...]


def row(data: str) -> Row:
    return (uuid4(), 1, "activity.recorded", data)


class RawWriter:
    """A queue, one connection, one statement a group."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record], insert: str = INSERT) -> None:
        self.connection, self.insert = connection, insert
        self.queue: asyncio.Queue[tuple[Row, asyncio.Future[int]]] = asyncio.Queue()

    async def append(self, of: Row) -> int:
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait((of, answer))
        return await answer

    async def run(self) -> None:
        while True:
            batch = [await self.queue.get()]
            while not self.queue.empty() and len(batch) < MOST:
                batch.append(self.queue.get_nowait())
            columns = [list(column) for column in zip(*(r for r, _ in batch), strict=True)]
            rows = await self.connection.fetch(self.insert, *columns)
            for (_, answer), found in zip(batch, rows, strict=True):
                answer.set_result(found[0])


async def rate(callers: int, seconds: float, once: Callable[[], Awaitable[object]]) -> float:
    """How many calls a second `callers` get through, each waiting for its own answer before the next."""
    done = 0
    began = perf_counter()

    async def caller() -> None:
        nonlocal done
        while perf_counter() - began < seconds:
            await once()
            done += 1

    await asyncio.gather(*(caller() for _ in range(callers)))
    return done / (perf_counter() - began)


async def times(callers: int, total: int, once: Callable[[], Awaitable[object]]) -> None:
    """`total` calls shared among `callers`, each waiting for its own answer before the next."""
    left = total

    async def caller() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await once()

    await asyncio.gather(*(caller() for _ in range(callers)))
