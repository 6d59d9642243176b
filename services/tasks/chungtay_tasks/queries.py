"""What people ask of tasks, and what decisions read."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Select, any_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.reviews import Report, ReportVersion, Verdict, verdict_of
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import CampaignPublished, ReviewAccepted, ReviewReturned, UnitRegistered
from chungtay_tasks.tables import ACTIVITY, ASSIGNMENT, CAMPAIGN, DUTY, REPORT_VERSION, UNIT, VERDICT

Row = Mapping[str, Any]
Key = Sequence[Any] | None
"""The sort key after which a list goes on; None: from its start."""
Reports = Mapping[str, Report]
"""Reports by unit."""

_UNIT_COLUMNS = [UNIT.c[name] for name in UnitRegistered.model_fields]


async def directory(engine: AsyncEngine, codes: Sequence[str]) -> Directory:
    """The registered units among some codes."""
    rows = await _rows(engine, select(*_UNIT_COLUMNS).where(UNIT.c.code.in_(codes)))
    return {row["code"]: UnitRegistered(**row) for row in rows}


async def units(engine: AsyncEngine, after: Key, limit: int) -> list[Row]:
    """The directory by code."""
    query = select(*_UNIT_COLUMNS).order_by(UNIT.c.code).limit(limit)
    if after is not None:
        query = query.where(UNIT.c.code > after[0])
    return await _rows(engine, query)


async def campaign_of_plan(engine: AsyncEngine, plan: str) -> CampaignPublished | None:
    """The first campaign that was published from a plan."""
    query = select(CAMPAIGN.c.data).where(CAMPAIGN.c.plan == plan).order_by(CAMPAIGN.c.position).limit(1)
    rows = await _rows(engine, query)
    return CampaignPublished.model_validate(rows[0]["data"]) if rows else None


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


async def duties(engine: AsyncEngine, campaign_id: str, unit: str | None, after: Key, limit: int) -> list[Row]:
    """A campaign's duties in the plan's order; `unit`: only those it holds."""
    query = select(DUTY).where(DUTY.c.campaign == campaign_id).order_by(DUTY.c.position).limit(limit)
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
    after: Key = None, limit: int | None = None,
) -> tuple[list[Row], Reports]:  # fmt: skip
    """Assignments in the order of duties and units, and their units' reports, as they stood at one moment."""
    query = _assignments().where(ASSIGNMENT.c.campaign == campaign_id).limit(limit)
    if unit is not None:
        query = query.where(ASSIGNMENT.c.unit == unit)
    if duty is not None:
        query = query.where(ASSIGNMENT.c.duty == duty)
    if after is not None:
        query = query.where(tuple_(DUTY.c.position, ASSIGNMENT.c.unit) > tuple_(*map(literal, after)))
    async with _snapshot(engine) as connection:
        rows: list[Row] = [dict(row) for row in (await connection.execute(query)).mappings()]
        return rows, await _reports(connection, campaign_id, unit)


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


async def reports(engine: AsyncEngine, campaign_id: str, unit: str | None = None) -> Reports:
    """The reports of a campaign's units, by unit, as they stood at one moment; none where nothing was heard."""
    async with _snapshot(engine) as connection:
        return await _reports(connection, campaign_id, unit)


async def _reports(connection: AsyncConnection, campaign_id: str, unit: str | None) -> Reports:
    versions = select(REPORT_VERSION).where(REPORT_VERSION.c.campaign == campaign_id).order_by(REPORT_VERSION.c.version)
    verdicts = select(VERDICT).where(VERDICT.c.campaign == campaign_id).order_by(VERDICT.c.version)
    if unit is not None:
        versions, verdicts = versions.where(REPORT_VERSION.c.unit == unit), verdicts.where(VERDICT.c.unit == unit)
    found: dict[str, Report] = {}
    for row in (await connection.execute(versions)).mappings():
        report = found.get(row["unit"], Report())
        version = ReportVersion(row["version"], row["filed"], row["content_hash"], row["received_at"])
        found[row["unit"]] = Report((*report.versions, version))
    for row in (await connection.execute(verdicts)).mappings():
        report = found.get(row["unit"], Report())
        found[row["unit"]] = Report(report.versions, (*report.verdicts, _verdict(dict(row))))
    return found


def _verdict(row: Row) -> Verdict:
    model = ReviewAccepted if row["accepted"] else ReviewReturned
    return verdict_of(model.model_validate(row["data"]), row["given_at"])


@asynccontextmanager
async def _snapshot(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """Several statements that see one moment: verdicts and the versions they are about must fit together."""
    async with engine.connect() as connection:
        yield await connection.execution_options(isolation_level="REPEATABLE READ")


async def _rows(engine: AsyncEngine, query: Select[Any]) -> list[Row]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]
