"""Obstacles as the log of tasks tells them: how many were raised, and which of them are closed at a vector.

OR06 counts what was closed, beside what its reporters record of obstacles removed elsewhere. A closing is the
coordinator's own decision, which nobody else reviews: it counts as accepted, until somebody reopens the obstacle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from chungtay_kernel.subscription import Incoming
from chungtay_reporting.aggregation import Cell, CellKey, Parts
from chungtay_reporting.definitions import REMOVED, TOTAL, Definitions
from chungtay_reporting.heard import ObstacleMoved
from chungtay_reporting.vector import At

COLUMNS = ("campaign", "obstacle", "version", "position", "unit", "duty", "state")


def row(one: Incoming, data: ObstacleMoved) -> tuple[str | int, ...]:
    """A row of `obstacle`, a row an event: the last of an obstacle says how it stands."""
    event = one.event
    state = event.type.removeprefix("obstacle.")
    return data.campaign, data.obstacle, event.version, event.position, data.unit, data.duty, state


class Obstacle(NamedTuple):
    """One obstacle at a vector; `positions` of all its events in the log of tasks."""

    obstacle: str
    unit: str
    duty: str
    closed: bool
    positions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Obstacles:
    """A campaign's obstacles in the order they were raised."""

    raised: Sequence[Obstacle] = ()

    @property
    def removed(self) -> list[Obstacle]:
        return [obstacle for obstacle in self.raised if obstacle.closed]

    @property
    def standing(self) -> int:
        return len(self.raised) - len(self.removed)


NONE = Obstacles()

Days = tuple[date, date, str]
"""First and last day, and the zone they are days of."""


async def obstacles(at: At, campaign: str, days: Days | None = None) -> Obstacles:
    """Of some days alone, those that were closed on them; nobody says which of the others belong to those days."""
    rows = await at.tx.fetch(
        f"""SELECT obstacle, unit, duty, (array_agg(state ORDER BY version DESC))[1] = 'closed',
                   array_agg(position ORDER BY version)
            FROM obstacle_{at.generation} WHERE campaign = $1 AND position <= $2
            GROUP BY obstacle, unit, duty ORDER BY min(position)""",
        campaign, at.position("tasks"),
    )  # fmt: skip
    found = [Obstacle(*row) for row in rows]
    return Obstacles(found if days is None else await _closed_on(at, found, *days))


async def _closed_on(at: At, found: Sequence[Obstacle], start: date, end: date, timezone: str) -> list[Obstacle]:
    closed = {one.positions[-1]: one for one in found if one.closed}
    rows = await at.tx.fetch(
        """SELECT position FROM journal WHERE source = 'tasks' AND position = ANY($1::bigint[])
             AND (recorded_at AT TIME ZONE $2)::date BETWEEN $3 AND $4 ORDER BY position""",
        [*closed], timezone, start, end,
    )  # fmt: skip
    return [closed[row["position"]] for row in rows]


def counted(
    definitions: Definitions, cells: Mapping[CellKey, Cell], found: Obstacles
) -> Iterator[tuple[CellKey, Cell]]:
    """The figures of OR06 with what was closed; where none was ever raised, they stay what was recorded."""
    closed = Decimal(len(found.removed))
    for scope in scopes(definitions) if found.raised else ():
        cell = cells.get((REMOVED, scope), Cell(REMOVED, scope, "value", Parts(Decimal(0))))
        value, accepted, provisional = cell.parts
        parts = Parts((value or 0) + closed, (accepted or 0) + closed if closed else accepted, provisional)
        yield (REMOVED, scope), cell._replace(parts=parts, activities=cell.activities + len(found.removed))


def scopes(definitions: Definitions) -> list[str]:
    """Where a closing counts: for the coordinator, who removes obstacles, and in all it counts in."""
    indicator, coordinator = definitions.indicators.get(REMOVED), definitions.campaign.coordinator
    if indicator is None:
        return [TOTAL]
    if indicator.aggregation not in ("sum", "distinct"):  # a campaign's own OR06, which nothing can be added to
        return []
    own = definitions.scopes(indicator, coordinator) if definitions.applies(REMOVED, coordinator) else ()
    return list(dict.fromkeys([*own, TOTAL]))
