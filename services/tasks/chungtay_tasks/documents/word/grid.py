"""A table's rows as columns: every cell in the column it begins in, None where one is spanned."""

from __future__ import annotations

from collections.abc import Iterator

from chungtay_tasks.documents.word.markup import Element, child, local, number

MOST_COLUMNS = 64
_DESCENDED = frozenset({"sdt", "sdtContent", "customXml", "ins"})


def rows_of(table: Element) -> list[list[Element | None]]:
    """Rows deleted by a tracked change are left out."""
    return [_cells(one) for one in _found(table, "tr") if child(one, "trPr", "del") is None]


def _cells(line: Element) -> list[Element | None]:
    cells: list[Element | None] = [None] * _span(line, "trPr", "gridBefore")
    for cell in _found(line, "tc"):
        cells.append(cell)
        cells += [None] * (max(1, _span(cell, "tcPr", "gridSpan")) - 1)
    return [*cells, *[None] * _span(line, "trPr", "gridAfter")][:MOST_COLUMNS]


def _span(element: Element, *path: str) -> int:
    return min(max(number(element, *path) or 0, 0), MOST_COLUMNS)


def _found(container: Element, name: str) -> Iterator[Element]:
    for one in container:
        if local(one) == name:
            yield one
        elif local(one) in _DESCENDED:
            yield from _found(one, name)
