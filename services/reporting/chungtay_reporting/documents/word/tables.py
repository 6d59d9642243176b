"""Tables: a header that repeats on every page, rows that no page break cuts, figures in content controls."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from chungtay_reporting.documents.word.markup import Figures, line, paragraph, run, runs, twips
from chungtay_reporting.report import Cell, Row, Table

_WHOLE_UP_TO = 20
"""Rows up to which a table stands on one page; longer ones go on under a repeated header."""
_SMALL_FROM = 7
"""Columns from which on a table is set in small type."""
_LETTER, _PADDING = 0.51 * 25.4 / 72, 4.2
"""mm that a letter takes per point of its size, and mm around a cell's text with something to spare for capitals."""

_GAP = paragraph("HetPhan", "")


def table(item: Table, width: float, title: str, figures: Figures) -> str:
    """A table over `width` mm; `title` names it to a screen reader where it has no caption."""
    style, size = ("BangNho", 10) if len(item.columns) >= _SMALL_FROM else ("Bang", 11)
    widths = [twips(each) for each in _widths(item, width, size)]
    caption = line("TenBang", item.caption) if item.caption else ""
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    whole = len(item.rows) <= _WHOLE_UP_TO
    rows = "".join(
        _row(row, widths, style, figures, keep=whole and number < len(item.rows))
        for number, row in enumerate(item.rows, 1)
    )
    return (
        f"{_GAP}{caption}<w:tbl>{_properties(sum(widths), item.caption or title)}<w:tblGrid>{grid}</w:tblGrid>"
        f"{_header(item, widths, style)}{rows}</w:tbl>{_GAP}"
    )


def _widths(item: Table, total: float, size: float) -> list[float]:
    """mm of each column: its share, but at least its longest word, so that no number is broken."""
    least = [word * size * _LETTER + _PADDING for word in _longest_words(item)]
    if sum(least) > total:
        return [total * each / sum(least) for each in least]
    narrow: set[int] = set()
    while True:
        shares = sum(column.width for at, column in enumerate(item.columns) if at not in narrow)
        unit = (total - sum(least[at] for at in narrow)) / shares if shares else 0
        widths = [least[at] if at in narrow else column.width * unit for at, column in enumerate(item.columns)]
        if not (found := {at for at, width in enumerate(widths) if width < least[at]}):
            return widths
        narrow |= found


def _longest_words(item: Table) -> list[int]:
    words = [_longest_word(column.title) for column in item.columns]
    for row in item.rows:
        for at, cell in _placed(row):
            if cell.columns == 1:
                words[at] = max(words[at], _longest_word("".join(run.text for run in cell.runs)))
    return words


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """Each cell with the column in which it begins."""
    at = 0
    for cell in row.cells:
        yield at, cell
        at += cell.columns


def _properties(width: int, title: str) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="BangSoLieu"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:firstColumn="0"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
    )


def _header(item: Table, widths: list[int], style: str) -> str:
    cells = (
        _cell(width, paragraph(style, run(column.title, bold=True), properties=_aligned("center", keep=True)))
        for column, width in zip(item.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: Row, widths: list[int], style: str, figures: Figures, *, keep: bool) -> str:
    """`keep`: on one page with the next row, as a group's name always is."""
    cells: list[str] = []
    keep = keep or (row.strong and any(cell.columns > 1 for cell in row.cells))
    for at, cell in _placed(row):
        properties = _aligned(cell.align, keep=keep)
        content = paragraph(style, runs(cell.runs, figures, bold=row.strong), properties=properties)
        cells.append(_cell(sum(widths[at : at + cell.columns]), content, cell.columns))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _aligned(align: str, *, keep: bool = False) -> str:
    return f'{"<w:keepNext/>" if keep else ""}<w:jc w:val="{align}"/>'


def _cell(width: int, content: str, columns: int = 1) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
