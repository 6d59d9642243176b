"""A PostgreSQL of our own: durable, private, and never blocked by what an earlier start left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from chungtay_local import postgres
from chungtay_local.ports import free_ports


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("postgres")


@pytest.fixture
def long_folder(tmp_path: Path) -> Path:
    return tmp_path / ("dữ liệu " * 10).strip()


async def test_it_is_postgresql_18_with_durable_commits(postgres_server: str) -> None:
    async with connected(postgres_server) as connection:
        assert connection.get_server_version().major == 18
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert await connection.fetchval(f"SHOW {setting}") == "on"


async def test_vietnamese_letters_change_case(postgres_server: str) -> None:
    async with connected(postgres_server) as connection:
        assert await connection.fetchval("SELECT upper('đợt cao điểm')") == "ĐỢT CAO ĐIỂM"


async def test_what_was_committed_outlives_kill_9_and_the_start_after_it(folder: Path) -> None:
    server = postgres.start(folder)
    async with connected(server.address) as connection:
        await connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)")
    server.kill()
    again = postgres.start(folder)
    async with connected(again.address) as connection:
        assert await connection.fetchval("SELECT n FROM kept") == 1
    again.stop()


async def test_a_server_left_running_is_ended_by_the_next_start(folder: Path) -> None:
    left = postgres.start(folder, detached=True)
    server = postgres.start(folder)
    assert not left.running()
    async with connected(server.address) as connection:
        assert await connection.fetchval("SELECT 1") == 1
    assert postgres.stop_leftovers(folder)
    assert not server.running()
    assert not postgres.stop_leftovers(folder)


async def test_without_a_port_only_this_account_can_reach_it(tmp_path: Path) -> None:
    server = postgres.start(tmp_path)
    async with connected(server.address) as connection:
        assert await connection.fetchval("SHOW listen_addresses") == ""
    (sockets,) = tmp_path.glob("run")
    assert sockets.stat().st_mode & 0o777 == 0o700
    server.stop()


async def test_a_folder_with_a_long_vietnamese_name_gets_its_socket_elsewhere(long_folder: Path) -> None:
    server = postgres.start(long_folder)
    async with connected(server.address) as connection:
        assert str(long_folder) not in await connection.fetchval("SHOW unix_socket_directories")
    server.stop()


async def test_a_start_that_was_killed_halfway_does_not_spoil_the_next(tmp_path: Path) -> None:
    half = tmp_path / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server = postgres.start(tmp_path, port=free_ports(1)[0])
    async with connected(server.address) as connection:
        assert await connection.fetchval("SELECT 1") == 1
    server.stop()
