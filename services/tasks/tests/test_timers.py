"""Reminder and deadline on the simulated clock: told once, judged by what intake had recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from tasks_running import Tasks, running_tasks
from tasks_samples import HASH

from chungtay_kernel.testing import until
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_tasks.deadlines import Deadline, deadline
from chungtay_tasks.events import DueRule, Period

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUST = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
FIRST_MONTHS = ("2024-06", "2024-07", "2024-08", "2024-10", "2024-12", "2025-02", "2025-03", "2025-05")


@dataclass(frozen=True)
class Month:
    """A campaign of its own in a month of its own: the clock of a log never goes back."""

    tasks: Tasks
    campaign: str
    deadline: Deadline


@pytest.fixture(scope="module")
async def simulated(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tasks]:
    """Tasks on a simulated clock, on servers of its own: its log is another than that of the other tests."""
    folder = tmp_path_factory.mktemp("simulated")
    server, broker = postgres.start(folder / "pg", port=free_ports(1)[0]), kafka.start(folder / "kafka")
    databases = Databases(server.address)
    async with running_tasks(
        databases, server.address, broker.address, folder, clock="simulated"
    ) as running:  # fmt: skip
        yield running
    broker.stop()
    server.stop()


@pytest.fixture(scope="module")
def months() -> Iterator[str]:
    return iter(FIRST_MONTHS)


@pytest.fixture
async def month(simulated: Tasks, months: Iterator[str]) -> Month:
    start = date.fromisoformat(f"{next(months)}-01")
    end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    due = {"date": (end + timedelta(days=1)).isoformat(), "comparison": "before", "text": "trước ngày đầu tháng sau"}
    period = {"start": start.isoformat(), "end": end.isoformat()}
    await simulated.move_clock(datetime.combine(start, time(9), ZONE))
    campaign = await simulated.publish(period=period, unit_report={"to": "UBTX", "via": "CATX", "due": due})
    found = deadline(DueRule.model_validate(due), Period.model_validate(period), ZONE)
    assert found is not None
    return Month(simulated, campaign, found)


async def told(month: Month) -> list[tuple[str, str]]:
    """(type, unit) of what the timers said of the month's campaign, in order."""
    rows = await month.tasks.running.services["tasks"].database.pool.fetch(
        "SELECT type, data FROM event WHERE campaign_id = $1 AND type LIKE 'report.%' ORDER BY position", month.campaign
    )
    return [(row["type"], orjson.loads(row["data"])["unit"]) for row in rows]


async def at(month: Month, moment: datetime) -> list[tuple[str, str]]:
    """Moves the clock, and returns what was said once no timer is due any more."""
    await month.tasks.move_clock(moment)
    client = await month.tasks.client("ops", "-")

    async def nothing_due() -> bool:
        standing: dict[str, Any] = (await client.get("/tasks/standing")).json()
        return standing["due_timers"] == 0

    await until(nothing_due)
    return sorted(await told(month))


def said(type_: str, *units: str) -> list[tuple[str, str]]:
    return [(f"report.{type_}", unit) for unit in units]


async def test_timers_are_set_when_the_campaign_is_published(month: Month) -> None:
    pool, name = month.tasks.running.services["tasks"].database.pool, month.campaign
    rows = await pool.fetch("SELECT id, due_at FROM timer WHERE campaign_id = $1", name)
    assert {row["id"]: row["due_at"] for row in rows} == {
        **{f"due-soon/{name}/{unit}": month.deadline.remind_at for unit in ("CATX", "TAND", "XP-1", "XP-2")},
        **{f"overdue/{name}/{unit}": month.deadline.due_at for unit in ("CATX", "XP-1", "XP-2")},
    }
    assert month.deadline.remind_at == datetime.fromisoformat("2024-06-28T07:30+07:00")


async def test_who_has_filed_is_not_reminded_and_not_overdue(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    assert await at(month, month.deadline.remind_at - JUST) == []
    reminded = said("due_soon", "CATX", "TAND", "XP-2")
    assert await at(month, month.deadline.remind_at) == reminded
    await month.tasks.move_clock(month.deadline.due_at - JUST)
    await month.tasks.intake.file(month.campaign, "CATX", HASH)
    assert await at(month, month.deadline.due_at) == [*reminded, *said("overdue", "XP-2")]


async def test_what_is_recorded_at_the_deadline_is_overdue(month: Month) -> None:
    await month.tasks.move_clock(month.deadline.due_at)
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    assert ("report.overdue", "XP-1") in await at(month, month.deadline.due_at)


async def test_a_report_withdrawn_before_the_deadline_is_overdue(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.intake.withdraw(month.campaign, "XP-1")
    await at(month, month.deadline.remind_at)
    assert ("report.overdue", "XP-1") in await at(month, month.deadline.due_at)


async def test_after_days_of_standstill_nobody_is_reminded_of_a_deadline_that_has_passed(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    assert await at(month, month.deadline.due_at + timedelta(days=3)) == said("overdue", "CATX", "XP-2")


async def test_the_deadline_waits_for_what_intake_recorded_before_it(month: Month) -> None:
    """The 23:59 filing is still under way when the clock strikes: nobody is overdue before it has been heard."""
    before = await at(month, month.deadline.due_at - MINUTE)
    service = month.tasks.running.services["tasks"]
    async with service.database.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM source_cursor WHERE source = 'intake' FOR UPDATE")
        await month.tasks.intake.file(month.campaign, "XP-1", HASH)
        await month.tasks.move_clock(month.deadline.due_at)
        await _timers_were_tried(month)
        assert sorted(await told(month)) == before
    assert await at(month, month.deadline.due_at) == [*before, *said("overdue", "CATX", "XP-2")]


async def _timers_were_tried(month: Month) -> None:
    """Waits until intake was asked where it stood at the deadline: that is the floor it leaves."""
    pool = month.tasks.running.services["intake"].database.pool
    await until(lambda: pool.fetchval("SELECT floor > $1 FROM log_state", month.deadline.due_at))


async def test_timeliness_moves_with_the_clock(month: Month) -> None:
    async def seen() -> dict[str, str]:
        found = await month.tasks.get(f"campaigns/{month.campaign}/expected-reports")
        return {item["unit"]: item["timeliness_label"]["vi"] for item in found["items"]}

    assert await seen() == dict.fromkeys(("CATX", "XP-1", "XP-2"), "Chưa đến hạn") | {"TAND": "Chưa phản hồi"}
    await month.tasks.move_clock(month.deadline.remind_at)
    assert (await seen())["XP-1"] == "Sắp đến hạn"
    await month.tasks.move_clock(month.deadline.due_at)
    assert await seen() == dict.fromkeys(("CATX", "XP-1", "XP-2"), "Quá hạn") | {"TAND": "Chưa phản hồi"}
