"""Campaigns on the simulated clock, each in a month of its own: the clock of a log never goes back."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from tasks_running import Tasks, running_tasks

from chungtay_kernel.testing import until
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_tasks.deadlines import Deadline, deadline
from chungtay_tasks.events import DueRule, Period

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUST = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

_FIRST = ("2024-06", "2024-07", "2024-08", "2024-10", "2024-12", "2025-02", "2025-03", "2025-05")


def first_months() -> Iterator[str]:
    """The months in which campaigns begin, each far enough from the one before for what is tried after its end."""
    yield from _FIRST
    for year in range(2025, 2040):
        yield from (f"{year}-{month:02d}" for month in (3, 5, 7, 9, 11) if year > 2025 or month > 6)


@dataclass(frozen=True)
class Month:
    tasks: Tasks
    campaign: str
    deadline: Deadline


@asynccontextmanager
async def simulated_tasks(folder: Path) -> AsyncGenerator[Tasks]:
    """Tasks on a simulated clock, on servers of its own: its log is another than that of the other tests."""
    server, broker = postgres.start(folder / "pg", port=free_ports(1)[0]), kafka.start(folder / "kafka")
    databases = Databases(server.address)
    async with running_tasks(databases, server.address, broker.address, folder, clock="simulated") as running:
        yield running
    broker.stop()
    server.stop()


async def begun(tasks: Tasks, first: str, **terms: Any) -> Month:
    """A campaign that began on the first of a month and reports before the first of the next."""
    start = date.fromisoformat(f"{first}-01")
    end = (start + 32 * DAY).replace(day=1) - DAY
    due = {"date": (end + DAY).isoformat(), "comparison": "before", "text": "trước ngày đầu tháng sau"}
    period = {"start": start.isoformat(), "end": end.isoformat()}
    await tasks.move_clock(datetime.combine(start, time(9), ZONE))
    rule = {"to": "UBTX", "via": "CATX", "due": due, "terms": terms}
    campaign = await tasks.publish(period=period, unit_report=rule)
    found = deadline(DueRule.model_validate(due), Period.model_validate(period), ZONE)
    assert found is not None
    return Month(tasks, campaign, found)


async def told(month: Month) -> list[tuple[str, str]]:
    """(type, unit) of what the timers said of the month's campaign, in order."""
    return [(type_, data["unit"]) for type_, data in await events(month)]


async def events(month: Month) -> list[tuple[str, dict[str, Any]]]:
    rows = await month.tasks.running.services["tasks"].database.pool.fetch(
        "SELECT type, data FROM event WHERE campaign_id = $1 AND type LIKE 'report.%' ORDER BY position", month.campaign
    )
    return [(row["type"], orjson.loads(row["data"])) for row in rows]


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


def of(found: list[tuple[str, str]], *types: str) -> list[tuple[str, str]]:
    return [one for one in found if one[0].removeprefix("report.") in types]
