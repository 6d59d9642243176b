"""Fixtures for every package's tests: a real PostgreSQL, a real Kafka, and databases made in milliseconds.

Each test process owns its servers, so that two workers may use the same names of databases and topics, and a
worker that is killed takes its servers with it.

CHUNGTAY_TEST_DATABASE_URL (a superuser's URL) and CHUNGTAY_TEST_KAFKA name servers that run already; they are
then used as they are, by one test process at a time, since tests replace databases and topics by name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports


@pytest.fixture(scope="session")
def servers_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def postgres_server(servers_folder: Path) -> Iterator[str]:
    """The superuser's URL of a PostgreSQL server that belongs to this test process."""
    if outside := os.environ.get("CHUNGTAY_TEST_DATABASE_URL"):
        yield outside
        return
    server = postgres.start(servers_folder / "postgres", port=free_ports(1)[0])
    yield server.address
    server.stop()


@pytest.fixture(scope="session")
def kafka_bootstrap(servers_folder: Path) -> Iterator[str]:
    """The bootstrap server of a Kafka broker that belongs to this test process."""
    if outside := os.environ.get("CHUNGTAY_TEST_KAFKA"):
        yield outside
        return
    server = kafka.start(servers_folder / "kafka")
    yield server.address
    server.stop()


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Databases:
    """`await databases.fresh("intake", migrations="chungtay_intake:migrations")`: a migrated database."""
    return Databases(postgres_server)
