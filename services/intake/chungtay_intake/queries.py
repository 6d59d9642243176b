"""What people ask of intake: lists of activities and of units' reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_intake.tables import ACTIVITY, EVENT, REVIEW, UNIT_REPORT
from chungtay_kernel.paging import Page

Row = Mapping[str, Any]

_ACTIVITIES = select(ACTIVITY, EVENT.c.data).join(EVENT, EVENT.c.position == ACTIVITY.c.content_at)


async def activities(
    engine: AsyncEngine, campaign: str, *, unit: str | None, duty: str | None, page: Page
) -> list[Row]:  # fmt: skip
    """Activities, voided ones too, last recorded first."""
    query = _ACTIVITIES.where(ACTIVITY.c.campaign == campaign).order_by(ACTIVITY.c.first_position.desc())
    if unit:
        query = query.where(ACTIVITY.c.unit == unit)
    if duty:
        query = query.where(ACTIVITY.c.duty == duty)
    if (before := page.key(int)) is not None:
        query = query.where(ACTIVITY.c.first_position < before[0])
    return await _rows(engine, query.limit(page.fetch))


async def activity(engine: AsyncEngine, campaign: str, activity_id: UUID) -> Row | None:
    found = ACTIVITY.c.activity == activity_id
    rows = await _rows(engine, _ACTIVITIES.where(found, ACTIVITY.c.campaign == campaign))
    return rows[0] if rows else None


async def unit_reports(engine: AsyncEngine, campaign: str, page: Page, *, period: str | None = None) -> list[Row]:
    """The reports that units have filed, by unit and period, each with the review that binds it."""
    binds = and_(
        REVIEW.c.campaign == UNIT_REPORT.c.campaign,
        REVIEW.c.unit == UNIT_REPORT.c.unit,
        REVIEW.c.period == UNIT_REPORT.c.period,
        REVIEW.c.report_version == UNIT_REPORT.c.report_version,
        REVIEW.c.content_hash == UNIT_REPORT.c.content_hash,
        UNIT_REPORT.c.filed,
    )
    query = (
        select(UNIT_REPORT, REVIEW.c.verdict, REVIEW.c.reviewed_at)
        .join_from(UNIT_REPORT, REVIEW, binds, isouter=True)
        .where(UNIT_REPORT.c.campaign == campaign)
        .order_by(UNIT_REPORT.c.unit, UNIT_REPORT.c.period)
    )
    if period is not None:
        query = query.where(UNIT_REPORT.c.period == period)
    if (after := page.key(str, str)) is not None:
        query = query.where(tuple_(UNIT_REPORT.c.unit, UNIT_REPORT.c.period) > tuple_(*map(literal, after)))
    return await _rows(engine, query.limit(page.fetch))


async def reviews(engine: AsyncEngine, campaign: str, unit: str, period: str) -> dict[int, Row]:
    """The last word on each filing of a unit's report of a period, by its version."""
    query = select(REVIEW).where(REVIEW.c.campaign == campaign, REVIEW.c.unit == unit, REVIEW.c.period == period)
    return {row["report_version"]: row for row in await _rows(engine, query)}


async def _rows(engine: AsyncEngine, query: Select[Any]) -> list[Row]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]
