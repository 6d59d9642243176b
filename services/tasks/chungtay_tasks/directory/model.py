"""Units and groups as the directory knows them: what is called how, belongs to whom, and from when until when.

A code is reused over time, so a unit is one life of a code: (code, valid_from) tells it apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class UnitRef:
    """One life of a code, elsewhere in the directory; `name_vi` as it was when it was named."""

    code: str
    valid_from: date | None = None
    name_vi: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """What a unit was called and whom it belonged to, up to and including the day `until`."""

    until: date
    name_vi: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One life of a code; both days of its validity belong to it, None: not known, or not yet."""

    code: str
    name_vi: str
    kind: str
    name_en: str | None = None
    level: str | None = None
    admin_code: str | None = None
    eid: str | None = None
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    successors: tuple[UnitRef, ...] = ()
    former: tuple[Former, ...] = ()

    @property
    def key(self) -> tuple[str, date | None]:
        return self.code, self.valid_from

    def stands(self, day: date) -> bool:
        return overlaps(self, day, day)

    def on(self, day: date) -> Unit:
        """The unit by the name and the parent it had on a day."""
        was = next((former for former in sorted(self.former, key=lambda f: f.until) if day <= former.until), None)
        return replace(self, name_vi=was.name_vi, parent=was.parent) if was else self


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A named group; `members` are codes of units or of other groups."""

    code: str
    name_vi: str
    members: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def key(self) -> tuple[str, date | None]:
        return self.code, self.valid_from

    def stands(self, day: date) -> bool:
        return overlaps(self, day, day)


def overlaps(entry: Unit | UnitGroup, start: date | None, end: date | None) -> bool:
    """Whether an entry is valid on any day from `start` to `end`; None: without end in that direction."""
    ends_before = entry.valid_to is not None and start is not None and entry.valid_to < start
    begins_after = entry.valid_from is not None and end is not None and end < entry.valid_from
    return not ends_before and not begins_after


@dataclass(frozen=True)
class Directory:
    """Every life of every code."""

    units: Sequence[Unit] = field(default=())
    groups: Sequence[UnitGroup] = field(default=())

    @cached_property
    def _lives(self) -> Mapping[str, list[Unit]]:
        lives: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in sorted(self.units, key=lambda unit: unit.valid_from or date.min):
            lives[unit.code].append(unit)
        return lives

    def lives(self, code: str) -> Sequence[Unit]:
        """Every life of a code, the earliest first."""
        return self._lives.get(code, ())

    def unit(self, code: str, day: date) -> Unit | None:
        """The life of a code on a day."""
        return next((unit for unit in self.lives(code) if unit.stands(day)), None)

    def at(self, day: date) -> Iterator[Unit]:
        """Units that are valid on a day, as they were then, by code."""
        return (unit.on(day) for lives in map(self.lives, sorted(self._lives)) for unit in lives if unit.stands(day))

    def life(self, ref: UnitRef) -> Unit | None:
        """The life that is referred to."""
        return next((unit for unit in self.lives(ref.code) if unit.valid_from == ref.valid_from), None)

    def above(self, unit: Unit, day: date) -> Iterator[Unit]:
        """What a unit belongs to on a day, the nearest first."""
        seen = {unit.code}
        while unit.parent is not None and unit.parent not in seen:
            seen.add(unit.parent)
            found = self.unit(unit.parent, day) or next(iter(self.lives(unit.parent)[-1:]), None)
            if found is None:
                return
            unit = found.on(day)
            yield unit

    def after(self, unit: Unit, day: date) -> Sequence[Unit]:
        """The successors of a unit that are valid on a day, through those that have ended in between."""
        found: dict[tuple[str, date | None], Unit] = {}
        waiting, seen = [unit], {unit.key}
        while waiting:
            for successor in filter(None, map(self.life, waiting.pop().successors)):
                if successor.key not in seen:
                    seen.add(successor.key)
                    if successor.stands(day):
                        found[successor.key] = successor
                    else:
                        waiting.append(successor)
        return tuple(found.values())
