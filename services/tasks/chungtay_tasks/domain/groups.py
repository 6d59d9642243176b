"""Groups of units: from a name in the plan to the units behind it, as far as anybody has said who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal

from chungtay_tasks.events import Group


@dataclass(frozen=True, slots=True)
class Expansion:
    """`units` in the order they were met, each once; `empty`: groups on the way that have no known members."""

    units: tuple[str, ...]
    empty: tuple[str, ...]


def expand(codes: Iterable[str], groups: Mapping[str, Group]) -> Expansion:
    """Follows groups within groups; a code that is no group is a unit."""
    units: dict[str, None] = {}
    empty: dict[str, None] = {}
    waiting, seen = list(codes)[::-1], set[str]()
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        group = groups.get(code)
        if group is None:
            units[code] = None
        elif not group.members:
            empty[code] = None
        else:
            waiting.extend(reversed(group.members))
    return Expansion(tuple(units), tuple(empty))


def role_of(unit: str, duty: Mapping[str, Any], groups: Mapping[str, Group]) -> Literal["holder", "partner"] | None:
    """A unit's part in a duty, given as its event tells it; who holds a duty is no partner in it."""
    if unit in duty["units"]:
        return "holder"
    return "partner" if unit in expand(duty["partners"], groups).units else None


def in_a_circle(code: str, groups: Mapping[str, Group], above: AbstractSet[str] = frozenset()) -> bool:
    """Whether a group is, by way of others, a member of itself."""
    if code in above:
        return True
    group = groups.get(code)
    return group is not None and any(in_a_circle(m, groups, above | {code}) for m in group.members or ())
