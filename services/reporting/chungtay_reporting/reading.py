"""The SQL of the figure function: what each unit has of a campaign at a vector.

At the end of what was heard, a cell is a row. Behind it, the cells of now are corrected by the facts that began or
ended since, or, where more lies behind the vector than before it, the facts before it are added up anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chungtay_reporting.aggregation import Best, CellKey, Count, Read, Total
from chungtay_reporting.completeness import Filing
from chungtay_reporting.definitions import COMMUNES, TOTAL, Definitions
from chungtay_reporting.folding import ALL
from chungtay_reporting.heard import ReportPeriod
from chungtay_reporting.vector import At

REPORTS = "unit-report/%"
"""Streams of reports: the facts they drive are their zeros."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read: all of a campaign's facts at a vector, or those of one period's days; `accepted` filings hold what
    counts as accepted."""

    at: At
    accepted: Sequence[Filing]
    period: ReportPeriod | None = None

    @property
    def holders(self) -> list[int]:
        return [filing.position for filing in self.accepted]

    @property
    def several(self) -> list[str]:
        """Units with more than one accepted report, which may hold the same activity."""
        counts = Counter(filing.unit for filing in self.accepted)
        return [unit for unit, count in counts.items() if count > 1]

    @property
    def is_now(self) -> bool:
        """Whether the running totals are what is asked for."""
        return self.at.is_present and self.period is None

    @property
    def anew(self) -> bool:
        return self.period is not None or self.at.position("intake") * 2 < self.at.highest

    @property
    def days(self) -> str:
        """The facts of the period's days, and its report's own zeros. Only digits, letters and hyphens go in."""
        if self.period is None:
            return "true"
        p = self.period
        return f"""CASE WHEN f.stream_id LIKE '{REPORTS}' THEN f.stream_id LIKE '%/{p.period}'
                        ELSE f.effective BETWEEN '{p.start:%Y-%m-%d}' AND '{p.end:%Y-%m-%d}' END"""


async def read(asked: Asked, definitions: Definitions) -> Read:
    found, at = Read(), asked.at
    campaign, holders = definitions.campaign.campaign, [ALL, *asked.holders]
    position = [] if asked.is_now else [at.position("intake")]
    several = asked.several
    for holder, indicator, unit, *total in await at.tx.fetch(_totals(asked), campaign, holders, *position):
        if holder == ALL:
            found.totals[indicator, unit] = Total(*total)
        elif unit not in several:
            found.held[indicator, unit] = Total(*total)
    if several:
        rows = await at.tx.fetch(_held_once(asked), campaign, holders, at.position("intake"), several)
        found.held.update({(indicator, unit): Total(*total) for indicator, unit, *total in rows})
    for aggregation, cells in _ranked(definitions, found).items():
        if cells:
            columns = [list(column) for column in zip(*cells, strict=True)]
            past = [] if at.is_present else [at.position("intake")]
            rows = await at.tx.fetch(_best(asked, aggregation), campaign, *columns, holders, *past)
            found.best.update({(i, unit, accepted): Best(*best) for i, unit, accepted, *best in rows})
    if any(i.aggregation == "distinct" for i in definitions.indicators.values()):
        rows = await at.tx.fetch(_counts(asked), campaign, holders, *position, definitions.communes)
        found.counts.update({(indicator, scope): Count(*count) for indicator, scope, *count in rows})
    return found


def _standing(parameter: str) -> str:
    return f"f.from_position <= {parameter} AND (f.to_position IS NULL OR f.to_position > {parameter})"


def _sides(asked: Asked) -> Sequence[tuple[str, str]]:
    """What turns the totals of now, or of nothing, into those of the vector: a sign and which facts it is put on."""
    if asked.anew:
        return [("+", _standing("$3"))]
    began, ended = "f.from_position > $3 AND f.to_position IS NULL", "f.from_position <= $3 AND f.to_position > $3"
    return [("-", began), ("+", ended)]


def _changes(asked: Asked, keys: str, amounts: Sequence[str], only: str = "true") -> Iterator[str]:
    """The changes since the vector by key: of all that stands, and of what each filing holds."""
    g = asked.at.generation
    for sign, which in _sides(asked):
        signed = ", ".join(f"{sign} {amount}" for amount in amounts)
        where = f"campaign = $1 AND {which} AND {only} AND {asked.days}"
        yield f"""SELECT {ALL}::bigint, {keys}, {signed} FROM fact_{g} f
                  WHERE {where} GROUP BY {keys}"""
        yield f"""SELECT h.held_by, {keys}, {signed} FROM fact_{g} f JOIN filed_{g} h USING (stream_id, version)
                  WHERE {where} AND h.held_by = ANY($2::bigint[])
                  GROUP BY h.held_by, {keys}"""


_AMOUNTS = ("sum(value)", "count(*) FILTER (WHERE first)", "count(*) FILTER (WHERE first AND approximate)")


def _totals(asked: Asked) -> str:
    now = f"""SELECT held_by, indicator, unit, total, facts, approximate FROM cell_{asked.at.generation}
              WHERE campaign = $1 AND held_by = ANY($2::bigint[])"""
    if asked.is_now:
        return f"{now} AND facts > 0 ORDER BY indicator, unit"
    parts = [*([] if asked.anew else [now]), *_changes(asked, "indicator, unit", _AMOUNTS)]
    return f"""
      SELECT held_by, indicator, unit, sum(total), sum(facts)::bigint, sum(approximate)::bigint
      FROM ({" UNION ALL ".join(parts)}) AS c(held_by, indicator, unit, total, facts, approximate)
      GROUP BY held_by, indicator, unit HAVING sum(facts) > 0 ORDER BY indicator, unit"""


def _held_once(asked: Asked) -> str:
    """What several reports of a unit hold together, each fact once: the final report holds what the others do."""
    g = asked.at.generation
    return f"""
      SELECT indicator, unit, {", ".join(_AMOUNTS)} FROM fact_{g} f
      JOIN (SELECT DISTINCT stream_id, version FROM filed_{g} WHERE held_by = ANY($2::bigint[])) AS h
        USING (stream_id, version)
      WHERE campaign = $1 AND unit = ANY($4::text[]) AND {_standing("$3")} AND {asked.days}
      GROUP BY indicator, unit HAVING count(*) FILTER (WHERE first) > 0"""


def _counts(asked: Asked) -> str:
    """Different members per unit, of the communes together and in total; the last parameter are the communes."""
    now = f"""SELECT held_by, indicator, unit, member, facts FROM member_{asked.at.generation}
              WHERE campaign = $1 AND held_by = ANY($2::bigint[])"""
    parts = [now] if asked.is_now or not asked.anew else []
    if not asked.is_now:
        parts += _changes(asked, "indicator, unit, member", ("count(*)",), "member <> ''")
    communes = "$3" if asked.is_now else "$4"
    return f"""
      WITH m AS (
        SELECT indicator, unit, member, coalesce(sum(facts) FILTER (WHERE held_by <> {ALL}), 0) > 0 AS accepted
        FROM ({" UNION ALL ".join(parts)}) AS c(held_by, indicator, unit, member, facts)
        GROUP BY indicator, unit, member HAVING sum(facts) FILTER (WHERE held_by = {ALL}) > 0),
      s AS (
        SELECT indicator, unit AS scope, accepted FROM m
        UNION ALL
        SELECT indicator, scope, bool_or(accepted) FROM m CROSS JOIN LATERAL
          (VALUES ('{TOTAL}'), (CASE WHEN unit = ANY({communes}::text[]) THEN '{COMMUNES}' END)) AS s(scope)
        WHERE scope IS NOT NULL GROUP BY indicator, scope, member)
      SELECT indicator, scope, count(*), count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE NOT accepted)
      FROM s GROUP BY indicator, scope"""


RankedCell = tuple[str, str, bool]
"""Indicator, unit, and whether the facts that accepted filings hold are meant or the others."""


def _ranked(definitions: Definitions, found: Read) -> dict[str, list[RankedCell]]:
    """The cells of stocks and maxima that have such facts, by aggregation."""
    cells: dict[str, list[RankedCell]] = {"latest": [], "max": []}
    for (code, unit), total in found.totals.items():
        indicator = definitions.indicators.get(code)
        if indicator is None or indicator.aggregation not in cells:
            continue
        held = _facts(found.held, (code, unit))
        if held:
            cells[indicator.aggregation].append((code, unit, True))
        if total.facts > held:
            cells[indicator.aggregation].append((code, unit, False))
    return cells


def _facts(totals: Mapping[CellKey, Total], key: CellKey) -> int:
    return totals[key].facts if key in totals else 0


_ORDERS = {
    "latest": "effective DESC, from_position DESC",
    "max": "value DESC, effective DESC, from_position DESC",
}
_FACT = "f.value, f.effective, f.from_position, f.approximate"


def _best(asked: Asked, aggregation: str) -> str:
    """Per cell the fact it rests on, by one probe of an index; behind the end, also among facts that ended since.

    The cells come as arrays of indicator, unit and accepted.
    """
    at, order = asked.at, _ORDERS[aggregation]
    g = at.generation
    cells = "unnest($2::text[], $3::text[], $4::boolean[]) AS k(indicator, unit, accepted)"
    held = f"""EXISTS (SELECT FROM filed_{g} h WHERE h.stream_id = f.stream_id AND h.version = f.version
                       AND h.held_by = ANY($5::bigint[])) = k.accepted AND {asked.days}"""
    began = "" if at.is_present else "AND f.from_position <= $6"
    standing = f"""
      SELECT k.indicator, k.unit, k.accepted, b.* FROM {cells} CROSS JOIN LATERAL (
        SELECT {_FACT} FROM fact_{g} f
        WHERE f.campaign = $1 AND f.indicator = k.indicator AND f.unit = k.unit AND f.to_position IS NULL {began}
          AND {held}
        ORDER BY {order} LIMIT 1) AS b"""
    if at.is_present:
        return standing
    ended = f"""
      SELECT k.indicator, k.unit, k.accepted, {_FACT} FROM fact_{g} f JOIN {cells} USING (indicator, unit)
      WHERE f.campaign = $1 AND f.to_position > $6 {began} AND {held}"""
    return f"""
      SELECT DISTINCT ON (indicator, unit, accepted) * FROM (({standing}) UNION ALL ({ended})) AS f
      ORDER BY indicator, unit, accepted, {order}"""
