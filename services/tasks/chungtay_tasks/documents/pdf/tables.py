"""Ruled tables: drawn lines that cross make a grid, and what stands in a field of it is a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chungtay_tasks.documents.pdf.geometry import Page, Piece, Rule
from chungtay_tasks.documents.pdf.lines import lines_of, wrapped

_NEAR = 4.0
_PADDING = 4.0  # what word processors leave between a cell's text and its border
_MOST_EDGES = 200


@dataclass(slots=True)
class Grid:
    """Edges from left to right and from top to bottom, and the rules that stand between fields."""

    columns: list[float]
    rows: list[float]
    level: list[Rule]
    upright: list[Rule]
    held: dict[tuple[int, int], list[Piece]] = field(default_factory=dict[tuple[int, int], list[Piece]])

    @property
    def top(self) -> float:
        return self.rows[0]

    def take(self, piece: Piece) -> bool:
        """Puts a piece into the field its middle lies in; False where that is outside."""
        column = _between(self.columns, piece.left + min(piece.height, piece.right - piece.left) / 2)
        line = _between([-edge for edge in self.rows], -piece.middle)
        if column is None or line is None:
            return False
        self.held.setdefault(self._first(line, column), []).append(piece)
        return True

    def cells(self) -> list[list[list[str]]]:
        """Rows of cells of lines; a cell that spans rows says the same in each, one that spans columns says it once."""
        return [
            [self._said(line, column) for column in range(len(self.columns) - 1)] for line in range(len(self.rows) - 1)
        ]

    def _said(self, line: int, column: int) -> list[str]:
        first = self._first(line, column)
        if first[1] != column:
            return []
        pieces = self.held.get(first, [])
        edge = next((right for right in self.columns[column + 1 :] if self._ends_at(right, line)), self.columns[-1])
        return wrapped(lines_of(pieces), edge - _PADDING)

    def _ends_at(self, edge: float, line: int) -> bool:
        return self._parted(self.upright, edge, self._centre(self.rows, line))

    def _first(self, line: int, column: int) -> tuple[int, int]:
        """The upper left field of the cell that a field belongs to."""
        while column and not self._parted(self.upright, self.columns[column], self._centre(self.rows, line)):
            column -= 1
        while line and not self._parted(self.level, self.rows[line], self._centre(self.columns, column)):
            line -= 1
        return line, column

    @staticmethod
    def _centre(edges: Sequence[float], place: int) -> float:
        return (edges[place] + edges[place + 1]) / 2

    @staticmethod
    def _parted(rules: Iterable[Rule], at: float, across: float) -> bool:
        return any(abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= across <= rule.end + _NEAR for rule in rules)


def grids_of(page: Page) -> list[Grid]:
    """The page's tables, from the top; a lone line or a frame around the page is none."""
    found = (_grid(level, upright, page) for level, upright in _crossing(page))
    return sorted((grid for grid in found if grid), key=lambda grid: -grid.top)


def _crossing(page: Page) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch each other."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in page.upright[:_MOST_EDGES]:
        met = [group for group in groups if any(_cross(level, rule) for level in group[0])]
        crossed = [level for level in page.level[:_MOST_EDGES] if _cross(level, rule)]
        if not crossed:
            continue
        groups = [group for group in groups if group not in met]
        level = list(dict.fromkeys([*crossed, *(one for group in met for one in group[0])]))
        groups.append((level, [rule, *(one for group in met for one in group[1])]))
    return groups


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(level: list[Rule], upright: list[Rule], page: Page) -> Grid | None:
    columns = _edges([*(rule.at for rule in upright), *_ends(level)])
    rows = _edges([*(rule.at for rule in level), *_ends(upright)])[::-1]
    fields = (len(columns) - 1) * (len(rows) - 1)
    if fields < 2 or len(columns) < 3 or columns[-1] - columns[0] > page.width * 0.99:
        return None
    return Grid(columns, rows, level, upright)


def _ends(rules: Sequence[Rule]) -> list[float]:
    """Where the rules across begin and end: the edge of a table whose own outer line is not drawn."""
    return [min(rule.start for rule in rules), max(rule.end for rule in rules)]


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found[:_MOST_EDGES]


def _between(edges: Sequence[float], place: float) -> int | None:
    return next((index for index, (low, high) in enumerate(pairwise(edges)) if low <= place < high), None)
