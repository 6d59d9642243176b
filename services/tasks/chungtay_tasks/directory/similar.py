"""Names that look like one that is not in the directory, or begin with it: they are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from chungtay_tasks.directory.model import Unit
from chungtay_tasks.directory.words import bare, words

_LIKENESS = 0.86
_MOST = 5


def similar(name: str, units: Sequence[Unit]) -> Sequence[Unit]:
    """At most five units, the likest first; none where no name comes near."""
    sought = _line(name)
    parts = set(sought.split())
    matcher = SequenceMatcher(None, "", sought, autojunk=False)
    alike = ((unit, [line for line in map(_line, _names(unit)) if parts & set(line.split())]) for unit in units)
    found = [(max(_likeness(matcher, sought, line) for line in lines), unit) for unit, lines in alike if lines]
    likest = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1].code))
    return [unit for _, unit in likest[:_MOST]]


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.name_vi, *unit.aliases)


def _likeness(matcher: SequenceMatcher[str], sought: str, line: str) -> float:
    if " " in sought and line.startswith(f"{sought} "):
        return 1.0
    matcher.set_seq1(line)
    if matcher.real_quick_ratio() < _LIKENESS or matcher.quick_ratio() < _LIKENESS:
        return 0.0
    likeness = matcher.ratio()
    return likeness if likeness >= _LIKENESS else 0.0


@lru_cache(maxsize=65536)
def _line(name: str) -> str:
    return " ".join(bare(words(name)))
