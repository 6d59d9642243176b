"""After an upgrade: what an earlier release heard of intake stands in the tables and timers it did not have."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from intake_voice import INTAKE, Voice
from tasks_running import Tasks
from tasks_samples import HASH

from chungtay_kernel.migrate import migrate
from chungtay_kernel.testing import running_services
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases, FreshDatabase
from chungtay_local.ports import free_ports
from chungtay_tasks.main import SPEC

# What an earlier release leaves, as far as this one has it otherwise.
_EARLIER = """
    DROP TABLE campaign_plan;
    DELETE FROM model_position WHERE name = 'plans';
    UPDATE alembic_version SET version_num = '0006';
    TRUNCATE told;
    DELETE FROM timer WHERE kind = 'review-due';
"""


@pytest.mark.slow
async def test_what_an_earlier_release_heard_is_heard_again(tmp_path: Path) -> None:
    server, broker = postgres.start(tmp_path / "pg", port=free_ports(1)[0]), kafka.start(tmp_path / "kafka")
    databases = Databases(server.address)
    database = await databases.fresh("tasks", migrations="chungtay_tasks:migrations")
    await databases.fresh("intake", migrations=INTAKE.migrations)
    await create_topics(broker.address, [Topic("chungtay.intake.events"), Topic("chungtay.tasks.events")])
    settings = {"folder": tmp_path, "database_url": server.address, "kafka": broker.address}

    async with running_services(SPEC, INTAKE, **settings) as running:
        tasks = Tasks(running, Voice(running.services["intake"]))
        plan, name = f"ke-hoach-{uuid4().hex[:8]}", await _worked_on(tasks)
        assert (await tasks.post("plans", {"id": plan, "text": "Kế hoạch"})).status_code == 201
        of_that_plan = await tasks.publish(plan=plan)
        before = await _history(tasks, name)
        assert before == ["unit_report.filed", "activity.recorded"]
    await _upgrade(database)

    async with running_services(SPEC, INTAKE, **settings) as running:
        tasks = Tasks(running, Voice(running.services["intake"]))
        await tasks.heard_all()
        assert await _history(tasks, name) == before
        armed = await running.services["tasks"].database.pool.fetch("SELECT id FROM timer WHERE kind = 'review-due'")
        assert [row["id"].split("/")[1:3] for row in armed] == [[name, "XP-1"]]
        again = await tasks.post("plans", {"id": plan, "text": "Kế hoạch"})
        assert (again.json()["code"], of_that_plan in again.text) == ("plan_in_use", True)
    broker.stop()
    server.stop()


async def _worked_on(tasks: Tasks) -> str:
    name = await tasks.publish()
    await tasks.intake.record(name, "XP-1", "D2")
    await tasks.intake.file(name, "XP-1", HASH)
    await tasks.heard_all()
    return name


async def _history(tasks: Tasks, campaign: str) -> list[str]:
    """What intake told; timers go on saying things of their own."""
    entries = (await tasks.get(f"campaigns/{campaign}/assignments/D2/XP-1/history"))["items"]
    return [entry["type"] for entry in entries if entry["event"]["source"] == "intake"]


async def _upgrade(database: FreshDatabase) -> None:
    connection = await asyncpg.connect(database.owner)
    await connection.execute(_EARLIER)
    await connection.close()
    await migrate(database.owner, "tasks", "chungtay_tasks:migrations")
