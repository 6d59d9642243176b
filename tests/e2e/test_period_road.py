"""Monthly reports over the whole road: filed by period at intake, reviewed in two steps at tasks, accepted figures of a
period and of the whole campaign at reporting, alerts that name the period at notify."""

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
from tests.e2e.test_obstacle_road import without_spans

UNIT, COORDINATOR, ISSUER = "XP-07777", "CATX", "UBTX"
JUNE, JULY = "2024-06", "2024-07"


@dataclass
class Summer:
    """The four services with the sample campaign drawn out to the end of July, a report due each month."""

    running: Running
    campaign: str

    async def post(self, path: str, body: dict[str, Any], role: str, unit: str) -> dict[str, Any]:
        client = await self.running.client(role, unit)
        answer = await client.post(path, json=body, headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def get(self, service: str, tail: str, **query: str) -> Any:
        client = await self.running.client("leader", ISSUER)
        answer = await client.get(f"/{service}/campaigns/{self.campaign}/{tail}", params=query)
        return answer.json() if answer.status_code == 200 else {}

    async def record(self, day: str, value: str) -> None:
        body = {
            "unit": UNIT, "duty": "D41", "type": "propaganda_session", "title": "Tuyên truyền", "occurred_on": day,
            "figures": [{"indicator": "PR02", "value": value}],
        }  # fmt: skip
        await self.post(f"/intake/campaigns/{self.campaign}/activities", body, "officer", UNIT)

    async def file(self, period: str, **more: Any) -> dict[str, Any]:
        body = {"period": period, "narrative": "Đã triển khai.", **more}
        return await self.post(f"/intake/campaigns/{self.campaign}/unit-reports/{UNIT}", body, "unit_head", UNIT)

    async def review(self, filed: dict[str, Any], verdict: str, role: str, unit: str) -> None:
        body = {name: filed[name] for name in ("unit", "period", "report_version", "content_hash")} | {
            "verdict": verdict
        }

        async def heard() -> bool:
            found = await self.get("tasks", "expected-reports", unit=UNIT, period=filed["period"])
            return found["items"][0]["content_hash"] == filed["content_hash"]

        await until(heard)
        await self.post(f"/tasks/campaigns/{self.campaign}/reviews", body, role, unit)

    async def accept(self, filed: dict[str, Any]) -> None:
        await self.review(filed, "checked", "coordinator", COORDINATOR)
        await self.review(filed, "accepted", "leader", ISSUER)

    async def figure_is(self, wanted: tuple[Any, Any, Any], **query: str) -> None:
        """(value, accepted, provisional) of the unit's attendances."""

        async def so() -> bool:
            found = await self.get("reporting", f"figures/f-PR02-{UNIT}", **query)
            return (found.get("value", ""), found.get("accepted", ""), found.get("provisional", "")) == wanted

        await until(so)


@pytest.fixture
async def summer(
    databases: Databases, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Summer]:
    for spec in SPECS:
        await databases.fresh(spec.name, migrations=spec.migrations)
    await fresh_topics(kafka_bootstrap)
    folder = tmp_path_factory.mktemp("summer")
    settings: dict[str, Any] = {"database_url": databases.server, "kafka": kafka_bootstrap, "data": folder}
    async with running_services(*SPECS, folder=folder, **settings) as running:
        summer = Summer(running, sample.campaign()["id"])
        await summer.post("/tasks/units", {"units": sample.units()}, "coordinator", COORDINATOR)
        await summer.post("/tasks/campaigns", drawn_out(), "coordinator", COORDINATOR)
        await until(lambda: running.services["intake"].database.pool.fetchval("SELECT count(*) > 0 FROM campaign"))
        yield summer


def drawn_out() -> dict[str, Any]:
    monthly = {"comparison": "by", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=-1", "text": "hằng tháng"}
    final = {"date": "2024-08-10", "comparison": "before", "text": "trước ngày 10/8/2024"}
    return {
        **sample.campaign(), "plan": None, **without_spans(), "period": {"start": "2024-06-01", "end": "2024-07-31"},
        "unit_report": {"to": ISSUER, "via": COORDINATOR, "due": final, "recurring": monthly},
        "acceptance": "two_step",
    }  # fmt: skip


async def test_an_activity_is_accepted_by_whichever_report_holds_it_and_counted_once(summer: Summer) -> None:
    await summer.record("2024-06-12", "100")
    await summer.record("2024-07-03", "20")
    june = await summer.file(JUNE)
    assert june["activities"] == 1
    await summer.review(june, "checked", "coordinator", COORDINATOR)
    await summer.figure_is((100, None, 100), period=JUNE)
    await summer.review(june, "accepted", "leader", ISSUER)
    await summer.figure_is((100, 100, None), period=JUNE)
    await summer.figure_is((20, None, 20), period=JULY)
    await summer.figure_is((120, 100, 20))

    final = await summer.file("final")
    assert final["activities"] == 2
    await summer.accept(final)
    await summer.figure_is((120, 120, None))
    await summer.figure_is((20, 20, None), period=JULY)
    explained = await summer.get("reporting", f"figures/f-PR02-{UNIT}/explain")
    assert [c["report"]["stream"].rpartition("/")[2] for c in explained["contributions"]] == ["final", "final"]

    completeness = await summer.get("reporting", "completeness", period=JUNE)
    assert {p["period"]: p["counts"]["accepted"] for p in completeness["periods"]} == {JUNE: 1, JULY: 0, "final": 1}
    report = await summer.get("reporting", "report", period=JUNE)
    assert report["header"]["summary"].endswith("kỳ tháng 6 năm 2024 (từ 01/6/2024 đến 30/6/2024)")


async def test_a_month_in_which_nothing_arose_prints_zero_and_counts_as_received(summer: Summer) -> None:
    await summer.record("2024-06-12", "100")
    await summer.file(JULY, narrative=None, nothing_arose=True)
    await summer.figure_is((0, None, 0), period=JULY)
    await summer.figure_is((100, None, 100), period=JUNE)
    await summer.figure_is((100, None, 100))
    counts = (await summer.get("reporting", "completeness", period=JULY))["counts"]
    assert counts["received"] == 1

    async def named() -> bool:
        alerts = (await summer.get("notify", "alerts", limit="100")).get("items", [])
        return any("kỳ tháng 7 năm 2024" in a["text"]["vi"] for a in alerts if a["rule"] == "report_received")

    await until(named)
