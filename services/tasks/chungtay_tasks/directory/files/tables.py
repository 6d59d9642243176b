"""A file as tables of cells: its headings found, wherever the table begins, and its rows under them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from openpyxl.utils import get_column_letter

from chungtay_tasks.directory.files import refusals
from chungtay_tasks.directory.files.cells import Cell
from chungtay_tasks.directory.files.columns import BY_HEADING, REQUIRED, heading_key
from chungtay_tasks.directory.files.workbook import sheets_of

Row = Mapping[str, Cell]
"""Cells by the field of their column."""
MOST_ROWS = 20_000
MOST_COLUMNS = 60
_HEADING_WITHIN = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """`unknown` are headings that mean nothing here; their columns are passed over."""

    sheet: str
    fields: frozenset[str]
    rows: Sequence[Row]
    unknown: Sequence[str] = field(default=())


def tables_of(data: bytes) -> Sequence[Table]:
    """The tables of an XLSX or CSV file, told by its content; raises Refusal for a file that is neither or too much."""
    if data.startswith(_OLE):
        raise refusals.old_or_locked()
    sheets = sheets_of(data) if data.startswith(_ZIP) else [("CSV", _lines(data))]
    found = [table for name, rows in sheets if (table := _table(name, rows)) is not None]
    if not found:
        raise refusals.no_table()
    return found


def _lines(data: bytes) -> Iterator[Sequence[Cell]]:
    text = _decoded(data)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=lambda mark: sum(heading_key(h) in BY_HEADING for h in first.split(mark)))
    for number, values in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), start=1):
        yield [Cell("CSV", number, f"{get_column_letter(i + 1)}{number}", "", value) for i, value in enumerate(values)]


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise refusals.not_text() from None


def _table(name: str, rows: Iterable[Sequence[Cell]]) -> Table | None:
    """None where a sheet has no headings of ours: a page of explanations, say."""
    headings: Mapping[int, Cell] | None = None
    found: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        if headings is None:
            headings = _headings(cells)
            if headings is None and number >= _HEADING_WITHIN:
                return None
        elif any(cell.value not in (None, "") for cell in cells):
            found.append(_row(cells, headings))
            if len(found) > MOST_ROWS:
                raise refusals.too_much(f"{MOST_ROWS} dòng", f"{MOST_ROWS} rows")
    return None if headings is None else _checked(name, headings, found)


def _headings(cells: Sequence[Cell]) -> Mapping[int, Cell] | None:
    """A row is one of headings if at least two of them are ours, the code among them."""
    named = {index: cell for index, cell in enumerate(cells[:MOST_COLUMNS]) if isinstance(cell.value, str)}
    ours = [BY_HEADING[key].field for cell in named.values() if (key := heading_key(str(cell.value))) in BY_HEADING]
    return named if len(ours) > 1 and "code" in ours else None


def _checked(name: str, headings: Mapping[int, Cell], rows: Sequence[Row]) -> Table:
    said = {index: heading_key(str(cell.value)) for index, cell in headings.items()}
    fields = frozenset(BY_HEADING[key].field for key in said.values() if key in BY_HEADING)
    if missing := [column for column in REQUIRED if column not in fields]:
        raise refusals.heading_missing(name, missing)
    unknown = [str(headings[index].value) for index, key in said.items() if key and key not in BY_HEADING]
    return Table(name, fields, rows, unknown)


def _row(cells: Sequence[Cell], headings: Mapping[int, Cell]) -> Row:
    row: dict[str, Cell] = {}
    for index, heading in headings.items():
        column = BY_HEADING.get(heading_key(str(heading.value)))
        if column is not None and index < len(cells):
            cell = cells[index]
            row[column.field] = Cell(
                cell.sheet, cell.row, cell.place, str(heading.value), cell.value, cell.is_formula
            )  # fmt: skip
    return row
