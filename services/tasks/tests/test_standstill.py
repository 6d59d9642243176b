"""After a real standstill: everything was down for a week, comes up again, and each report is reminded of once."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest
from intake_voice import INTAKE, Voice
from tasks_months import DAY, Month, at, begun, events
from tasks_running import Tasks
from tasks_samples import HASH

from chungtay_kernel.testing import running_services
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_tasks.main import SPEC

TERMS = {"remind": [12, 9, 7, 5, 3, 1], "review": 2, "refile": 1}


@asynccontextmanager
async def up(server: str, broker: str, folder: Path) -> AsyncGenerator[Tasks]:
    """The services as a boot starts them, on what the last run left."""
    settings = {"database_url": server, "kafka": broker, "clock": "simulated"}
    async with running_services(SPEC, INTAKE, folder=folder, **settings) as running:
        yield Tasks(running, Voice(running.services["intake"]))


async def _a_week_passes(databases: Databases, to: datetime) -> None:
    """While nothing runs: the clock is a row, and nobody is there to see it move."""
    for name in ("tasks", "intake"):
        connection = await asyncpg.connect(f"{databases.server.rpartition('/')[0]}/chungtay_{name}")
        await connection.execute("UPDATE simulated_clock SET simulated = $1, real = clock_timestamp()", to)
        await connection.close()


@pytest.mark.slow
async def test_after_a_week_of_standstill_each_report_is_reminded_of_once(tmp_path: Path) -> None:
    server, broker = postgres.start(tmp_path / "pg", port=free_ports(1)[0]), kafka.start(tmp_path / "kafka")
    databases = Databases(server.address)
    await databases.fresh("tasks", migrations="chungtay_tasks:migrations")
    await databases.fresh("intake", migrations=INTAKE.migrations)
    await create_topics(broker.address, [Topic("chungtay.intake.events"), Topic("chungtay.tasks.events")])

    async with up(server.address, broker.address, tmp_path) as tasks:
        month = await begun(tasks, "2024-06", **TERMS)
        for unit in ("XP-1", "XP-2"):
            await tasks.intake.file(month.campaign, unit, HASH)
        await tasks.heard_all()
        await _return(tasks, month, "XP-2")
        before = await events(month)

    await _a_week_passes(databases, month.deadline.remind_at - 7 * DAY)  # over T-9 and T-7 and into T-5
    async with up(server.address, broker.address, tmp_path) as tasks:
        month = Month(tasks, month.campaign, month.deadline)
        await at(month, month.deadline.remind_at - 7 * DAY)
        once = Counter(f"{type_} {data['unit']}" for type_, data in await events(month))
        assert before == []
        assert once == {
            "report.due_soon CATX": 1, "report.review_due XP-1": 1, "report.return_lying XP-2": 1,
        }  # fmt: skip

    await _a_week_passes(databases, month.deadline.due_at + DAY)  # over the deadline: that alone is told
    async with up(server.address, broker.address, tmp_path) as tasks:
        month = Month(tasks, month.campaign, month.deadline)
        await at(month, month.deadline.due_at + DAY)
        then = Counter(f"{type_} {data['unit']}" for type_, data in await events(month))
        assert then - once == {"report.overdue CATX": 1, "report.request_closed TAND": 1}
    broker.stop()
    server.stop()


async def _return(tasks: Tasks, month: Month, unit: str) -> None:
    body = {
        "unit": unit, "report_version": 1, "content_hash": HASH, "verdict": "returned",
        "reasons": [{"text": "Chưa nêu nguyên nhân."}],
    }  # fmt: skip
    assert (await tasks.post(f"campaigns/{month.campaign}/reviews", body)).status_code == 201
