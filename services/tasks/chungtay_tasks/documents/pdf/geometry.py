"""What stands where on a page, in points, x to the right and y upwards, as a reader holds the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Char(NamedTuple):
    code: int
    left: float
    bottom: float
    right: float
    top: float


class Rule(NamedTuple):
    """A drawn line, level or upright: it stands at `at` and runs from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Piece:
    """Text without a gap or a break in it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    chars: Sequence[Char]
    level: Sequence[Rule]
    upright: Sequence[Rule]
    pictured: bool  # a picture covers most of it


def merged(rules: Sequence[Rule], near: float = 1.5, gap: float = 3.0) -> list[Rule]:
    """Rules that lie on one line and touch, as one; a table's borders are drawn cell by cell."""
    done: list[Rule] = []
    for rule in sorted(rules):
        last = next((r for r in reversed(done[-40:]) if rule.at - r.at <= near and _touch(r, rule, gap)), None)
        if last is None:
            done.append(rule)
        else:
            done[done.index(last)] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
    return done


def _touch(one: Rule, other: Rule, gap: float) -> bool:
    return one.start - gap <= other.end and other.start - gap <= one.end
