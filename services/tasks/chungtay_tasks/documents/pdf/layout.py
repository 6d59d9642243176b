"""A page to its parts in reading order: lines of text, columns one after the other, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungtay_tasks.documents.letterhead import begins_columns
from chungtay_tasks.documents.pdf.geometry import Page, Piece
from chungtay_tasks.documents.pdf.lines import lines_of
from chungtay_tasks.documents.pdf.pieces import pieces_of
from chungtay_tasks.documents.pdf.tables import grids_of
from chungtay_tasks.plan.folded import key
from chungtay_tasks.plan.zones import names_kind

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)
_ADDRESSED = re.compile(r"kính gửi|căn cứ|thực hiện ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text; `apart` lines never join a paragraph (the columns of a letterhead)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    cells: Sequence[Sequence[Sequence[str]]]
    page: int


Part = Line | Table


def parts_of(page: Page, running: frozenset[str]) -> list[Part]:
    """Lines and tables from top to foot, without the page number and the `running` heads and feet."""
    grids = grids_of(page)
    free = [piece for piece in pieces_of(page) if not any(grid.take(piece) for grid in grids)]
    lines = [line for line in lines_of(free) if _text(line) not in running and not _is_number(page, line)]
    placed: list[tuple[float, Part]] = [(line.top, line) for line in _lines(lines, page.number)]
    placed += [(grid.top, Table(grid.cells(), page.number)) for grid in grids]
    tops: list[tuple[float, Part]] = []
    floor = page.height + 1.0
    for top, part in placed[: len(placed) - len(grids)]:
        floor = min(floor, top)  # a right column stays behind its left one
        tops.append((floor, part))
    return [part for _, part in sorted([*tops, *placed[len(placed) - len(grids) :]], key=lambda one: -one[0])]


def edge_texts(page: Page) -> list[str]:
    """The first three and last two lines of a page: where heads, feet and marks stand."""
    lines = [_text(line) for line in lines_of(pieces_of(page))]
    return [*lines[:3], *lines[3:][-2:]]


def _is_number(page: Page, line: Sequence[Piece]) -> bool:
    at_edge = line[0].bottom > page.height * 0.9 or line[0].top < page.height * 0.1
    return at_edge and len(line) == 1 and _PAGE_NUMBER.fullmatch(line[0].text) is not None


def _lines(lines: Sequence[list[Piece]], page: int) -> Iterator[Line]:
    place = 0
    while place < len(lines):
        texts = [piece.text for piece in lines[place]]
        if begins_columns(texts):
            stop = _columns_end(lines, place)
            yield from _columns(lines[place:stop], page)
            place = stop
        else:
            yield _line(lines[place], page)
            place += 1


def _columns_end(lines: Sequence[list[Piece]], first: int) -> int:
    """Columns go on until a line reaches from one into the other, or the kind's name stands in the middle."""
    split, start_of_right = _split(lines[first])
    for place in range(first + 1, len(lines)):
        line = lines[place]
        text = _text(line)
        spans = any(p.left < split and p.right > start_of_right + 60 for p in line)
        if spans or names_kind(text) or _ADDRESSED.match(key(text)):
            return place
    return len(lines)


def _split(line: Sequence[Piece]) -> tuple[float, float]:
    return (line[-2].right + line[-1].left) / 2, line[-1].left


def _columns(lines: Sequence[list[Piece]], page: int) -> Iterator[Line]:
    split, _ = _split(lines[0])
    for on_left in (True, False):
        for line in lines:
            side = [piece for piece in line if (piece.left < split) is on_left]
            if side:
                yield _line(side, page, apart=True)


def _line(line: Sequence[Piece], page: int, *, apart: bool = False) -> Line:
    bottom, top = min(p.bottom for p in line), max(p.top for p in line)
    return Line(_text(line), line[0].left, line[-1].right, bottom, top, page, apart)


def _text(line: Sequence[Piece]) -> str:
    return "\t".join(piece.text for piece in line)
