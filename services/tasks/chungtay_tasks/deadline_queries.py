"""What people ask about deadlines: the extensions that were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_tasks.events import DeadlineExtended
from chungtay_tasks.tables import EXTENSION


@dataclass(frozen=True, slots=True)
class Given:
    """An extension; `given_by` is the role and unit, not the person."""

    event: DeadlineExtended
    given_at: datetime
    given_by: str


async def extensions(engine: AsyncEngine, campaign: str, unit: str | None = None) -> Sequence[Given]:
    """A campaign's, first to last, the later outweighing the earlier of its unit and period."""
    query = select(EXTENSION).where(EXTENSION.c.campaign == campaign).order_by(EXTENSION.c.position)
    if unit is not None:
        query = query.where(EXTENSION.c.unit == unit)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).mappings()
        return [
            Given(
                DeadlineExtended.model_validate(row["data"]), row["given_at"], ":".join(row["given_by"].split(":")[:2])
            )
            for row in rows
        ]


def latest(given: Sequence[Given]) -> Mapping[tuple[str, str], DeadlineExtended]:
    """The one that stands, by unit and period."""
    return {(one.event.unit, one.event.period): one.event for one in given}
