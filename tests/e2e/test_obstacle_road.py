"""An obstacle over the whole road: raised and closed at tasks, told by notify, counted and explained by reporting."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from chungtay_kernel.testing import Running, running_services, until
from chungtay_local.fresh_databases import Databases
from chungtay_tasks import sample
from tests.crash.installation import fresh_topics
from tests.e2e.conftest import SPECS

UNIT, COORDINATOR = "XP-07777", "CATX"


@dataclass
class Town:
    """The four services with the sample campaign, published now."""

    running: Running
    campaign: str

    async def post(self, path: str, body: dict[str, Any], role: str, unit: str) -> dict[str, Any]:
        client = await self.running.client(role, unit)
        answer = await client.post(f"/tasks/{path}", json=body, headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def get(self, path: str, **query: str) -> Any:
        answer = await (await self.running.client("leader", "UBTX")).get(path, params=query)
        return answer.json() if answer.status_code == 200 else None

    async def figure(self, **query: str) -> dict[str, Any]:
        return await self.get(f"/reporting/campaigns/{self.campaign}/figures/f-OR06-total", **query) or {}

    async def counts(self, wanted: int | None) -> None:
        async def counted() -> bool:
            return (await self.figure()).get("value", "not heard yet") == wanted

        await until(counted)


@pytest.fixture
async def town(
    databases: Databases, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Town]:
    for spec in SPECS:
        await databases.fresh(spec.name, migrations=spec.migrations)
    await fresh_topics(kafka_bootstrap)
    folder = tmp_path_factory.mktemp("town")
    async with running_services(
        *SPECS, folder=folder, database_url=databases.server, kafka=kafka_bootstrap, data=folder
    ) as running:
        town = Town(running, sample.campaign()["id"])
        await town.post("units", {"units": sample.units()}, "coordinator", COORDINATOR)
        await town.post("campaigns", {**sample.campaign(), "plan": None, **without_spans()}, "coordinator", COORDINATOR)
        yield town


def without_spans() -> dict[str, Any]:
    """The duties without their places in a plan that nobody has read here."""
    return {"duties": [{**duty, "span": None} for duty in sample.campaign()["duties"]]}


async def test_what_is_closed_is_counted_and_opens_down_to_its_events(town: Town) -> None:
    all_of_them = f"campaigns/{town.campaign}/obstacles"
    body = {"unit": UNIT, "duty": "D41", "text": "Hai khu nhà trọ chưa có người đại diện."}
    raised = await town.post(all_of_them, body, "officer", UNIT)
    await town.counts(0)
    one = f"{all_of_them}/{raised['obstacle']}"
    await town.post(f"{one}/answers", {"text": "Mời chủ nhà trọ họp."}, "coordinator", COORDINATOR)
    closed = await town.post(f"{one}/close", {"outcome": "Đã cử đại diện."}, "coordinator", COORDINATOR)
    await town.counts(1)

    explained = await town.get(f"/reporting/campaigns/{town.campaign}/figures/f-OR06-total/explain")
    (contribution,) = explained["contributions"]
    assert [event["type"] for event in contribution["events"]] == [
        "obstacle.raised", "obstacle.answered", "obstacle.closed",
    ]  # fmt: skip
    assert (contribution["event"]["stream"], contribution["event"]["position"]) == (
        closed["stream"],
        closed["position"],
    )
    assert contribution["event"]["actor"] == {"role": "coordinator", "unit": COORDINATOR}

    async def told() -> bool:
        found = await town.get(f"/notify/campaigns/{town.campaign}/alerts", limit="500")
        # June 2024 is long overdue, which is told too
        about = [alert for alert in found["items"] if alert["rule"].startswith("obstacle_")]
        states = {(alert["rule"], alert["unit"]): alert["state"] for alert in about}
        return states == {
            ("obstacle_raised", COORDINATOR): "withdrawn", ("obstacle_answered", UNIT): "withdrawn",
            ("obstacle_closed", UNIT): "open",
        }  # fmt: skip

    await until(told)
    await town.post(f"{one}/reopen", {"reason": "Một khu đổi chủ."}, "officer", UNIT)
    await town.counts(0)
    history = await town.get(f"/tasks/campaigns/{town.campaign}/assignments/D41/{UNIT}/history")
    assert [entry["type"] for entry in history["items"] if entry["type"].startswith("obstacle.")] == [
        "obstacle.reopened", "obstacle.closed", "obstacle.answered", "obstacle.raised",
    ]  # fmt: skip
