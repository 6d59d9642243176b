"""Intake running whole, on a real PostgreSQL and a real Kafka, with a publisher that speaks as tasks does."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from intake_clients import LONG, Intake, Unit
from intake_samples import CAMPAIGN, DUTIES, WEEKS, duty, published
from tasks_voice import TASKS, Voice

from chungtay_intake.main import SPEC
from chungtay_kernel.testing import running_services, until
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases


@pytest.fixture(scope="session")
async def intake(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Intake]:
    await databases.fresh("intake", migrations="chungtay_intake:migrations")
    await databases.fresh("tasks", migrations=TASKS.migrations)
    await create_topics(kafka_bootstrap, [Topic("chungtay.intake.events"), Topic("chungtay.tasks.events")])
    folder = tmp_path_factory.mktemp("secrets")
    async with running_services(
        SPEC, TASKS, folder=folder, database_url=postgres_server, kafka=kafka_bootstrap
    ) as running:
        whole = Intake(running, Voice(running.services["tasks"]))
        await _introduce(whole)
        yield whole


async def _introduce(intake: Intake) -> None:
    await intake.tasks.say("campaign.published", f"campaign/{CAMPAIGN}", published())
    await intake.tasks.say(
        "campaign.published", f"campaign/{LONG}", published(LONG, start="2024-01-01", end="2099-12-31")
    )
    for code, title, units in DUTIES:
        await intake.tasks.say("duty.assigned", f"duty/{CAMPAIGN}/{code}", duty(code, title, units))
    await until(lambda: intake.service.database.pool.fetchval("SELECT count(*) = 2 FROM duty"))


@pytest.fixture
async def officer(intake: Intake) -> httpx.AsyncClient:
    return await intake.client()


@pytest.fixture
async def unit(intake: Intake) -> Unit:
    """A commune that nothing was recorded for, in a campaign of its own."""
    campaign = f"dot-{uuid4().hex[:8]}"
    await intake.tasks.say("campaign.published", f"campaign/{campaign}", published(campaign))
    client = await intake.client()
    await until(lambda: intake.service.database.pool.fetchval(
        "SELECT EXISTS (SELECT FROM campaign WHERE campaign = $1)", campaign
    ))  # fmt: skip
    return Unit(intake, client, campaign)


@pytest.fixture
async def weekly(intake: Intake) -> Unit:
    """A commune in a campaign of its own that asks for a report a week, and for a final one."""
    campaign = f"tuan-{uuid4().hex[:8]}"
    await intake.tasks.say("campaign.published", f"campaign/{campaign}", published(campaign, periods=WEEKS))
    for code, title, units in DUTIES:
        await intake.tasks.say("duty.assigned", f"duty/{campaign}/{code}", duty(code, title, units, campaign))
    client = await intake.client()
    pool = intake.service.database.pool
    await until(lambda: pool.fetchval("SELECT count(*) = 2 FROM duty WHERE campaign = $1", campaign))
    await until(lambda: pool.fetchval("SELECT EXISTS (SELECT FROM campaign WHERE campaign = $1)", campaign))
    return Unit(intake, client, campaign)
