"""Facts and their running totals, written in the consumer's transaction.

`cell` and `member` are kept by differences: what a batch ends is taken off, what it begins is added, for all that
stands (held_by 0) and for each filing that holds the fact. So a total costs one row to read, however many facts it
sums. Facts and filings are streams of one source, whose row the consumer has locked: whichever comes first, the
second of the two finds the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from chungtay_kernel.database import Tx
from chungtay_reporting.folding import ALL, Changes, Ending, FactRow, FiledRow, FilingRow

FACT_COLUMNS = FactRow._fields
FILING_COLUMNS = FilingRow._fields
FILED_COLUMNS = FiledRow._fields


class Standing(NamedTuple):
    """What of a fact its totals depend on."""

    campaign: str
    indicator: str
    unit: str
    stream_id: str
    version: int
    first: bool
    member: str
    value: Decimal
    approximate: bool


_STANDING = ", ".join(f"f.{name}" for name in Standing._fields)

CellKey = tuple[str, int, str, str]
MemberKey = tuple[str, int, str, str, str]


class Deltas:
    """Differences by cell, folded before they are written: a key occurs once in a statement."""

    def __init__(self) -> None:
        self.cells: dict[CellKey, list[Any]] = {}
        self.members: dict[MemberKey, int] = {}

    def count(self, facts: Iterable[Standing | FactRow], sign: int, held_by: int) -> None:
        for f in facts:
            cell = self.cells.setdefault((f.campaign, held_by, f.indicator, f.unit), [Decimal(0), 0, 0])
            cell[0] += f.value if sign > 0 else -f.value
            if f.first:
                cell[1] += sign
                cell[2] += sign * f.approximate
            if f.member:
                key = (f.campaign, held_by, f.indicator, f.unit, f.member)
                self.members[key] = self.members.get(key, 0) + sign

    def cell_columns(self) -> list[list[Any]]:
        rows = [(*key, *delta) for key, delta in self.cells.items() if any(delta)]
        return _columns(rows, 7)

    def member_columns(self) -> list[list[Any]]:
        return _columns([(*key, delta) for key, delta in self.members.items() if delta], 6)


async def write(tx: Tx, generation: str, changes: Changes) -> None:
    """Writes what a batch of intake's events changes. The caller holds the source's row."""
    ended = await _end(tx, generation, changes.endings)
    begun = [f for f in changes.facts if f.to_position is None]
    held = await _holders(tx, generation, {(f.stream_id, f.version) for f in (*ended, *begun)})
    await insert(tx, generation, changes)
    deltas = Deltas()
    deltas.count(ended, -1, ALL)
    deltas.count(begun, +1, ALL)
    for sign, facts in ((-1, ended), (+1, begun)):
        for fact in facts:
            for held_by in held.get((fact.stream_id, fact.version), ()):
                deltas.count((fact,), sign, held_by)
    for held_by, fact in await _newly_held(tx, generation, changes.filed):
        deltas.count((fact,), +1, held_by)
    await _add(tx, generation, deltas)


async def _end(tx: Tx, generation: str, endings: Sequence[Ending]) -> list[Standing]:
    """Ends the facts and filings of earlier versions; the facts that stood until now."""
    if not endings:
        return []
    columns = _columns(endings, 3)
    await tx.execute(_end_filings(generation), *columns)
    return [Standing(*row) for row in await tx.fetch(_end_facts(generation), *columns)]


_ENDINGS = "unnest($1::text[], $2::integer[], $3::bigint[]) AS e(stream_id, version, position)"


@cache
def _end_facts(g: str) -> str:
    return f"""UPDATE fact_{g} f SET to_position = e.position FROM {_ENDINGS}
               WHERE f.stream_id = e.stream_id AND f.version < e.version AND f.to_position IS NULL
               RETURNING {_STANDING}"""


@cache
def _end_filings(g: str) -> str:
    return f"""UPDATE filing_{g} f SET to_position = e.position FROM {_ENDINGS}
               WHERE f.stream_id = e.stream_id AND f.version < e.version AND f.to_position IS NULL"""


async def _holders(tx: Tx, generation: str, versions: set[tuple[str, int]]) -> dict[tuple[str, int], list[int]]:
    """The filings of earlier batches that hold these versions."""
    if not versions:
        return {}
    rows = await tx.fetch(_holders_sql(generation), *_columns(list(versions), 2))
    found: dict[tuple[str, int], list[int]] = {}
    for stream, version, held_by in rows:
        found.setdefault((stream, version), []).append(held_by)
    return found


@cache
def _holders_sql(g: str) -> str:
    return f"""SELECT h.stream_id, h.version, h.held_by FROM filed_{g} h
               JOIN unnest($1::text[], $2::integer[]) AS v(stream_id, version) USING (stream_id, version)"""


async def insert(tx: Tx, generation: str, changes: Changes) -> None:
    """Copies a batch's rows; totals and what the batch ends are left to the caller."""
    if changes.facts:
        await tx.copy_records_to_table(f"fact_{generation}", records=changes.facts, columns=FACT_COLUMNS)
    if changes.filings:
        await tx.copy_records_to_table(f"filing_{generation}", records=changes.filings, columns=FILING_COLUMNS)
        await tx.copy_records_to_table(f"filed_{generation}", records=changes.filed, columns=FILED_COLUMNS)


async def _newly_held(tx: Tx, generation: str, filed: Sequence[FiledRow]) -> list[tuple[int, Standing]]:
    """The standing facts, of this batch or before, that this batch's filings hold."""
    if not filed:
        return []
    rows = await tx.fetch(_newly_held_sql(generation), *_columns(filed, 3))
    return [(held_by, Standing(*fact)) for held_by, *fact in rows]


@cache
def _newly_held_sql(g: str) -> str:
    return f"""SELECT v.held_by, {_STANDING} FROM fact_{g} f
               JOIN unnest($1::text[], $2::integer[], $3::bigint[]) AS v(stream_id, version, held_by)
                 USING (stream_id, version) WHERE f.to_position IS NULL"""


async def _add(tx: Tx, generation: str, deltas: Deltas) -> None:
    if (cells := deltas.cell_columns())[0]:
        await tx.execute(_add_cells(generation), *cells)
    if (members := deltas.member_columns())[0]:
        await tx.execute(_add_members(generation), *members)


@cache
def _add_cells(g: str) -> str:
    return f"""INSERT INTO cell_{g} AS c (campaign, held_by, indicator, unit, total, facts, approximate)
               SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::numeric[], $6::bigint[],
                                    $7::bigint[])
               ON CONFLICT (campaign, held_by, indicator, unit) DO UPDATE SET total = c.total + excluded.total,
                 facts = c.facts + excluded.facts, approximate = c.approximate + excluded.approximate"""


@cache
def _add_members(g: str) -> str:
    return f"""INSERT INTO member_{g} AS m (campaign, held_by, indicator, unit, member, facts)
               SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[])
               ON CONFLICT (campaign, held_by, indicator, unit, member)
               DO UPDATE SET facts = m.facts + excluded.facts"""


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows as the arrays that unnest takes."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
