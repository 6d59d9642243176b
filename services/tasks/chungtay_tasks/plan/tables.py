"""Duties in tables: the head row says which column holds the work, the lead, the partners, the time and the product."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chungtay_tasks.plan.cells import Cell, cells_of
from chungtay_tasks.plan.columns import Column, column_of
from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Draft, Findings, Holder, Scope
from chungtay_tasks.plan.dues import dues_in
from chungtay_tasks.plan.duties import duties_in
from chungtay_tasks.plan.fields import Block
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.labels import labels_in
from chungtay_tasks.plan.outline import Node, clause_of
from chungtay_tasks.plan.roles import who_in

_SAME_AS_ABOVE = re.compile(r"[-\s]*(?:nt|như trên|″|\"|”|//)?[-\s.]*")
_FEW_WORDS = 12
_NUMBER_IN_TABLE = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]?")


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[Column, int]
    first_row: int


def read_table(doc: Folded, rows: Sequence[Node], scope: Scope, years: Years, found: Findings) -> None:
    """Adds the duties of a run of rows; a table without a head that names work is context."""
    for row in rows:
        found.kinds[row.start] = "table"
    table = _head(doc, rows)
    if table is None:
        return
    above: dict[Column, Cell] = {}
    for row in rows[table.first_row :]:
        cells = cells_of(doc, row.start, row.end)
        named: dict[Column, Cell] = {name: cells[i] for name, i in table.columns.items() if i < len(cells)}
        if _is_group_row(doc, cells):
            above = {}
            continue
        _read_row(doc, row, named, above, scope, years, found)


def _head(doc: Folded, rows: Sequence[Node]) -> _Table | None:
    for index, row in enumerate(rows[:4]):
        columns = _named(doc, row)
        if "work" in columns and len(columns) >= 2:
            below = _second_head(doc, rows[index + 1]) if index + 1 < len(rows) else {}
            return _Table(columns | below, index + (2 if below else 1))
    return None


def _named(doc: Folded, row: Node) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    for place, (start, end) in enumerate(cells_of(doc, row.start, row.end)):
        name = column_of(doc.text[start:end])
        if name and name not in columns and end - start < 80:
            columns[name] = place
    return columns


def _second_head(doc: Folded, row: Node) -> dict[Column, int]:
    """A head of two rows ("Cơ quan" over "Chủ trì | Phối hợp"): all that stands in the second names a column."""
    filled = [cell for cell in cells_of(doc, row.start, row.end) if cell[0] < cell[1]]
    named = _named(doc, row)
    return named if len(filled) >= 2 and len(named) == len(filled) else {}


def _is_group_row(doc: Folded, cells: Sequence[Cell]) -> bool:
    """A row that only titles the rows below it, or numbers the columns (1, 2, 3)."""
    filled = [doc.text[s:e] for s, e in cells if s < e]
    words = [text for text in filled if not _NUMBER_IN_TABLE.fullmatch(text)]
    return len(set(words)) <= 1 and (not words or len(cells) > 2)


def _read_row(
    doc: Folded,
    row: Node,
    cells: dict[Column, Cell],
    above: dict[Column, Cell],
    scope: Scope,
    years: Years,
    found: Findings,
) -> None:
    work = cells.get("work", (row.start, row.start))
    clause = _clause(doc, row, cells.get("number"))
    holder = _holder(doc, cells, above, clause, years, found) or scope.holder
    dues = dues_in(doc, *cells["time"], years, labelled=True) if "time" in cells else []
    product = doc.text[slice(*cells["product"])] if "product" in cells else ""
    parts = [(d.start, d.end) for d in duties_in(doc, *work)] or [work]
    parts = [(work[0], parts[0][1]), *parts[1:]]
    for start, end in (doc.trim(*part, "-+•▪◦") for part in parts):
        if start < end:
            draft = Draft(start, end, row.start, clause, holder, has_verb=True)
            draft.dues = [*dues_in(doc, start, end, years), *dues]
            draft.product = product or None
            found.drafts.append(draft)


def _clause(doc: Folded, row: Node, number: Cell | None) -> str:
    label = doc.text[slice(*number)].strip(" .)") if number else ""
    return ".".join(part for part in (clause_of(row), label) if part)


def _holder(
    doc: Folded, cells: dict[Column, Cell], above: dict[Column, Cell], clause: str, years: Years, found: Findings
) -> Holder | None:
    lead = _lead_cell(doc, cells, above, found)
    who = _who(doc, lead, years) if lead else Block()
    helping = _partner_cell(doc, cells, above)
    partners = [*who.partners, *(_who(doc, helping, years).leads if helping else [])]
    place = cells.get("lead", (0, 0))[0]
    return Holder(tuple(who.leads), tuple(partners), "order", clause, place) if who.leads else None


def _lead_cell(doc: Folded, cells: dict[Column, Cell], above: dict[Column, Cell], found: Findings) -> Cell | None:
    """The cell that names the lead; an empty one, or "như trên", says the same as the one above."""
    cell = cells.get("lead")
    if cell is None or not _SAME_AS_ABOVE.fullmatch(doc.key[slice(*cell)]):
        if cell:
            above["lead"] = cell
        return cell
    before = above.get("lead")
    if before:
        found.doubts.append(doubt("merged_cell", doc, *before))
    return before


def _partner_cell(doc: Folded, cells: dict[Column, Cell], above: dict[Column, Cell]) -> Cell | None:
    """Nobody need help: only "như trên" says the same as above, an empty cell says nothing."""
    cell = cells.get("partner")
    words = doc.key[slice(*cell)].strip(" -.") if cell else ""
    if words and _SAME_AS_ABOVE.fullmatch(words):
        return above.get("partner")
    if cell:
        above["partner"] = cell
    return cell


def _who(doc: Folded, cell: Cell, years: Years) -> Block:
    """The names in a cell, by their labels ("Chủ trì: …; phối hợp: …") or as a list; a few words are a name."""
    block = Block(cell[0])
    labels = labels_in(doc, *cell)
    if labels and labels[0].label_start == cell[0]:
        for label in labels:
            block.take(doc, label, years)
        return block
    who = who_in(doc, *cell, expected=True)
    text = doc.text[slice(*doc.trim(*cell, ".;-"))]
    block.leads += who.names or ([text] if 0 < len(text.split()) <= _FEW_WORDS else [])
    block.partners += who.partners
    return block
