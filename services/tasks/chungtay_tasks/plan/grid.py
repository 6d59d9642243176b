"""Tables whose cells came out of a file one a line, put in rows again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chungtay_tasks.plan.agencies import begins_agency
from chungtay_tasks.plan.columns import Column, column_of
from chungtay_tasks.plan.folded import Folded

_NUMBER = re.compile(r"\d{1,3}[.)]?")
_WHEN = re.compile(
    r"(?:trước|chậm nhất|từ |trong |tháng|quý|ngày|năm|hằng|hàng|thường xuyên|định kỳ|không quá|\d{1,2}[/-]\d|đến )"
)
_FEWEST_COLUMNS = 4
_LONGEST_HEAD = 40  # characters
_MOST_LINES = 60  # in one row
_UNLIKELY, _TORN, _EMPTY, _MORE = 4.0, 6.0, 3.0, 1.0


@dataclass(frozen=True, slots=True)
class _Head:
    columns: list[Column]
    end: int  # the first line below it


def in_rows(lines: Sequence[str]) -> list[str]:
    """The lines, with each such table as rows between bars; nothing else is changed."""
    out: list[str] = []
    place = 0
    while place < len(lines):
        head = _head(lines, place) if lines[place] else None
        if head is None or (rows := _rows(lines, head)) is None:
            out.append(lines[place])
            place += 1
            continue
        out.append(_bars(line for line in lines[place : head.end] if line.strip()))
        out += rows.lines
        place = rows.end
    return out


def _bars(cells: Iterator[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _head(lines: Sequence[str], start: int) -> _Head | None:
    """Four or more neighbouring lines that name columns, the first of them the rows' number."""
    if column_of(lines[start]) != "number" or len(lines[start]) > 20:
        return None
    columns: list[Column] = ["number"]
    place = start + 1
    while place < len(lines):
        line = lines[place].strip()
        column = column_of(line) if len(line) <= _LONGEST_HEAD else None
        if line and (column is None or column in columns or column == "number"):
            break
        if line and column:
            columns.append(column)
        place += 1
    return _Head(columns, place) if len(columns) >= _FEWEST_COLUMNS and "work" in columns else None


@dataclass(frozen=True, slots=True)
class _Rows:
    lines: list[str]
    end: int


def _rows(lines: Sequence[str], head: _Head) -> _Rows | None:
    """Rows begin with 1, 2, 3 … on a line of its own; the last one ends where its cells do."""
    starts = _starts(lines, head.end)
    if not starts or any(lines[place] for place in range(head.end, starts[0])):
        return None
    out: list[str] = []
    place = starts[-1]
    for start, stop in zip(starts, [*starts[1:], None], strict=True):
        end = stop if stop is not None else _last_row_end(lines, start, len(head.columns))
        cells = [line for line in lines[start + 1 : end] if line and line != "\f"]
        if len(cells) > _MOST_LINES:
            return None
        texts = iter(cells)
        out.append(_bars(iter([lines[start], *_fitted(list(texts), head.columns[1:])])))
        place = end
    return _Rows(out, place)


def _starts(lines: Sequence[str], begin: int) -> list[int]:
    places: list[int] = []
    for place in range(begin, len(lines)):
        if _NUMBER.fullmatch(lines[place]) and int(lines[place].rstrip(".)")) == len(places) + 1:
            places.append(place)
        elif place - (places[-1] if places else begin) > _MOST_LINES:
            break
    return places


def _last_row_end(lines: Sequence[str], start: int, columns: int) -> int:
    """A blank line after enough cells, or as many lines as there are columns."""
    filled = 0
    for place in range(start, min(len(lines), start + _MOST_LINES)):
        if lines[place]:
            filled += 1
        elif filled >= columns - 1:
            return place
    return min(len(lines), start + columns)


def _fitted(cells: list[str], columns: Sequence[Column]) -> list[str]:
    """The lines of a row shared out among its columns, in order, where they fit best."""
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for column in columns:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, cuts) in best[-1].items():
            for end in range(begin, len(cells) + 1):
                total = cost + _cost(cells[begin:end], column)
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*cuts, end))
        best.append(after)
    cuts = (0, *best[-1][len(cells)][1])
    return [" ".join(cells[a:b]) for a, b in pairwise(cuts)]


def _cost(lines: Sequence[str], column: Column) -> float:
    if not lines:
        return _EMPTY
    first = lines[0]
    cost = _MORE * (len(lines) - 1) + (_TORN if first[0].islower() and column != "product" else 0)
    named = begins_agency(Folded.of(first), 0, len(first))
    dated = _WHEN.match(Folded.of(first).key) is not None
    if column in ("lead", "partner"):
        return cost + (0 if named else _UNLIKELY)
    if column == "time":
        return cost + (0 if dated else _UNLIKELY)
    return cost + (_UNLIKELY if named or (dated and column == "work") else 0)
