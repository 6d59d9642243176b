"""Tasks on a real PostgreSQL and a real Kafka; the modules beside the tests importable under their own names."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tasks_months import Month, begun, first_months, simulated_tasks
from tasks_running import Tasks, running_tasks

from chungtay_local.fresh_databases import Databases


@pytest.fixture(scope="session")
async def tasks(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Tasks]:
    folder = tmp_path_factory.mktemp("secrets")
    async with running_tasks(databases, postgres_server, kafka_bootstrap, folder) as running:
        yield running


@pytest.fixture(scope="session")
async def simulated(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tasks]:
    async with simulated_tasks(tmp_path_factory.mktemp("simulated")) as running:
        yield running


@pytest.fixture(scope="session")
def months() -> Iterator[str]:
    return first_months()


@pytest.fixture
async def month(simulated: Tasks, months: Iterator[str]) -> Month:
    return await begun(simulated, next(months))
