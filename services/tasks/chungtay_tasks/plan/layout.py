"""Tables kept only by their spaces, as text taken from a page with its layout: the gutters between columns tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chungtay_tasks.plan.columns import column_of

_CELL = re.compile(r"\S+(?: \S+)*")
_FEWEST_COLUMNS = 3
_MOST_BLANK = 2  # lines within a table
_MOST_LINES = 400
_GUTTER = 2  # spaces


@dataclass(frozen=True, slots=True)
class _Table:
    starts: list[int]
    end: int  # the first line below it


def with_bars(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with each such table as rows between bars; nothing else is changed."""
    place = 0
    while place < len(lines):
        table = _table(lines, place) if _is_head(lines[place]) else None
        if table is None:
            yield lines[place]
            place += 1
        else:
            yield from _rows(lines[place : table.end], table.starts)
            place = table.end


def _is_head(line: str) -> bool:
    """Whether the line names columns, the first of them the rows' number."""
    if "   " not in line and "\u2003" not in line:
        return False
    columns = [column_of(cell.group()) for cell in _CELL.finditer(line)]
    return len(columns) >= _FEWEST_COLUMNS and columns[0] == "number" and len(set(columns) - {None}) >= _FEWEST_COLUMNS


def _table(lines: Sequence[str], begin: int) -> _Table | None:
    """As many lines as keep all the gutters of the head free."""
    columns = len(_CELL.findall(lines[begin]))
    free = _spaces(lines[begin])
    starts: list[int] = []
    end, blank, width = begin, 0, 0
    for place in range(begin, min(len(lines), begin + _MOST_LINES)):
        line = lines[place]
        if not line.strip():
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        narrowed = free & _spaces(line)
        width = max(width, len(line))
        found = _columns(narrowed, width)
        if len(found) < columns:
            break
        free, starts, end, blank = narrowed, found, place + 1, 0
    return _Table(starts, end) if end > begin + 1 else None


def _spaces(line: str) -> "_Spaces":
    return _Spaces(frozenset(m.start() for m in re.finditer(r"\s", line)), len(line))


@dataclass(frozen=True, slots=True)
class _Spaces:
    """Where a line is free; behind its end it is free everywhere."""

    inside: frozenset[int]
    length: int

    def __and__(self, other: "_Spaces") -> "_Spaces":
        length = max(self.length, other.length)
        both = frozenset(place for place in range(length) if self.free(place) and other.free(place))
        return _Spaces(both, length)

    def free(self, place: int) -> bool:
        return place >= self.length or place in self.inside


def _columns(spaces: _Spaces, width: int) -> list[int]:
    """Where columns begin: behind each run of free places that is wide enough."""
    taken = [place for place in range(width) if not spaces.free(place)]
    if not taken:
        return []
    return [taken[0], *(after for before, after in pairwise(taken) if after - before > _GUTTER)]


def _rows(lines: Sequence[str], starts: Sequence[int]) -> Iterator[str]:
    """A row begins where its first cell is filled; further lines go on with the cells above."""
    row: list[list[str]] = []
    for line in lines:
        cells = [line[a:b].strip() for a, b in pairwise([*starts, len(line) + 1])]
        if cells[0] and row:
            yield _barred(row)
            row = []
        row = row or [[] for _ in starts]
        for cell, words in zip(row, cells, strict=True):
            cell += [words] if words else []
    yield _barred(row)


def _barred(row: Sequence[Sequence[str]]) -> str:
    return "| " + " | ".join(" ".join(cell) for cell in row) + " |"
