"""What the duty board reads beside assignments: since when, delegated to whom, obstacles, and partners' work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chungtay_tasks.board_tables import ASSIGNED, DELEGATION, OBSTACLE, TOLD
from chungtay_tasks.queries import Row
from chungtay_tasks.tables import ACTIVITY

Place = tuple[str, str]
"""(duty, unit)."""

MOST_DUTIES = 10_000


@dataclass(frozen=True, slots=True)
class Beside:
    """By duty and unit, what stands beside an assignment; of obstacles the number of those not closed."""

    assigned: Mapping[Place, datetime]
    delegated: Mapping[Place, Row]
    obstacles: Mapping[Place, int]
    activities: Mapping[Place, Row]


async def beside(engine: AsyncEngine, campaign: str, *, unit: str | None, duty: str | None) -> Beside:
    def of(table: Table, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        query = query.where(table.c.campaign == campaign)
        query = query if unit is None else query.where(table.c.unit == unit)
        return query if duty is None else query.where(table.c.duty == duty)

    open_ = select(OBSTACLE.c.duty, OBSTACLE.c.unit, func.count().label("open")).where(OBSTACLE.c.state != "closed")
    done = select(
        ACTIVITY.c.duty, ACTIVITY.c.unit, func.count().label("activities"),
        func.max(ACTIVITY.c.recorded_at).label("last_activity_at"),
    ).where(~ACTIVITY.c.voided, ACTIVITY.c.duty.is_not(None))  # fmt: skip
    async with engine.connect() as connection:
        since = await _by_place(connection, of(ASSIGNED, select(ASSIGNED)))
        delegated = await _by_place(connection, of(DELEGATION, select(DELEGATION)))
        obstacles = await _by_place(connection, of(OBSTACLE, open_).group_by(OBSTACLE.c.duty, OBSTACLE.c.unit))
        activities = await _by_place(connection, of(ACTIVITY, done).group_by(ACTIVITY.c.duty, ACTIVITY.c.unit))
    return Beside(
        {place: row["assigned_at"] for place, row in since.items()},
        delegated,
        {place: row["open"] for place, row in obstacles.items()},
        activities,
    )


async def _by_place(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> dict[Place, Row]:
    return {(row["duty"], row["unit"]): dict(row) for row in (await connection.execute(query)).mappings()}


async def delegations(engine: AsyncEngine, campaign: str, duty: str, unit: str | None) -> list[Row]:
    """Who sees to a duty now, by unit."""
    query = select(DELEGATION).where(DELEGATION.c.campaign == campaign, DELEGATION.c.duty == duty)
    query = query if unit is None else query.where(DELEGATION.c.unit == unit)
    return await _rows(engine, query.order_by(DELEGATION.c.unit))


async def told(engine: AsyncEngine, campaign: str, duty: str, unit: str) -> list[Row]:
    """What intake told of a unit's work on a duty: its first activity that still stands, and its reports."""
    first = (
        select(TOLD)
        .join(ACTIVITY, ACTIVITY.c.activity == TOLD.c.stream)
        .where(
            TOLD.c.campaign == campaign, TOLD.c.unit == unit, ACTIVITY.c.duty == duty, ACTIVITY.c.unit == unit,
            ~ACTIVITY.c.voided,
        )
        .order_by(TOLD.c.at)
        .limit(1)
    )  # fmt: skip
    reports = select(TOLD).where(
        TOLD.c.campaign == campaign, TOLD.c.unit == unit, TOLD.c.type.like("unit!_report.%", escape="!")
    )
    return [*await _rows(engine, first), *await _rows(engine, reports.order_by(TOLD.c.at))]


async def obstacle_ids(engine: AsyncEngine, campaign: str, duty: str, unit: str) -> Sequence[str]:
    query = select(OBSTACLE.c.obstacle).where(
        OBSTACLE.c.campaign == campaign, OBSTACLE.c.duty == duty, OBSTACLE.c.unit == unit
    )
    return [row["obstacle"] for row in await _rows(engine, query.order_by(OBSTACLE.c.position))]


async def _rows(engine: AsyncEngine, query: Select[Any]) -> list[Row]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]
