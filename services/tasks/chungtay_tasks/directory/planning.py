"""What is to be recorded so that the directory reads as somebody wants it; pure.

One way in for single commands and for whole files: what is wanted is laid over what stands, the outcome is checked as
a whole, and what differs becomes events. What stands already becomes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from chungtay_kernel.problems import Refusal
from chungtay_kernel.text import fold
from chungtay_tasks.directory.contents import content_of, lives_of
from chungtay_tasks.directory.grounds import group_problems, unit_problems
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup, UnitRef, overlaps
from chungtay_tasks.directory.refusals import effective_outside
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import GroupDefined, UnitChanged, UnitClosed, UnitContent, UnitRegistered

Place = Callable[[str], str]
"""Where a field of something wanted stands: in a body, or in a cell."""
Kind = Literal["registered", "changed", "closed"]
EVERYTHING = frozenset(UnitContent.model_fields)
_CLOSING = {"valid_to", "successors"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A unit as it shall be; `told` are the fields that are spoken of, the others stay as they are."""

    unit: Unit
    place: Place
    told: frozenset[str] = EVERYTHING
    effective_on: date | None = None
    reason: str | None = None
    of: Unit | None = None
    """The life that is meant, where that is known."""


@dataclass(frozen=True, slots=True)
class WantedGroup:
    group: UnitGroup
    place: Place
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one life of a code; `before` None: it is new."""

    before: Unit | None
    after: Unit
    wanted: Wanted

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields that read otherwise than before."""
        if self.before is None:
            return ()
        before, after = self.before, self.after
        return tuple(name for name in UnitContent.model_fields if _value(before, name) != _value(after, name))

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return "registered"
        only_ends = set(self.differing) <= _CLOSING and self.after.valid_to is not None
        return "closed" if only_ends and self.wanted.effective_on is None else "changed"

    def event(self) -> UnitRegistered | UnitChanged | UnitClosed:
        if self.before is None:
            return UnitRegistered(**content_of(self.after))
        if self.kind == "closed" and self.after.valid_to is not None:
            return UnitClosed(
                code=self.after.code, valid_from=self.after.valid_from, valid_to=self.after.valid_to,
                successors=lives_of(self.after.successors), reason=self.wanted.reason,
            )  # fmt: skip
        return UnitChanged(
            **content_of(self.after), since=self.before.valid_from,
            effective_on=self.wanted.effective_on, reason=self.wanted.reason,
        )  # fmt: skip


def _value(unit: Unit, name: str) -> object:
    """A field for comparing; a successor is who it is, whatever it was called when it was named."""
    return [(ref.code, ref.valid_from) for ref in unit.successors] if name == "successors" else getattr(unit, name)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be recorded, or everything that is in the way of it."""

    changes: tuple[Change, ...]
    groups: tuple[WantedGroup, ...]
    unchanged: int
    problems: tuple[Refusal, ...]


def plan(directory: Directory, units: Sequence[Wanted], groups: Sequence[WantedGroup] = ()) -> Plan:
    changes = _named(directory, [_change(directory, wanted) for wanted in units])
    after = _laid_over(directory, changes, groups)
    problems = [*_doubled(changes, groups), *_refs(changes, after)]
    for change in changes:
        problems += unit_problems(after, change.after, change.wanted.place)
        problems += _effective(change)
    for wanted in groups:
        problems += group_problems(after, wanted.group, wanted.place)
    differing = tuple(change for change in changes if change.before is None or change.differing)
    defined = tuple(wanted for wanted in groups if wanted.group not in directory.groups)
    unchanged = len(changes) - len(differing) + len(groups) - len(defined)
    return Plan(differing, defined, unchanged, tuple(problems))


def definition(wanted: WantedGroup) -> GroupDefined:
    group = wanted.group
    return GroupDefined(
        group=group.code, name_vi=group.name_vi, aliases=group.aliases, members=group.members,
        valid_from=group.valid_from, valid_to=group.valid_to, reason=wanted.reason,
    )  # fmt: skip


def _change(directory: Directory, wanted: Wanted) -> Change:
    before = wanted.of or standing(directory, wanted)
    if before is None:
        return Change(None, wanted.unit, wanted)
    told = {name: getattr(wanted.unit, name) for name in wanted.told}
    return Change(before, replace(before, **told), wanted)


def standing(directory: Directory, wanted: Wanted) -> Unit | None:
    """The life that is meant: of that first day, or, where one of both does not know it, of that name."""
    lives = directory.lives(wanted.unit.code)
    if "valid_from" not in wanted.told:
        return lives[-1] if lives else None
    exact = next((life for life in lives if life.valid_from == wanted.unit.valid_from), None)
    return exact or next((life for life in lives if _may_be(life, wanted.unit)), None)


def _may_be(life: Unit, unit: Unit) -> bool:
    unknown = life.valid_from is None or unit.valid_from is None
    return unknown and fold(life.name_vi) == fold(unit.name_vi) and overlaps(life, unit.valid_from, unit.valid_to)


def _named(directory: Directory, changes: Sequence[Change]) -> list[Change]:
    """Successors as lives of the directory, by the day that follows the unit's last; unknown ones stay as they are."""
    after = _laid_over(directory, changes, ())
    return [replace(c, after=replace(c.after, successors=tuple(_life(after, c.after)))) for c in changes]


def _life(after: Directory, unit: Unit) -> Iterator[UnitRef]:
    for ref in unit.successors:
        following = unit.valid_to + timedelta(days=1) if unit.valid_to else date.max
        found = after.life(ref) or (after.unit(ref.code, following) if ref.valid_from is None else None)
        yield UnitRef(found.code, found.valid_from, found.name_vi) if found else ref


def _laid_over(directory: Directory, changes: Sequence[Change], groups: Sequence[WantedGroup]) -> Directory:
    replaced = {change.before.key for change in changes if change.before}
    defined = {wanted.group.key for wanted in groups}
    return Directory(
        [*(unit for unit in directory.units if unit.key not in replaced), *(change.after for change in changes)],
        [*(g for g in directory.groups if g.key not in defined), *(wanted.group for wanted in groups)],
    )


def _doubled(changes: Sequence[Change], groups: Sequence[WantedGroup]) -> Iterator[Refusal]:
    seen: set[tuple[str, str, date | None]] = set()
    units = [("unit", *change.after.key, change.wanted.place) for change in changes]
    for kind, code, since, place in [*units, *(("group", *w.group.key, w.place) for w in groups)]:
        if (kind, code, since) in seen:
            yield refusals.doubled(place("code"), code)
        seen.add((kind, code, since))


def _refs(changes: Sequence[Change], after: Directory) -> Iterator[Refusal]:
    for change in changes:
        for ref in change.after.successors:
            if after.life(ref) is None:
                named = ref.code if ref.valid_from is None else f"{ref.code}@{ref.valid_from}"
                yield refusals.unknown("unit", change.wanted.place("successors"), named)


def _effective(change: Change) -> Iterator[Refusal]:
    day, unit = change.wanted.effective_on, change.before
    if day is not None and (unit is None or not _later(day, unit)) and change.differing:
        yield effective_outside(change.wanted.place("effective_on"), day)


def _later(day: date, unit: Unit) -> bool:
    begins = unit.former[-1].until if unit.former else unit.valid_from
    return (begins is None or begins < day) and (unit.valid_to is None or day <= unit.valid_to)
