"""Tasks away from before to after the deadline's midnight, on simulated time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chungtay_kernel.events import StoredEvent
from chungtay_local.fresh_databases import Databases
from tests.crash.client import CAMPAIGN, LEADER, OPERATOR, Client
from tests.crash.conftest import Kept, unpublished
from tests.crash.installation import SERVICES
from tests.crash.invariants import nothing_lost_nothing_twice, rest
from tests.crash.test_publishing import REQUIRED

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PUBLISHED = datetime(2024, 5, 31, 15, 0, tzinfo=ZONE)
IN_TIME = datetime(2024, 6, 30, 23, 59, tzinfo=ZONE)
LATE = datetime(2024, 7, 1, 0, 0, tzinfo=ZONE)
THREE_DAYS_LATER = datetime(2024, 7, 4, 8, 0, tzinfo=ZONE)
OTHERS = tuple(service for service in SERVICES if service != "tasks")


@pytest.fixture
async def simulated(kept: Kept, databases: Databases, kafka_bootstrap: str, tmp_path: Path) -> AsyncIterator[Client]:
    await kept.end()
    async with unpublished(databases, kafka_bootstrap, tmp_path, clock="simulated") as client:
        yield client


async def move(client: Client, to: datetime, *services: str) -> None:
    for service in services or SERVICES:
        await client.insist("POST", f"/{service}/clock", {"to": to.isoformat()}, who=OPERATOR, key=f"{service}-{to}")


async def test_a_deadline_missed_by_tasks_is_judged_by_when_reports_were_recorded(simulated: Client) -> None:
    client = simulated
    await client.installation.whole()
    await move(client, PUBLISHED)
    await client.publish()
    await rest(client)
    client.installation.kill("tasks")

    await move(client, IN_TIME, *OTHERS)
    await client.send(client.file("YTE"))
    await move(client, LATE, *OTHERS)
    await client.send(client.file("DTN"))
    await move(client, THREE_DAYS_LATER, *OTHERS)
    client.installation.start("tasks")
    await move(client, THREE_DAYS_LATER, "tasks")
    logs = await nothing_lost_nothing_twice(client)

    overdue = [e.json()["unit"] for e in logs["tasks"] if e.type == "report.overdue"]
    assert sorted(overdue) == sorted(REQUIRED - {"YTE"})
    assert not [e for e in logs["tasks"] if e.type == "report.due_soon"]
    assert open_reminders(logs["notify"]) == sorted(REQUIRED - {"YTE", "DTN"})
    told = await client.get(f"/reporting/campaigns/{CAMPAIGN}/completeness", LEADER)
    received = {unit["unit"]: unit["late"] for unit in told["units"] if unit["received_at"]}
    assert received == {"YTE": False, "DTN": True}


def open_reminders(notify: Sequence[StoredEvent]) -> list[str]:
    """Whom notify reminds, in the end."""
    raised = {e.stream_id: e.json() for e in notify if e.type == "alert.raised"}
    withdrawn = {e.stream_id for e in notify if e.type == "alert.withdrawn"}
    return sorted(
        alert["unit"]
        for stream, alert in raised.items()
        if alert["rule"] in ("due_soon", "overdue") and stream not in withdrawn
    )
