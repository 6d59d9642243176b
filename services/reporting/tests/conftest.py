"""A migrated database of reporting, and transactions on it that are taken back."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from voices import Month, tell, voices

from chungtay_kernel.testing import Running, running_services
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases, FreshDatabase, database_url
from chungtay_reporting.main import SPEC

MIGRATIONS = "chungtay_reporting:migrations"


@pytest.fixture(scope="session")
async def reporting_database(databases: Databases) -> FreshDatabase:
    return await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_facts")


@pytest.fixture(scope="session")
async def connection(reporting_database: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(reporting_database.app)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def services(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    """Reporting whole, beside publishers that speak as the other services do."""
    specs = [SPEC, *voices(tmp_path_factory.mktemp("voices"))]
    for spec in specs:
        await databases.fresh(spec.name, migrations=spec.migrations)
    await create_topics(kafka_bootstrap, [Topic(f"chungtay.{spec.name}.events") for spec in specs])
    folder = tmp_path_factory.mktemp("secrets")
    async with running_services(*specs, folder=folder, database_url=postgres_server, kafka=kafka_bootstrap) as running:
        yield running


@pytest.fixture
async def month(services: Running) -> Month:
    """A campaign of its own, its month told and heard."""
    month = Month(services, f"thang-{uuid4().hex[:8]}")
    await tell(month)
    return month


@pytest.fixture(scope="session")
async def reporting_owner(services: Running, postgres_server: str) -> AsyncIterator[Callable[[str], Any]]:
    """Connections as the superuser to a service's database: who changes bytes behind the service's back."""
    opened: dict[str, asyncpg.Connection] = {}

    async def owner(service: str) -> asyncpg.Connection:
        if service not in opened:
            opened[service] = await asyncpg.connect(database_url(postgres_server, "postgres", f"chungtay_{service}"))
        return opened[service]

    yield owner
    for connection in opened.values():
        await connection.close()
