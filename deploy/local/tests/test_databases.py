"""One database and two roles a service, made by as many starters at once as like to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from chungtay_local import postgres
from chungtay_local.databases import ROLES, SERVICES, ensure_databases
from chungtay_local.fresh_databases import Databases, database_url
from chungtay_local.ports import free_ports


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    running = postgres.start(tmp_path_factory.mktemp("databases"), port=free_ports(1)[0])
    await asyncio.gather(*(ensure_databases(running.address) for _ in range(4)))
    yield running.address
    running.stop()


async def _ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_starters_that_come_together_leave_one_database_a_service(server: str) -> None:
    count = await _ask(server, "SELECT count(*) FROM pg_database WHERE datname LIKE 'chungtay_%'")
    assert count == len(SERVICES)


async def test_the_owner_may_make_tables_and_the_application_may_not(server: str) -> None:
    owner, app = (database_url(server, f"intake_{role}", "chungtay_intake") for role in ("owner", "app"))
    await _ask(owner, "CREATE TABLE made (n int)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _ask(app, "CREATE TABLE made_too (n int)")


async def test_no_service_enters_the_database_of_another(server: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _ask(database_url(server, "tasks_app", "chungtay_intake"), "SELECT 1")


async def test_a_login_that_is_no_superuser_can_prepare_a_server(server: str) -> None:
    await _ask(server, "CREATE ROLE installer LOGIN CREATEDB CREATEROLE")
    for service in SERVICES:
        await _ask(server, f"DROP DATABASE chungtay_{service}")
    for role in ROLES:
        await _ask(server, f"DROP ROLE {role}")
    await ensure_databases(database_url(server, "installer", "postgres"), dict.fromkeys(ROLES, "mật khẩu"))
    stored = await _ask(
        server, "SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256%') FROM pg_authid WHERE rolname ~ '_app$'"
    )
    assert stored is True


async def test_a_fresh_database_is_empty_again(databases: Databases) -> None:
    first = await databases.fresh("probe", name="fresh_probe")
    await _ask(first.owner, "CREATE TABLE leftover (n int)")
    second = await databases.fresh("probe", name="fresh_probe")
    assert await _ask(second.app, "SELECT to_regclass('leftover')") is None


def test_a_servers_url_is_written_for_another_role_whether_it_is_a_socket_or_a_port() -> None:
    socket = "postgresql://postgres@/postgres?host=/run/x"
    assert (
        database_url(socket, "intake_app", "chungtay_intake") == "postgresql://intake_app@/chungtay_intake?host=/run/x"
    )
    assert database_url("postgresql://a:b@h:1/postgres", "c", "d") == "postgresql://c@h:1/d"
