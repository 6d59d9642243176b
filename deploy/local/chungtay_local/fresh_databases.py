"""Databases for tests, made in milliseconds as copies of one that was migrated once a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

import asyncpg

from chungtay_local.databases import create_database, ensure_roles


@dataclass(frozen=True, slots=True)
class FreshDatabase:
    """A database of its own for one test, as `Settings(database_url=server)` finds it."""

    server: str  # the superuser's URL
    service: str
    name: str

    @property
    def owner(self) -> str:
        return self.url(f"{self.service}_owner")

    @property
    def app(self) -> str:
        return self.url(f"{self.service}_app")

    @property
    def admin(self) -> str:
        return self.url("postgres")

    def url(self, role: str) -> str:
        return database_url(self.server, role, self.name)


@dataclass(slots=True)
class Databases:
    """The databases of one server that belongs to one test process."""

    server: str
    templates: set[str] = field(default_factory=set[str])

    async def fresh(self, service: str, *, migrations: str | None = None, name: str | None = None) -> FreshDatabase:
        """A new database `chungtay_<service>` (or `name`); one of that name is dropped, whoever is connected.

        `migrations` is an Alembic script location, "chungtay_intake:migrations" or a folder; None: empty.
        """
        database = FreshDatabase(self.server, service, name or f"chungtay_{service}")
        connection = await asyncpg.connect(self.server)
        try:
            await ensure_roles(connection, service, {})
            template = await self._template(connection, service, migrations) if migrations else "template1"
            await _replace(connection, service, database.name, template)
        finally:
            await connection.close()
        return database

    async def _template(self, connection: asyncpg.Connection[asyncpg.Record], service: str, migrations: str) -> str:
        """One for each service and script location: tests of one service migrate another's database differently."""
        name = f"template_{service}_{sha256(migrations.encode()).hexdigest()[:8]}"
        if name not in self.templates:
            await _replace(connection, service, name, "template1")
            from chungtay_kernel.migrate import migrate

            await migrate(database_url(self.server, f"{service}_owner", name), service, migrations)
            self.templates.add(name)
        return name


async def _replace(connection: asyncpg.Connection[asyncpg.Record], service: str, name: str, template: str) -> None:
    await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await create_database(connection, service, name, template=template)


def database_url(server: str, role: str, database: str) -> str:
    """The server's URL for another role and database."""
    scheme, _, rest = server.partition("://")
    authority, _, tail = rest.partition("/")
    query = tail.partition("?")[2]
    host = authority.rpartition("@")[2]
    return f"{scheme}://{role}@{host}/{database}" + (f"?{query}" if query else "")
