"""The one figure function: a campaign's figures at a vector, in one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chungtay_reporting import obstacles, standing
from chungtay_reporting.aggregation import Cell, CellKey, Parts, aggregate
from chungtay_reporting.completeness import COUNTED, Completeness, UnitStanding
from chungtay_reporting.definitions import (
    COMMUNES,
    COUNT_LABELS,
    ON_TIME,
    ON_TIME_LABEL,
    REMOVED,
    REMOVED_LABEL,
    SEALED,
    SEALED_LABEL,
    SYSTEM_INDICATORS,
    TOTAL,
    Definitions,
    figure_id,
)
from chungtay_reporting.heard import ReportPeriod
from chungtay_reporting.obstacles import NONE, Obstacles
from chungtay_reporting.reading import Asked, read
from chungtay_reporting.report import Figure
from chungtay_reporting.vector import At


@dataclass(frozen=True, slots=True)
class Figures:
    """A campaign's figures: those that have a value are kept, the others follow from its definitions."""

    definitions: Definitions
    cells: dict[CellKey, Cell]
    completeness: Completeness
    obstacles: Obstacles = NONE
    period: ReportPeriod | None = None
    """The recurring report whose days these figures are of; None: the whole campaign."""

    def cell(self, indicator: str, scope: str) -> Cell:
        """A figure's cell; "missing" where it applies and nothing was reported."""
        found = self.cells.get((indicator, scope))
        if found is not None:
            return found
        return Cell(indicator, scope, "missing" if self.definitions.applies(indicator, scope) else "not_applicable")

    def figure(self, indicator: str, scope: str) -> Figure:
        return self.shown(self.cell(indicator, scope))

    def shown(self, cell: Cell) -> Figure:
        label, unit, aggregation = self._named(cell.indicator)
        return Figure(
            id=figure_id(cell.indicator, cell.scope), indicator=cell.indicator, scope=cell.scope, label=label,
            unit=unit, aggregation=aggregation, state=cell.state, value=cell.parts.value,
            accepted=cell.parts.accepted, provisional=cell.parts.provisional, approximate=cell.approximate,
            activities=cell.activities,
        )  # fmt: skip

    def _named(self, code: str) -> tuple[str, str, str]:
        if (indicator := self.definitions.indicators.get(code)) is not None:
            return indicator.label_vi, indicator.unit_vi, indicator.aggregation
        if code == SEALED:
            return SEALED_LABEL, "báo cáo", "distinct"
        if code == REMOVED:
            return REMOVED_LABEL, "việc", "sum"
        return (ON_TIME_LABEL if code == ON_TIME else COUNT_LABELS[code]), "đơn vị", "distinct"

    def all(self, *, unit: str | None = None, indicator: str | None = None) -> Iterator[Cell]:
        """Every figure that applies, in the campaign's order: per indicator the total, the communes, each unit."""
        scopes = [TOTAL, COMMUNES, *(u.code for u in self.definitions.campaign.units)]
        for code in [indicator] if indicator else [*self.definitions.indicators, *self._system()]:
            for scope in [unit] if unit else scopes:
                if self.definitions.applies(code, scope):
                    yield self.cell(code, scope)

    def _system(self) -> list[str]:
        removed = [REMOVED] if self.obstacles.raised else []
        return [c for c in (*COUNT_LABELS, ON_TIME, SEALED, *removed) if c not in self.definitions.indicators]


async def figures(at: At, campaign: str, period: str | None = None) -> Figures:
    """The figures of a campaign at a vector, or of a recurring report's days. Raises Refusal (404, 422)."""
    definition = await standing.campaign(at, campaign)
    definitions = Definitions(definition)
    owed = standing.owed(definition, period)
    within = owed if period is not None and owed.recurs else None
    reports = await standing.reports(at, definition, period)
    cells = aggregate(definitions, await read(Asked(at, reports.accepted, within), definitions))
    for code in SYSTEM_INDICATORS:
        for scope in [s for c, s in cells if c == code]:
            del cells[code, scope]
    cells |= _counted(reports)
    found = await obstacles.obstacles(at, campaign, within and (within.start, within.end, definition.timezone))
    cells |= dict(obstacles.counted(definitions, cells, found))
    sealed = await standing.seals(at, campaign)
    count = Decimal(len(sealed))
    cells[SEALED, TOTAL] = Cell(SEALED, TOTAL, "value", Parts(count, count if sealed else None), False, len(sealed))
    return Figures(definitions, cells, reports, found, within)


def _counted(reports: Completeness) -> dict[CellKey, Cell]:
    codes = {count: ON_TIME if count == "on_time" else count for count in COUNTED}
    return {(code, TOTAL): count_of_units(code, reports.of(count)) for count, code in codes.items()}


def count_of_units(code: str, units: Sequence[UnitStanding]) -> Cell:
    """A count of units as a figure: accepted are those whose report is."""
    accepted = sum(unit.state == "accepted" for unit in units)
    rest = len(units) - accepted
    parts = Parts(Decimal(len(units)), Decimal(accepted) if accepted else None, Decimal(rest) if rest else None)
    return Cell(code, TOTAL, "value", parts, False, len(units))
