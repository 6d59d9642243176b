"""What people ask of obstacles."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_tasks.board_tables import OBSTACLE
from chungtay_tasks.queries import Key, Row
from chungtay_tasks.tables import DUTY


async def obstacles(
    engine: AsyncEngine, campaign: str, *, unit: str | None, duty: str | None, states: frozenset[str] | None,
    newest: bool, after: Key, limit: int | None,
) -> list[Row]:  # fmt: skip
    """A campaign's obstacles, the oldest first or the newest, with the duties they are about."""
    place = OBSTACLE.c.position
    query = (
        select(OBSTACLE, DUTY.c.data.label("about"))
        .outerjoin(DUTY, (DUTY.c.campaign == OBSTACLE.c.campaign) & (DUTY.c.duty == OBSTACLE.c.duty))
        .where(OBSTACLE.c.campaign == campaign)
        .order_by(place.desc() if newest else place)
        .limit(limit)
    )
    query = query if unit is None else query.where(OBSTACLE.c.unit == unit)
    query = query if duty is None else query.where(OBSTACLE.c.duty == duty)
    query = query if states is None else query.where(OBSTACLE.c.state.in_(states))
    if after is not None:
        query = query.where(place < after[0] if newest else place > after[0])
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(query)).mappings()]
