"""What intake keeps of tasks: events folded per key, campaigns at hand for a second, nothing refused from memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest
from intake_samples import CAMPAIGN, duty, known, published

from chungtay_intake.consumers import TASKS
from chungtay_intake.handlers import apply
from chungtay_intake.heard import Indicator
from chungtay_intake.negative import Stated, nothing_of
from chungtay_intake.reference import Campaign
from chungtay_intake.references import References
from chungtay_intake.unknown import unknown_duty
from chungtay_kernel.database import Database
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.problems import Refusal
from chungtay_kernel.subscription import Incoming
from chungtay_local.fresh_databases import Databases

MOMENT = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass
class Time:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    fresh = await databases.fresh("intake", migrations="chungtay_intake:migrations", name="chungtay_intake_references")
    database = Database(fresh.app)
    await database.start()
    yield database
    await database.stop()


def incoming(type_: str, data: dict[str, Any], version: int = 1) -> Incoming:
    event = StoredEvent(
        "tasks", version, "stream", version, uuid4(), type_, 1, CAMPAIGN, "", MOMENT, MOMENT, "", "", "", "", b"",
        orjson.dumps(data), b"", "",
    )  # fmt: skip
    return Incoming(event, TASKS.handles[event.kind].model_validate(data))


async def hear(database: Database, *batch: Incoming) -> None:
    async with database.pool.acquire() as connection, connection.transaction():
        assert await apply(connection, batch) == ()


def review(verdict: str, content_hash: str = "h") -> dict[str, Any]:
    return {
        "campaign": CAMPAIGN,
        "unit": "XP-07777",
        "report_version": 1,
        "content_hash": content_hash,
        "note": verdict,
    }


def duties_of(campaign: Campaign) -> list[str]:
    return list(campaign.duties)


def need_duty(campaign: Campaign) -> str:
    if "D01" not in campaign.duties:
        raise unknown_duty(campaign, "D01")
    return campaign.duties["D01"].title_vi


async def test_of_many_events_of_one_key_in_a_batch_the_last_counts(database: Database) -> None:
    await hear(
        database,
        incoming("campaign.published", published()),
        incoming("duty.assigned", duty("D01", "Trước", ["CATX"])),
        incoming("duty.assigned", duty("D01", "Sau", ["CATX"]), version=2),
        incoming("review.accepted", review("một")),
        incoming("review.returned", review("hai"), version=2),
    )
    campaign = await References(database).read(CAMPAIGN)
    assert campaign.duties["D01"].title_vi == "Sau"
    rows = await database.pool.fetch("SELECT verdict, data FROM review")
    assert [(row["verdict"], orjson.loads(row["data"])["note"]) for row in rows] == [("returned", "hai")]


async def test_a_batch_applied_again_after_a_rollback_gives_the_same(database: Database) -> None:
    batch = (incoming("campaign.published", published()), incoming("duty.assigned", duty("D01", "Một", ["CATX"])))
    await hear(database, *batch)
    first = await References(database).read(CAMPAIGN)
    await hear(database, *batch)
    assert await References(database).read(CAMPAIGN) == first


async def test_a_campaign_is_read_once_a_second_and_not_once_a_request(database: Database) -> None:
    await hear(database, incoming("campaign.published", published()))
    time = Time()
    references = References(database, clock=time)
    assert await references.judge(CAMPAIGN, duties_of) == []
    await hear(database, incoming("duty.assigned", duty("D01", "Một", ["CATX"])))
    time.now = 0.9
    assert await references.judge(CAMPAIGN, duties_of) == []
    time.now = 1.1
    assert await references.judge(CAMPAIGN, duties_of) == ["D01"]


async def test_nothing_is_refused_by_what_was_kept(database: Database) -> None:
    await hear(database, incoming("campaign.published", published()))
    references = References(database, clock=Time())
    with pytest.raises(Refusal) as refused:
        await references.judge(CAMPAIGN, need_duty)
    assert refused.value.code == "duty_unknown"
    await hear(database, incoming("duty.assigned", duty("D01", "Một", ["CATX"])))
    assert await references.judge(CAMPAIGN, need_duty) == "Một"


async def test_a_campaign_that_nobody_published_is_refused_with_the_nearest(database: Database) -> None:
    await hear(database, incoming("campaign.published", published()))
    with pytest.raises(Refusal) as refused:
        await References(database).judge("chung-tay-2024-6", duties_of)
    assert (refused.value.code, refused.value.status) == ("campaign_unknown", 404)
    assert CAMPAIGN in refused.value.expected["vi"]


def test_who_reports_what_follows_units_groups_communes_and_everyone() -> None:
    campaign = known()
    assert campaign.reporters["PR01"] == frozenset(campaign.units)
    assert campaign.reporters["PR17"] == {"XP-07777", "XP-07795"}
    assert campaign.reporters["PR04"] == {"TTVH", "XP-07777", "XP-07795"}
    assert campaign.reporters["SC04"] == {"DTN", "GDDT"}
    assert campaign.reporters["OR07"] == frozenset()


def test_a_report_is_not_asked_for_what_the_system_counts() -> None:
    obstacles = Indicator(
        code="OR06", label_vi="Số khó khăn, vướng mắc đã tháo gỡ", label_en="Obstacles removed", unit_vi="việc",
        aggregation="sum", reporters=["CATX"],
    )  # fmt: skip
    campaign = replace(known(), indicators={**known().indicators, "OR06": obstacles})
    assert "OR06" in campaign.reported_by("CATX")
    assert "OR06" not in campaign.asked_of("CATX")
    assert "OR06" not in nothing_of(campaign, "CATX", Stated(nothing_arose=True), [], set()).zeros


def test_a_group_whose_members_the_plan_does_not_list_reports_nothing() -> None:
    campaign = known()
    indicator = campaign.indicators["PR01"].model_copy(update={"reporters": ["G-BCD"]})
    assert replace(campaign, indicators={"PR01": indicator}).reporters["PR01"] == frozenset()
