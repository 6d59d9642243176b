"""The one figure function: a campaign's figures at a vector, in one snapshot.

At the end of what was heard it reads running totals, a row a cell. Behind it, the same totals are corrected by the
facts that began or ended after the vector; stocks and maxima, which no difference can undo, are then found anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chungtay_reporting import standing
from chungtay_reporting.aggregation import Best, Cell, CellKey, Count, Parts, Read, Total, aggregate
from chungtay_reporting.completeness import COUNTED, Completeness, UnitStanding
from chungtay_reporting.definitions import (
    COMMUNES,
    COUNT_LABELS,
    ON_TIME,
    ON_TIME_LABEL,
    SEALED,
    SEALED_LABEL,
    SYSTEM_INDICATORS,
    TOTAL,
    Definitions,
    figure_id,
)
from chungtay_reporting.folding import ALL
from chungtay_reporting.report import Figure
from chungtay_reporting.vector import At


@dataclass(frozen=True, slots=True)
class Figures:
    """A campaign's figures: those that have a value are kept, the others follow from its definitions."""

    definitions: Definitions
    cells: dict[CellKey, Cell]
    completeness: Completeness

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
        return (ON_TIME_LABEL if code == ON_TIME else COUNT_LABELS[code]), "đơn vị", "distinct"

    def all(self, *, unit: str | None = None, indicator: str | None = None) -> Iterator[Cell]:
        """Every figure that applies, in the campaign's order: per indicator the total, the communes, each unit."""
        scopes = [TOTAL, COMMUNES, *(u.code for u in self.definitions.campaign.units)]
        for code in [indicator] if indicator else [*self.definitions.indicators, *self._system()]:
            for scope in [unit] if unit else scopes:
                if self.definitions.applies(code, scope):
                    yield self.cell(code, scope)

    def _system(self) -> list[str]:
        return [c for c in (*COUNT_LABELS, ON_TIME, SEALED) if c not in self.definitions.indicators]


async def figures(at: At, campaign: str) -> Figures:
    """The figures of a campaign at a vector. Raises Refusal (404)."""
    definition = await standing.campaign(at, campaign)
    definitions = Definitions(definition)
    reports = await standing.reports(at, definition)
    read = await _read(at, definitions, {u: f.position for u, f in reports.accepted_filings.items()})
    cells = aggregate(definitions, read)
    for code in SYSTEM_INDICATORS:
        for scope in [s for c, s in cells if c == code]:
            del cells[code, scope]
    cells |= _counted(reports)
    sealed = await standing.seals(at, campaign)
    count = Decimal(len(sealed))
    cells[SEALED, TOTAL] = Cell(SEALED, TOTAL, "value", Parts(count, count if sealed else None), False, len(sealed))
    return Figures(definitions, cells, reports)


def _counted(reports: Completeness) -> dict[CellKey, Cell]:
    codes = {count: ON_TIME if count == "on_time" else count for count in COUNTED}
    return {(code, TOTAL): count_of_units(code, reports.of(count)) for count, code in codes.items()}


def count_of_units(code: str, units: Sequence[UnitStanding]) -> Cell:
    """A count of units as a figure: accepted are those whose report is."""
    accepted = sum(unit.state == "accepted" for unit in units)
    rest = len(units) - accepted
    parts = Parts(Decimal(len(units)), Decimal(accepted) if accepted else None, Decimal(rest) if rest else None)
    return Cell(code, TOTAL, "value", parts, False, len(units))


async def _read(at: At, definitions: Definitions, held_by: dict[str, int]) -> Read:
    """`held_by`: per unit the position of its accepted filing."""
    read = Read()
    campaign = definitions.campaign.campaign
    holders = [ALL, *held_by.values()]
    for holder, indicator, unit, *total in await at.tx.fetch(*_totals(at, campaign, holders)):
        (read.totals if holder == ALL else read.held)[indicator, unit] = Total(*total)
    ranked = {c for c, i in definitions.indicators.items() if i.aggregation in ("latest", "max")}
    for indicator, unit, accepted, *best in await _best(at, definitions, ranked, read, held_by):
        read.best[indicator, unit, accepted] = Best(*best)
    if any(i.aggregation == "distinct" for i in definitions.indicators.values()):
        for indicator, scope, *count in await at.tx.fetch(*_counts(at, campaign, holders, definitions.communes)):
            read.counts[indicator, scope] = Count(*count)
    return read


def _changed(g: str) -> str:
    """Facts that stand now and did not then, to be taken off; and those that stood then, to be added."""
    columns = "stream_id, version, indicator, unit, first, member, value, approximate"
    return f"""changed AS (
      SELECT {columns}, -1 AS sign FROM fact_{g}
      WHERE campaign = $1 AND from_position > $3 AND to_position IS NULL
      UNION ALL
      SELECT {columns}, 1 FROM fact_{g} WHERE campaign = $1 AND from_position <= $3 AND to_position > $3),
    change AS (
      SELECT {ALL}::bigint AS held_by, changed.* FROM changed
      UNION ALL
      SELECT h.held_by, changed.* FROM changed JOIN filed_{g} h USING (stream_id, version)
      WHERE h.held_by = ANY($2::bigint[]) AND h.held_by <> {ALL})"""


def _totals(at: At, campaign: str, holders: list[int]) -> tuple[Any, ...]:
    g = at.generation
    now = f"""SELECT held_by, indicator, unit, total, facts, approximate FROM cell_{g}
              WHERE campaign = $1 AND held_by = ANY($2::bigint[]) AND facts > 0"""
    if at.is_present:
        return f"{now} ORDER BY indicator, unit", campaign, holders
    then = f"""WITH {_changed(g)}
      SELECT held_by, indicator, unit, sum(total), sum(facts)::bigint, sum(approximate)::bigint FROM (
        {now.replace(" AND facts > 0", "")}
        UNION ALL
        SELECT held_by, indicator, unit, sign * value, sign * first::int, sign * (first AND approximate)::int
        FROM change) AS c
      GROUP BY held_by, indicator, unit HAVING sum(facts) > 0 ORDER BY indicator, unit"""
    return then, campaign, holders, at.position("intake")


def _counts(at: At, campaign: str, holders: list[int], communes: list[str]) -> tuple[Any, ...]:
    """Different members per unit, of the communes together and in total."""
    g = at.generation
    now = f"SELECT held_by, indicator, unit, member, facts FROM member_{g} WHERE campaign = $1"
    now += " AND held_by = ANY($2::bigint[])"
    given: list[Any] = [campaign, holders]
    changes, scopes = "", "$3"
    if not at.is_present:
        changes, scopes = _changed(g) + ",", "$4"
        now += " UNION ALL SELECT held_by, indicator, unit, member, sign FROM change WHERE member <> ''"
        given.append(at.position("intake"))
    return (
        f"""WITH {changes} standing AS ({now}),
      m AS (
        SELECT indicator, unit, member, sum(facts) FILTER (WHERE held_by = {ALL}) AS facts,
               coalesce(sum(facts) FILTER (WHERE held_by <> {ALL}), 0) AS accepted
        FROM standing GROUP BY indicator, unit, member HAVING sum(facts) FILTER (WHERE held_by = {ALL}) > 0)
      SELECT indicator, scope, count(DISTINCT member), count(DISTINCT member) FILTER (WHERE accepted > 0),
             count(DISTINCT member) FILTER (WHERE facts > accepted)
      FROM m CROSS JOIN LATERAL (VALUES (unit), ('{TOTAL}'),
        (CASE WHEN unit = ANY({scopes}::text[]) THEN '{COMMUNES}' END)) AS s(scope)
      WHERE scope IS NOT NULL GROUP BY indicator, scope""",
        *given,
        communes,
    )


async def _best(at: At, definitions: Definitions, ranked: set[str], read: Read, held_by: dict[str, int]) -> list[Any]:
    """Per cell of a stock or maximum the fact it rests on, among accepted ones and among the rest."""
    wanted: dict[str, list[tuple[str, str, int, bool]]] = {"latest": [], "max": []}
    for (indicator, unit), total in read.totals.items():
        if indicator in ranked:
            held = read.held.get((indicator, unit))
            cells = wanted[definitions.indicators[indicator].aggregation]
            if held:
                cells.append((indicator, unit, held_by[unit], True))
            if total.facts > (held.facts if held else 0):
                cells.append((indicator, unit, held_by.get(unit, ALL), False))
    found: list[Any] = []
    for aggregation, cells in wanted.items():
        if cells:
            columns = [list(c) for c in zip(*cells, strict=True)]
            sql, *given = _best_sql(at, aggregation, definitions.campaign.campaign)
            found += await at.tx.fetch(sql, *given, *columns)
    return found


_ORDERS = {
    "latest": "f.effective DESC, f.from_position DESC",
    "max": "f.value DESC, f.effective DESC, f.from_position DESC",
}
_BEST = "f.value, f.effective, f.from_position, f.approximate"


def _best_sql(at: At, aggregation: str, campaign: str) -> tuple[Any, ...]:
    """`$…`: the cells as arrays of indicator, unit, holder and whether the accepted or the other facts are meant."""
    g, order = at.generation, _ORDERS[aggregation]
    if at.is_present:
        return (
            f"""
          SELECT k.indicator, k.unit, k.accepted, b.* FROM unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[])
            AS k(indicator, unit, holder, accepted)
          CROSS JOIN LATERAL (
            SELECT {_BEST} FROM fact_{g} f
            WHERE f.campaign = $1 AND f.indicator = k.indicator AND f.unit = k.unit AND f.to_position IS NULL
              AND {_held("f", g)} = k.accepted
            ORDER BY {order} LIMIT 1) AS b""",
            campaign,
        )
    standing = "f.to_position IS NULL AND f.from_position <= $2"
    stood = "f.to_position > $2 AND f.from_position <= $2"
    columns = f"f.indicator, f.unit, k.accepted, {_BEST}"
    return (
        f"""
      WITH k AS (SELECT * FROM unnest($3::text[], $4::text[], $5::bigint[], $6::boolean[])
        AS k(indicator, unit, holder, accepted)),
      f AS (
        SELECT {columns} FROM k JOIN fact_{g} f USING (indicator, unit)
        WHERE f.campaign = $1 AND {standing} AND {_held("f", g)} = k.accepted
        UNION ALL
        SELECT {columns} FROM k JOIN fact_{g} f USING (indicator, unit)
        WHERE f.campaign = $1 AND {stood} AND {_held("f", g)} = k.accepted)
      SELECT DISTINCT ON (indicator, unit, accepted) f.indicator, f.unit, f.accepted, {_BEST} FROM f
      ORDER BY indicator, unit, accepted, {order}""",
        campaign,
        at.position("intake"),
    )


def _held(fact: str, g: str) -> str:
    return f"""EXISTS (SELECT FROM filed_{g} h WHERE h.stream_id = {fact}.stream_id AND h.version = {fact}.version
                       AND h.held_by = k.holder)"""
