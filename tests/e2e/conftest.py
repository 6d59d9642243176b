"""The sample June, played once through the four services for all tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from chungtay_intake.main import SPEC as INTAKE
from chungtay_kernel.settings import Settings
from chungtay_kernel.testing import Running, running_services
from chungtay_local.fresh_databases import Databases
from chungtay_local.replay import CAMPAIGN, play
from chungtay_notify.main import SPEC as NOTIFY
from chungtay_reporting.main import SPEC as REPORTING
from chungtay_tasks.main import SPEC as TASKS
from tests.crash.installation import fresh_topics

SPECS = (TASKS, INTAKE, REPORTING, NOTIFY)


@dataclass
class June:
    """A played and sealed June, its services still running."""

    running: Running
    settings: Settings
    leader: httpx.AsyncClient

    async def report(self, written_as: str = "json", **query: str) -> httpx.Response:
        path = f"/reporting/campaigns/{CAMPAIGN}/report"
        answer = await self.leader.get(path, params={"format": written_as, **query})
        assert answer.status_code == 200, answer.text
        return answer

    async def figures(self) -> dict[str, dict[str, Any]]:
        return {figure["id"]: figure for figure in (await self.report()).json()["figures"]}


@asynccontextmanager
async def played(databases: Databases, kafka: str, folder: Path) -> AsyncGenerator[June]:
    for spec in SPECS:
        await databases.fresh(spec.name, migrations=spec.migrations)
    await fresh_topics(kafka)
    chosen: dict[str, Any] = {"database_url": databases.server, "kafka": kafka, "clock": "simulated", "data": folder}
    async with running_services(*SPECS, folder=folder, **chosen) as running:
        settings = Settings(secrets=running.secrets, url=running.url, **chosen)
        await play(settings)
        yield June(running, settings, await running.client("leader", "UBTX"))


@pytest.fixture(scope="module")
async def june(
    databases: Databases, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[June]:
    async with played(databases, kafka_bootstrap, tmp_path_factory.mktemp("june")) as june:
        yield june
