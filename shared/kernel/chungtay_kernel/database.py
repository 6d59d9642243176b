"""The ways into a service's one PostgreSQL database."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Tx = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
else:
    Tx = asyncpg.Connection
    Pool = asyncpg.Pool

# A writer that stops while it holds the log's lock would hold it for every replica: the server ends such a
# transaction by itself, and a peer that vanished is noticed within about 15 seconds.
SESSION = {
    "transaction_timeout": "10s",
    "idle_in_transaction_session_timeout": "5s",
    "lock_timeout": "3s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "timezone": "UTC",
}


# A statement's plan is made each time for the table as it is: one kept from when a table held a handful of rows scanned
# it whole at every read until the first ANALYZE, 8 ms where 1 is needed. The writer alone keeps its plans: it probes.
PLANNED_ANEW = {"plan_cache_mode": "force_custom_plan"}


class Database:
    """One service's database: a pool for the kernel, direct connections, an engine for people's questions."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._pool: Pool | None = None

    @property
    def pool(self) -> Pool:
        """Connections for reads, consumers and timers; open after `start`."""
        if self._pool is None:
            raise RuntimeError("the database is not open: call start() first")
        return self._pool

    async def start(self, *, size: int = 8) -> None:
        self._pool = await asyncpg.create_pool(
            self.url, min_size=1, max_size=size, server_settings={**SESSION, **PLANNED_ANEW}, command_timeout=30
        )

    async def stop(self) -> None:
        if self._pool is not None:
            pool, self._pool = self._pool, None
            try:
                await asyncio.wait_for(pool.close(), 5)
            except TimeoutError:
                pool.terminate()
        if "engine" in self.__dict__:
            await self.engine.dispose()

    async def connect_direct(self, *, name: str = "") -> Tx:
        """A connection outside the pool: the writer's, a leader's lock, a listener's."""
        settings = {**SESSION, "application_name": name}
        return await asyncpg.connect(self.url, server_settings=settings, command_timeout=30)

    @cached_property
    def engine(self) -> AsyncEngine:
        """SQLAlchemy, for queries; PostgreSQL alone plans them, so statements stay small."""
        return create_async_engine(sqlalchemy_url(self.url), pool_size=4, max_overflow=4, pool_pre_ping=True)


def sqlalchemy_url(url: str) -> str:
    """The same address for SQLAlchemy, whose bare `postgresql://` means another driver."""
    return "postgresql+asyncpg://" + url.partition("://")[2]
