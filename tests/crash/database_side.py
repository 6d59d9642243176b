"""Strikes from the database's side: locks that a test holds, sessions that it ends, answers that never arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import asyncpg

from chungtay_kernel.append import lock_key
from chungtay_local.fresh_databases import database_url
from tests.crash.client import Client

_WAITING = """SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
              WHERE NOT l.granted AND d.datname = current_database()"""


class Held:
    """A lock that others wait for."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        self._connection = connection

    async def waited_for_by(self, count: int) -> None:
        """Waits until so many sessions wait in this database."""
        async with asyncio.timeout(30):
            while await self._connection.fetchval(_WAITING) < count:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def holding_the_log(client: Client, service: str) -> AsyncGenerator[Held]:
    """Nobody appends to a service's log meanwhile."""
    async with _holding(client, service, f"SELECT pg_advisory_xact_lock({lock_key(service, 'log')})") as held:
        yield held


@asynccontextmanager
async def holding_table(client: Client, service: str, table: str) -> AsyncGenerator[Held]:
    """Nobody writes to a table meanwhile."""
    async with _holding(client, service, f"LOCK TABLE {table} IN EXCLUSIVE MODE") as held:
        yield held


@asynccontextmanager
async def _holding(client: Client, service: str, lock: str) -> AsyncGenerator[Held]:
    async with connected(client, service) as connection, connection.transaction():
        await connection.execute(lock)
        yield Held(connection)


@asynccontextmanager
async def connected(client: Client, service: str) -> AsyncGenerator[asyncpg.Connection[asyncpg.Record]]:
    server = client.installation.databases.server
    connection = await asyncpg.connect(database_url(server, "postgres", f"chungtay_{service}"))
    try:
        yield connection
    finally:
        await connection.close()


async def end_session(client: Client, service: str, name: str) -> bool:
    """Cuts the sessions of this application name; whether there was one."""
    async with connected(client, service) as connection:
        return bool(
            await connection.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE application_name = $1 AND datname = current_database()",
                name,
            )
        )


class Cutter:
    """A road to PostgreSQL that is cut right after a COMMIT of the writer's: done, and nobody is told."""

    COMMIT = b"COMMIT\0"  # the writer's own; those of asyncpg's transactions end with a semicolon

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 5432
        self.to_cut = 0
        self.cut = 0

    @asynccontextmanager
    async def road(self) -> AsyncGenerator[str]:
        """The superuser's URL by this road."""
        server = await asyncio.start_server(self._travel, "127.0.0.1", 0)
        try:
            yield f"postgresql://postgres@127.0.0.1:{server.sockets[0].getsockname()[1]}/postgres"
        finally:
            server.close()

    async def _travel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, upstream = await asyncio.open_connection(self._host, self._port)
        committing = asyncio.Event()

        async def there() -> None:
            while data := await reader.read(65536):
                if self.to_cut and data.endswith(self.COMMIT):
                    self.to_cut -= 1
                    committing.set()
                upstream.write(data)
                await upstream.drain()

        async def back() -> None:
            while data := await answers.read(65536):
                if committing.is_set():
                    self.cut += 1
                    return
                writer.write(data)
                await writer.drain()

        both = [asyncio.ensure_future(there()), asyncio.ensure_future(back())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in both:
                way.cancel()
                with suppress(OSError, asyncio.CancelledError):
                    await way
            upstream.close()
            writer.close()
