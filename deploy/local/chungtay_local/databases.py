"""One database a service, with two roles: the owner migrates, the application reads and writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import asyncpg

from chungtay_kernel.cli import Unreachable

SERVICES = ("intake", "tasks", "reporting", "notify")
ROLES = tuple(f"{service}_{role}" for service in SERVICES for role in ("owner", "app"))
OLDEST = 18
_LOCK = 4_211_870_032  # several starters at once: one creates, the others find


async def ensure_databases(
    server: str, passwords: Mapping[str, str] | None = None, services: Iterable[str] = SERVICES
) -> None:
    """Create what is missing: roles `<service>_owner`, `<service>_app` and the database `chungtay_<service>`.

    `server` is the URL of a login that may create roles and databases. `passwords` by role name, for a server
    that asks for them; a role that exists gets the password given here. Raises Unreachable.
    """
    connection = await _connected(server)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        for service in services:
            await ensure_roles(connection, service, passwords or {})
            await _ensure_database(connection, service)
    finally:
        await connection.close()


async def ensure_roles(
    connection: asyncpg.Connection[asyncpg.Record], service: str, passwords: Mapping[str, str]
) -> None:
    # a login that is no superuser may otherwise not hand a database to the role it has just made
    await connection.execute("SET createrole_self_grant = 'set, inherit'")
    for role in (f"{service}_owner", f"{service}_app"):
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
            await connection.execute(f"CREATE ROLE {role} LOGIN")
        if password := passwords.get(role):
            await connection.execute(await _password_statement(connection, role, password))


async def create_database(
    connection: asyncpg.Connection[asyncpg.Record], service: str, name: str, *, template: str = "template1"
) -> None:
    """A database of the service's owner, closed to everybody but the service's two roles."""
    await connection.execute(f"CREATE DATABASE {name} OWNER {service}_owner TEMPLATE {template}")
    await connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    await connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {service}_app")


async def _connected(server: str) -> asyncpg.Connection[asyncpg.Record]:
    try:
        connection = await asyncpg.connect(server)
    except (asyncpg.PostgresError, OSError) as error:
        raise Unreachable(f"Không vào được PostgreSQL: {error}", f"PostgreSQL does not let us in: {error}") from error
    if (version := connection.get_server_version()).major < OLDEST:
        await connection.close()
        raise Unreachable(
            f"Cần PostgreSQL {OLDEST} trở lên; máy chủ này là {version.major}.",
            f"PostgreSQL {OLDEST} or newer is needed; this server is {version.major}.",
        )
    return connection


async def _ensure_database(connection: asyncpg.Connection[asyncpg.Record], service: str) -> None:
    name = f"chungtay_{service}"
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name):
        await create_database(connection, service, name)


async def _password_statement(connection: asyncpg.Connection[asyncpg.Record], role: str, password: str) -> str:
    statement: str = await connection.fetchval(
        "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)", role, password
    )
    return statement
