"""Tasks running whole, beside a publisher that speaks as intake does."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import tasks_samples
from intake_voice import INTAKE, Voice

from chungtay_kernel.testing import Running, running_services, until
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases
from chungtay_tasks.main import SPEC

Who = tuple[str, str]
"""(role, unit)."""


@dataclass
class Tasks:
    """The running services, the voice of intake, and requests as an account of a role and unit."""

    running: Running
    intake: Voice

    async def client(self, role: str, unit: str = "CATX") -> httpx.AsyncClient:
        return await self.running.client(role, unit)

    async def post(self, path: str, body: Any, who: Who = ("coordinator", "CATX")) -> httpx.Response:
        client = await self.client(*who)
        return await client.post(f"/tasks/{path}", json=body, headers={"Idempotency-Key": str(uuid4())})

    async def get(self, path: str, who: Who = ("leader", "UBTX"), **query: Any) -> Any:
        answer = await (await self.client(*who)).get(f"/tasks/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def publish(self, **other: Any) -> str:
        """Publishes the small campaign under a name of its own."""
        name = f"dot-{uuid4().hex[:8]}"
        assert (await self.post("units", {"units": tasks_samples.units()})).status_code == 201
        answer = await self.post("campaigns", tasks_samples.campaign(id=name, **other))
        assert answer.status_code == 201, answer.text
        return name

    async def heard_all(self) -> None:
        """Waits until tasks has heard everything that intake said."""
        head = await self.intake.service.log.position()
        pool = self.running.services["tasks"].database.pool
        await until(lambda: pool.fetchval(
            "SELECT EXISTS (SELECT FROM source_cursor WHERE source = 'intake' AND complete_to >= $1)", head
        ))  # fmt: skip

    async def move_clock(self, to: datetime) -> None:
        for service in ("intake", "tasks"):
            client = await self.running.client("ops", "-")
            answer = await client.post(f"/{service}/clock", json={"to": to.isoformat()})
            assert answer.status_code == 200, answer.text


@asynccontextmanager
async def running_tasks(
    databases: Databases, server: str, kafka: str, folder: Path, **settings: Any
) -> AsyncGenerator[Tasks]:
    await databases.fresh("tasks", migrations="chungtay_tasks:migrations")
    await databases.fresh("intake", migrations=INTAKE.migrations)
    await create_topics(kafka, [Topic("chungtay.intake.events"), Topic("chungtay.tasks.events")])
    async with running_services(
        SPEC, INTAKE, folder=folder, database_url=server, kafka=kafka, **settings
    ) as running:  # fmt: skip
        yield Tasks(running, Voice(running.services["intake"]))
