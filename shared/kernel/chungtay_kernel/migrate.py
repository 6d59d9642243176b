"""Migrations: one Alembic environment a service, run by as many starters at once as like to.

A service's first revision calls `create_v1(op)` for the kernel's tables, then creates its own. Its
`migrations/env.py` is two lines: it imports `run_env` from here and calls it.
"""

from __future__ import annotations

from typing import Any, Protocol

import asyncpg
from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from chungtay_kernel.append import lock_key
from chungtay_kernel.bus_tables import BUS_DDL
from chungtay_kernel.database import sqlalchemy_url
from chungtay_kernel.tables import LOG_DDL
from chungtay_kernel.timers import TIMER_DDL


class Operations(Protocol):
    """What `create_v1` needs of Alembic's `op`."""

    def execute(self, sqltext: str) -> Any: ...


def create_v1(op: Operations) -> None:
    """The kernel's tables as of its first release."""
    for statement in (*LOG_DDL, *BUS_DDL, *TIMER_DDL):
        op.execute(statement)


def run_env() -> None:
    """The body of every service's `migrations/env.py`: the connection comes from `migrate`."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def migrate(url: str, service: str, script_location: str) -> None:
    """Brings a service's database to this release's revision and gives the application role its rights.

    `url` is the owner role's. Starters that come together wait for the first; Alembic then finds nothing to do.
    """
    guard = await asyncpg.connect(url)
    try:
        await guard.execute(f"SELECT pg_advisory_lock({lock_key(service, 'migrate')})")
        await _upgrade(url, script_location)
        await grant(guard, f"{service}_app")
    finally:
        await guard.close()


async def _upgrade(url: str, script_location: str) -> None:
    engine = create_async_engine(sqlalchemy_url(url), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run, script_location)
        await connection.commit()
    await engine.dispose()


def _run(connection: Connection, script_location: str) -> None:
    config = _config(script_location)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(script_location: str) -> Config:
    config = Config()
    config.set_main_option("script_location", script_location)
    return config


async def grant(connection: asyncpg.Connection[asyncpg.Record], role: str) -> None:
    """The application role may do everything but change or remove what the log holds."""
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
        return
    await connection.execute(
        f"""GRANT USAGE ON SCHEMA public TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {role};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
            REVOKE UPDATE, DELETE, TRUNCATE ON event FROM {role}"""
    )
