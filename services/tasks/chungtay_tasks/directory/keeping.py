"""Who keeps the directory: the units that coordinate or issued a campaign, since every campaign rests on its names.

A unit does not decide over itself or its neighbours: renaming or closing one takes effect in everybody's campaigns.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_kernel.tokens import Actor
from chungtay_tasks.tables import CAMPAIGN


async def keeper(engine: AsyncEngine, actor: Actor) -> str:
    """The unit for which an actor changes the directory: its own if that keeps it, else the one to turn to.

    Before the first campaign there is nobody yet: the directory is then filled by whoever prepares one.
    """
    query = select(CAMPAIGN.c.coordinator, CAMPAIGN.c.data["issuer"].astext).order_by(CAMPAIGN.c.position.desc())
    async with engine.connect() as connection:
        keepers = [unit for row in await connection.execute(query) for unit in row]
    return actor.unit if actor.unit in keepers or not keepers else keepers[0]
