"""The SQL of the figure function: what each unit has of a campaign at a vector.

At the end of what was heard, a cell is a row. Behind it, the cells of now are corrected by the facts that began or
ended since, or, where more lies behind the vector than before it, the facts before it are added up anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chungtay_reporting.aggregation import Best, CellKey, Count, Read, Total
from chungtay_reporting.definitions import COMMUNES, TOTAL, Definitions
from chungtay_reporting.folding import ALL
from chungtay_reporting.vector import At


async def read(at: At, definitions: Definitions, held_by: Mapping[str, int]) -> Read:
    """`held_by`: per unit the position of its accepted filing."""
    found = Read()
    campaign, holders = definitions.campaign.campaign, [ALL, *held_by.values()]
    position = [] if at.is_present else [at.position("intake")]
    for holder, indicator, unit, *total in await at.tx.fetch(_totals(at), campaign, holders, *position):
        (found.totals if holder == ALL else found.held)[indicator, unit] = Total(*total)
    for aggregation, cells in _ranked(definitions, found, held_by).items():
        if cells:
            columns = [list(column) for column in zip(*cells, strict=True)]
            rows = await at.tx.fetch(_best(at, aggregation), campaign, *columns, *position)
            found.best.update({(i, unit, accepted): Best(*best) for i, unit, accepted, *best in rows})
    if any(i.aggregation == "distinct" for i in definitions.indicators.values()):
        rows = await at.tx.fetch(_counts(at), campaign, holders, *position, definitions.communes)
        found.counts.update({(indicator, scope): Count(*count) for indicator, scope, *count in rows})
    return found


def _sides(at: At) -> Sequence[tuple[str, str]]:
    """What turns the totals of now, or of nothing, into those of the vector: a sign and which facts it is put on."""
    if _anew(at):
        return [("+", "f.from_position <= $3 AND (f.to_position IS NULL OR f.to_position > $3)")]
    began, ended = "f.from_position > $3 AND f.to_position IS NULL", "f.from_position <= $3 AND f.to_position > $3"
    return [("-", began), ("+", ended)]


def _anew(at: At) -> bool:
    return at.position("intake") * 2 < at.highest


def _changes(at: At, keys: str, amounts: Sequence[str], only: str = "true") -> Iterator[str]:
    """The changes since the vector by key: of all that stands, and of what each filing holds."""
    g = at.generation
    for sign, which in _sides(at):
        signed = ", ".join(f"{sign} {amount}" for amount in amounts)
        yield f"""SELECT {ALL}::bigint, {keys}, {signed} FROM fact_{g} f
                  WHERE campaign = $1 AND {which} AND {only} GROUP BY {keys}"""
        yield f"""SELECT h.held_by, {keys}, {signed} FROM fact_{g} f JOIN filed_{g} h USING (stream_id, version)
                  WHERE campaign = $1 AND {which} AND {only} AND h.held_by = ANY($2::bigint[])
                  GROUP BY h.held_by, {keys}"""


def _totals(at: At) -> str:
    now = f"""SELECT held_by, indicator, unit, total, facts, approximate FROM cell_{at.generation}
              WHERE campaign = $1 AND held_by = ANY($2::bigint[])"""
    if at.is_present:
        return f"{now} AND facts > 0 ORDER BY indicator, unit"
    amounts = ("sum(value)", "count(*) FILTER (WHERE first)", "count(*) FILTER (WHERE first AND approximate)")
    parts = [*([] if _anew(at) else [now]), *_changes(at, "indicator, unit", amounts)]
    return f"""
      SELECT held_by, indicator, unit, sum(total), sum(facts)::bigint, sum(approximate)::bigint
      FROM ({" UNION ALL ".join(parts)}) AS c(held_by, indicator, unit, total, facts, approximate)
      GROUP BY held_by, indicator, unit HAVING sum(facts) > 0 ORDER BY indicator, unit"""


def _counts(at: At) -> str:
    """Different members per unit, of the communes together and in total; the last parameter are the communes."""
    now = f"""SELECT held_by, indicator, unit, member, facts FROM member_{at.generation}
              WHERE campaign = $1 AND held_by = ANY($2::bigint[])"""
    parts = [now] if at.is_present or not _anew(at) else []
    if not at.is_present:
        parts += _changes(at, "indicator, unit, member", ("count(*)",), "member <> ''")
    communes = "$3" if at.is_present else "$4"
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


RankedCell = tuple[str, str, int, bool]
"""Indicator, unit, the accepted filing (0: none), and whether the facts it holds are meant or the others."""


def _ranked(definitions: Definitions, found: Read, held_by: Mapping[str, int]) -> dict[str, list[RankedCell]]:
    """The cells of stocks and maxima that have such facts, by aggregation."""
    cells: dict[str, list[RankedCell]] = {"latest": [], "max": []}
    for (code, unit), total in found.totals.items():
        indicator = definitions.indicators.get(code)
        if indicator is None or indicator.aggregation not in cells:
            continue
        held = _facts(found.held, (code, unit))
        if held:
            cells[indicator.aggregation].append((code, unit, held_by[unit], True))
        if total.facts > held:
            cells[indicator.aggregation].append((code, unit, held_by.get(unit, ALL), False))
    return cells


def _facts(totals: Mapping[CellKey, Total], key: CellKey) -> int:
    return totals[key].facts if key in totals else 0


_ORDERS = {
    "latest": "effective DESC, from_position DESC",
    "max": "value DESC, effective DESC, from_position DESC",
}
_FACT = "f.value, f.effective, f.from_position, f.approximate"


def _best(at: At, aggregation: str) -> str:
    """Per cell the fact it rests on, by one probe of an index; behind the end, also among facts that ended since.

    The cells come as arrays of indicator, unit, holder and accepted.
    """
    g, order = at.generation, _ORDERS[aggregation]
    cells = "unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[]) AS k(indicator, unit, holder, accepted)"
    held = f"""EXISTS (SELECT FROM filed_{g} h WHERE h.stream_id = f.stream_id AND h.version = f.version
                       AND h.held_by = k.holder) = k.accepted"""
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
