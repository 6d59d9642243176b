"""What people ask about deadlines: the extensions that were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_kernel.database import Pool
from chungtay_tasks import streams
from chungtay_tasks.events import DeadlineExtended, ReportDueSoon, ReportOverdue, ReportRequestClosed
from chungtay_tasks.tables import EXTENSION


@dataclass(frozen=True, slots=True)
class Given:
    """An extension; `given_by` is the role and unit, not the person."""

    event: DeadlineExtended
    given_at: datetime
    given_by: str


class Sent(NamedTuple):
    """A reminder, or what is told when the time is over, of a report's deadline `due_at`."""

    kind: str
    period: str
    due_at: datetime
    working_days_before: int = 0


_Told: TypeAlias = ReportDueSoon | ReportOverdue | ReportRequestClosed

_SENT: Mapping[str, type[_Told]] = {e.TYPE: e for e in (ReportDueSoon, ReportOverdue, ReportRequestClosed)}


async def sent(pool: Pool, campaign: str, unit: str | None) -> frozenset[Sent]:
    """What was told of a campaign's reports: to one unit, or to any."""
    first = streams.expected_report(campaign, "")
    rows = await pool.fetch(
        "SELECT type, data FROM event WHERE stream_id >= $1 AND stream_id < $2 AND type = ANY($3) AND salt <> ''",
        first, f"{first[:-1]}0", [*_SENT],  # "0" follows "/": the streams of this campaign alone
    )  # fmt: skip
    events = [_SENT[row["type"]].model_validate_json(row["data"]) for row in rows]
    return frozenset(_sent(event) for event in events if unit in (None, event.unit))


def _sent(event: _Told) -> Sent:
    before = event.working_days_before if isinstance(event, ReportDueSoon) else 0
    return Sent(event.TYPE.partition(".")[2], event.period, event.due_at, before)


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
