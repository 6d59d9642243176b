"""What can be wrong with a unit or a group, seen against the whole directory as it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup, overlaps
from chungtay_tasks.directory.refusals import (
    code_taken,
    members_missing,
    own_successor,
    unit_in_circle,
    unit_overlaps,
)  # fmt: skip
from chungtay_tasks.domain import refusals


def unit_problems(after: Directory, unit: Unit, place: Callable[[str], str]) -> Iterator[Refusal]:
    yield from _days(unit.valid_from, unit.valid_to, place)
    for other in after.lives(unit.code):
        if other is not unit and other.key != unit.key and overlaps(other, unit.valid_from, unit.valid_to):
            yield unit_overlaps(place("code"), unit.code, other)
    if any(group.code == unit.code for group in after.groups):
        yield code_taken(place("code"), unit.code, by_group=True)
    if any((ref.code, ref.valid_from) == unit.key for ref in unit.successors):
        yield own_successor(place("successors"), unit.code)
    yield from _parent(after, unit, place)


def _parent(after: Directory, unit: Unit, place: Callable[[str], str]) -> Iterator[Refusal]:
    if unit.parent is None:
        return
    if not after.lives(unit.parent):
        yield refusals.unknown("unit", place("parent"), unit.parent)
    elif _leads_back(after, unit):
        yield unit_in_circle(place("parent"), unit.code)


def _leads_back(after: Directory, unit: Unit) -> bool:
    seen, above = {unit.code}, unit.parent
    while above is not None:
        if above == unit.code:
            return True
        if above in seen:  # a circle further up is told of there
            return False
        seen.add(above)
        lives = after.lives(above)
        above = lives[-1].parent if lives else None
    return False


def group_problems(after: Directory, group: UnitGroup, place: Callable[[str], str]) -> Iterator[Refusal]:
    yield from _days(group.valid_from, group.valid_to, place)
    if after.lives(group.code):
        yield code_taken(place("code"), group.code, by_group=False)
    if not group.members:
        yield members_missing(place("members"), group.code)
    groups = {other.code: other for other in after.groups}
    for member in group.members:
        if member not in groups and not after.lives(member):
            yield refusals.unknown("unit", place("members"), member)
    if _holds(groups, group.code, group.code, frozenset()):
        yield refusals.group_in_circle(place("members"), group.code)


def _holds(groups: dict[str, UnitGroup], code: str, sought: str, seen: frozenset[str]) -> bool:
    members = groups[code].members if code in groups and code not in seen else ()
    return sought in members or any(_holds(groups, member, sought, seen | {code}) for member in members)


def _days(since: date | None, until: date | None, place: Callable[[str], str]) -> Iterator[Refusal]:
    if since is not None and until is not None and until < since:
        yield refusals.ends_before_start(place("valid_to"), until.isoformat(), since.isoformat())
