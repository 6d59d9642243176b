"""An XLSX file's sheets as rows of cells, within bounds of memory and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from chungtay_tasks.directory.files import refusals
from chungtay_tasks.directory.files.cells import Cell

Sheets = Sequence[tuple[str, Iterator[Sequence[Cell]]]]
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PARTS = 500
_MOST_ROWS, _MOST_COLUMNS = 20_050, 60
# SyntaxError: what an XML parser raises
_MALFORMED = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,
)


def sheets_of(data: bytes) -> Sheets:
    """Raises Refusal for what is no XLSX, carries programs, or unpacks to more than a directory can be."""
    try:
        _bounded(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return [(s.title, iter(_rows(s))) for s in book.worksheets]
    except _MALFORMED as error:
        raise refusals.damaged() from error


def _bounded(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise refusals.too_much("64 MiB sau khi giải nén", "64 MiB unpacked")
        if any(part.filename.lower().endswith(("vbaproject.bin", ".bin.rels")) for part in parts):
            raise refusals.macros()
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                _plain_xml(archive.open(part).read(2048))


def _plain_xml(head: bytes) -> None:
    """No workbook declares entities; one that does wants them to grow."""
    if b"<!DOCTYPE" in head or b"\x00" in head:
        raise refusals.damaged()


def _rows(sheet: ReadOnlyWorksheet) -> list[list[Cell]]:
    sheet.reset_dimensions()  # what a file says of its size need not be true
    rows = islice(sheet.iter_rows(max_col=_MOST_COLUMNS), _MOST_ROWS)
    return [[_cell(sheet.title, number, *named) for named in enumerate(row)] for number, row in enumerate(rows, 1)]


def _cell(title: str, number: int, index: int, cell: object) -> Cell:
    """An empty cell of a row has no place of its own."""
    value = cell.value if isinstance(cell, ReadOnlyCell) else None
    formula = isinstance(cell, ReadOnlyCell) and cell.data_type == "f"
    return Cell(title, number, f"{get_column_letter(index + 1)}{number}", "", value, formula)
