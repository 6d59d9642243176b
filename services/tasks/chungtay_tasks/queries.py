"""What people ask of tasks, and what decisions read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any

from sqlalchemy import Select, Table, any_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chungtay_tasks.codes import FINAL
from chungtay_tasks.directory import Unit, stored
from chungtay_tasks.directory.contents import registered
from chungtay_tasks.directory.validity import life_for
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.reviews import OfReview, Report, ReportVersion, evolve
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import (
    CampaignPublished,
    Period,
    ReportRerouted,
    ReviewAccepted,
    ReviewChecked,
    ReviewReturned,
)  # fmt: skip
from chungtay_tasks.tables import ACTIVITY, ASSIGNMENT, CAMPAIGN, CAMPAIGN_PLAN, DUTY, REPORT_VERSION, VERDICT

Row = Mapping[str, Any]
Key = Sequence[Any] | None
"""The sort key after which a list goes on; None: from its start."""
Reports = Mapping[str, Report]
"""Reports by unit."""


async def directory(engine: AsyncEngine, codes: Sequence[str], period: Period | None = None) -> Directory:
    """The registered units among some codes, each in the life that is valid in the period, or else in its latest."""
    lives: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in await stored.lives_of(engine, codes):
        lives[unit.code].append(unit)
    start, end = (period.start, period.end) if period else (None, None)
    return {code: registered(life) for code in lives if (life := life_for(lives[code], start, end))}


async def campaign_of_plan(engine: AsyncEngine, plan: str) -> str | None:
    """The first campaign that was published from a plan or amended after it."""
    query = select(CAMPAIGN_PLAN.c.campaign).where(CAMPAIGN_PLAN.c.plan == plan).order_by(CAMPAIGN_PLAN.c.position)
    rows = await _rows(engine, query.limit(1))
    return rows[0]["campaign"] if rows else None


async def plan_version(engine: AsyncEngine, campaign_id: str, plan: str) -> int | None:
    """The reading of a plan that a campaign rests on, or rested on."""
    rests = (CAMPAIGN_PLAN.c.campaign == campaign_id) & (CAMPAIGN_PLAN.c.plan == plan)
    rows = await _rows(engine, select(CAMPAIGN_PLAN.c.plan_version).where(rests))
    return rows[0]["plan_version"] if rows else None


async def campaigns(engine: AsyncEngine, after: Key, limit: int) -> list[Row]:
    """Campaigns, the latest first."""
    query = select(CAMPAIGN).order_by(CAMPAIGN.c.position.desc()).limit(limit)
    if after is not None:
        query = query.where(CAMPAIGN.c.position < after[0])
    return await _rows(engine, query)


async def campaign_row(engine: AsyncEngine, campaign_id: str) -> Row:
    """Raises Refusal (404)."""
    rows = await _rows(engine, select(CAMPAIGN).where(CAMPAIGN.c.campaign == campaign_id))
    if not rows:
        raise refusals.unknown("campaign", "campaign", campaign_id, status=404)
    return rows[0]


async def campaign(engine: AsyncEngine, campaign_id: str) -> CampaignPublished:
    """Raises Refusal (404)."""
    return CampaignPublished.model_validate((await campaign_row(engine, campaign_id))["data"])


async def duties(
    engine: AsyncEngine, campaign_id: str, unit: str | None, after: Key, limit: int, *, dropped: bool | None = False
) -> list[Row]:
    """A campaign's duties in the plan's order; `unit`: only those it holds; `dropped`: those that an amendment
    dropped (None: these, too)."""
    query = select(DUTY).where(DUTY.c.campaign == campaign_id).order_by(DUTY.c.position).limit(limit)
    if dropped is not None:
        query = query.where(DUTY.c.dropped_at.is_not(None) if dropped else DUTY.c.dropped_at.is_(None))
    if unit is not None:
        query = query.where(literal(unit) == any_(DUTY.c.units))
    if after is not None:
        query = query.where(DUTY.c.position > after[0])
    return await _rows(engine, query)


async def duty_row(engine: AsyncEngine, campaign_id: str, duty_id: str) -> Row:
    """Raises Refusal (404)."""
    rows = await _rows(engine, select(DUTY).where(DUTY.c.campaign == campaign_id, DUTY.c.duty == duty_id))
    if not rows:
        raise refusals.unknown("duty", "duty", duty_id, status=404)
    return rows[0]


async def assignments(
    engine: AsyncEngine, campaign_id: str, *, unit: str | None = None, duty: str | None = None,
    after: Key = None, limit: int | None = None, period: str = FINAL, dropped: bool | None = False,
) -> tuple[list[Row], Reports]:  # fmt: skip
    """Assignments in the order of duties and units, and their units' reports, as they stood at one moment; `dropped`:
    those that an amendment took from their units (None: these, too)."""
    query = _assignments().where(ASSIGNMENT.c.campaign == campaign_id).limit(limit)
    if dropped is not None:
        query = query.where(ASSIGNMENT.c.dropped_at.is_not(None) if dropped else ASSIGNMENT.c.dropped_at.is_(None))
    if unit is not None:
        query = query.where(ASSIGNMENT.c.unit == unit)
    if duty is not None:
        query = query.where(ASSIGNMENT.c.duty == duty)
    if after is not None:
        query = query.where(tuple_(DUTY.c.position, ASSIGNMENT.c.unit) > tuple_(*map(literal, after)))
    async with _snapshot(engine) as connection:
        rows: list[Row] = [dict(row) for row in (await connection.execute(query)).mappings()]
        found = await _reports(connection, campaign_id, unit, period)
        return rows, {of: report for (of, _), report in found.items()}


def _assignments() -> Select[Any]:
    activities = (
        select(func.count().label("activities"), func.max(ACTIVITY.c.recorded_at).label("last_activity_at"))
        .where(
            ACTIVITY.c.campaign == ASSIGNMENT.c.campaign,
            ACTIVITY.c.duty == ASSIGNMENT.c.duty,
            ACTIVITY.c.unit == ASSIGNMENT.c.unit,
            ~ACTIVITY.c.voided,
        )
        .lateral()
    )
    return (
        select(ASSIGNMENT, DUTY.c.position, DUTY.c.data, activities)
        .join(DUTY, (DUTY.c.campaign == ASSIGNMENT.c.campaign) & (DUTY.c.duty == ASSIGNMENT.c.duty))
        .join(activities, literal(True))
        .order_by(DUTY.c.position, ASSIGNMENT.c.unit)
    )


async def reports(
    engine: AsyncEngine, campaign_id: str, unit: str | None = None, *, period: str = FINAL
) -> Reports:  # fmt: skip
    """The reports of a campaign's units for a period, by unit, as they stood at one moment; none where nothing was
    heard."""
    return {of: report for (of, _), report in (await all_reports(engine, campaign_id, unit, period=period)).items()}


async def all_reports(
    engine: AsyncEngine, campaign_id: str, unit: str | None = None, *, period: str | None = None
) -> Mapping[tuple[str, str], Report]:
    """The reports of a campaign's units by unit and period, as they stood at one moment."""
    async with _snapshot(engine) as connection:
        return await _reports(connection, campaign_id, unit, period)


async def _reports(
    connection: AsyncConnection, campaign_id: str, unit: str | None, period: str | None
) -> dict[tuple[str, str], Report]:
    found: dict[tuple[str, str], Report] = {}
    for row in await _of_reports(connection, REPORT_VERSION, campaign_id, unit, period):
        key = (row["unit"], row["period"])
        version = ReportVersion(**{field: row[field] for field in _VERSION_FIELDS})
        found[key] = Report((*found.get(key, Report()).versions, version))
    for row in await _of_reports(connection, VERDICT, campaign_id, unit, period):
        key = (row["unit"], row["period"])
        said = SAID[row["kind"]].model_validate(row["data"])
        found[key] = evolve(found.get(key, Report()), said, row["given_at"])
    return found


_VERSION_FIELDS = [field.name for field in fields(ReportVersion)]
SAID: Mapping[str, type[OfReview]] = {
    "accepted": ReviewAccepted, "returned": ReviewReturned, "checked": ReviewChecked, "rerouted": ReportRerouted,
}  # fmt: skip


async def _of_reports(
    connection: AsyncConnection, table: Table, campaign_id: str, unit: str | None, period: str | None
) -> list[Row]:
    query = select(table).where(table.c.campaign == campaign_id).order_by(table.c.version)
    if unit is not None:
        query = query.where(table.c.unit == unit)
    if period is not None:
        query = query.where(table.c.period == period)
    return [dict(row) for row in (await connection.execute(query)).mappings()]


async def reviews(
    engine: AsyncEngine, campaign_id: str, *, unit: str | None, period: str | None, after: Key, limit: int
) -> list[Row]:
    """What was said of reports and where they went, by unit, period and order."""
    key = (VERDICT.c.unit, VERDICT.c.period, VERDICT.c.version)
    query = select(VERDICT).where(VERDICT.c.campaign == campaign_id).order_by(*key).limit(limit)
    if unit is not None:
        query = query.where(VERDICT.c.unit == unit)
    if period is not None:
        query = query.where(VERDICT.c.period == period)
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*map(literal, after)))
    return await _rows(engine, query)


@asynccontextmanager
async def _snapshot(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """Several statements that see one moment: verdicts and the versions they are about must fit together."""
    async with engine.connect() as connection:
        yield await connection.execution_options(isolation_level="REPEATABLE READ")


async def _rows(engine: AsyncEngine, query: Select[Any]) -> list[Row]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]
