"""A migration killed in the middle: the next start begins it anew, and whoever started meanwhile has waited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.crash.client import Client
from tests.crash.database_side import Held, connected

# Run as each table is made: at the fifth, whoever migrates waits for a lock that the test holds.
IN_THE_MIDDLE = """
CREATE FUNCTION wait_in_the_middle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') = 5 THEN PERFORM pg_advisory_xact_lock(5); END IF;
END $$;
CREATE EVENT TRIGGER in_the_middle ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION wait_in_the_middle()
"""

SCHEMA = """SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
            WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"""
RIGHTS = """SELECT grantee, table_name, privilege_type FROM information_schema.table_privileges
            WHERE table_schema = 'public' ORDER BY 1, 2, 3"""


@pytest.mark.parametrize("service", ["intake", "reporting"])
async def test_a_migration_killed_in_the_middle_is_made_whole_by_the_next_starters(fresh: Client, service: str) -> None:
    installation = fresh.installation
    wanted = await standing(fresh, service)
    await installation.databases.fresh(service)
    async with waiting_in_the_middle(fresh, service) as middle:
        first = installation.chungtay("ops", "migrate", service, log="migrate-1")
        await middle.waited_for_by(1)
        installation.start(service)
        first.kill()
        first.wait(30)
        others = [installation.chungtay("ops", "migrate", service, log=f"migrate-{n}") for n in (2, 3)]
        await installation.answers(f"http://127.0.0.1:{installation.ports[service]}/{service}/live")
        assert await tables(fresh, service) == 0
    assert [await asyncio.to_thread(other.wait, 60) for other in others] == [0, 0]
    assert await standing(fresh, service) == wanted
    await installation.ready(service)


@asynccontextmanager
async def waiting_in_the_middle(client: Client, service: str) -> AsyncGenerator[Held]:
    async with connected(client, service) as owner:
        await owner.execute(IN_THE_MIDDLE)
        async with owner.transaction():
            await owner.execute("SELECT pg_advisory_xact_lock(5)")
            yield Held(owner)
        await owner.execute("DROP EVENT TRIGGER in_the_middle")
        await owner.execute("DROP FUNCTION wait_in_the_middle")


async def tables(client: Client, service: str) -> int:
    async with connected(client, service) as connection:
        return await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")


async def standing(client: Client, service: str) -> list[list[Any]]:
    """Columns, rights and revision of a service's database."""
    async with connected(client, service) as connection:
        queries = (SCHEMA, RIGHTS, "SELECT version_num FROM alembic_version")
        return [[tuple(row) for row in await connection.fetch(query)] for query in queries]
