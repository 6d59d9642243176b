"""Tasks on a real PostgreSQL and a real Kafka; the modules beside the tests importable under their own names."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tasks_running import Tasks, running_tasks

from chungtay_local.fresh_databases import Databases


@pytest.fixture(scope="session")
async def tasks(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Tasks]:
    folder = tmp_path_factory.mktemp("secrets")
    async with running_tasks(databases, postgres_server, kafka_bootstrap, folder) as running:
        yield running
