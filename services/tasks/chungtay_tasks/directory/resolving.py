"""From a name as somebody wrote it to the unit that is meant: one, several to ask about, or none, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from chungtay_tasks.directory import plurals, reasons
from chungtay_tasks.directory.matching import Index, Match
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup
from chungtay_tasks.directory.names import readings, without_head
from chungtay_tasks.directory.reasons import Reason
from chungtay_tasks.directory.similar import similar

Outcome = Literal["one", "candidates", "nothing"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit or group that may be meant; `above` is the name of the unit it belongs to."""

    code: str
    valid_from: date | None
    name_vi: str
    is_group: bool = False
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`code` is the one unit or group that `name` means; None: ask about `candidates`, which may be empty."""

    name: str
    code: str | None
    candidates: tuple[Candidate, ...]
    reason: Reason
    is_group: bool = False

    @property
    def outcome(self) -> Outcome:
        return "one" if self.code is not None else "candidates" if self.candidates else "nothing"


def resolve(
    names: Iterable[str], directory: Directory, at: date, *, within: str | None = None
) -> Mapping[str, Resolution]:
    """What each name means on the day `at`; pure.

    `within` is the code of the unit whose document this is (its issuer): "Công an thị xã" is then that town's, and
    a name is looked for below it first, then below what it belongs to, then everywhere.
    """
    day = _Day(directory, at, within)
    return {name: day.resolve(name) for name in names}


class _Day:
    """The directory on a day, as somebody sees it who works within a unit."""

    def __init__(self, directory: Directory, at: date, within: str | None) -> None:
        self.directory, self.at = directory, at
        self.units = list(directory.at(at))
        self.index = Index(directory, self.units, at)
        home = directory.unit(within, at) if within else None
        self.scopes = [unit.code for unit in (home.on(at), *directory.above(home.on(at), at))] if home else []

    @cached_property
    def gone(self) -> Index:
        """Units that have ended, or are yet to come."""
        return Index(self.directory, [u for u in self.directory.units if not u.stands(self.at)], self.at)

    def resolve(self, name: str) -> Resolution:
        if group := self._group(name):
            return group
        if plurals.is_plural(name):
            found = plurals.members(name, self.units, self._below)
            return self._ask(name, found, reasons.NAMES_SEVERAL)
        return self._unit(name) or self._ended(name) or self._near(name)

    def _group(self, name: str) -> Resolution | None:
        standing = [group for group in self.directory.groups if group.stands(self.at)]
        found = [group for group in standing if plurals.names_group(name, group)]
        asked = tuple(_of_group(group) for group in found)
        if len(found) == 1:
            return Resolution(name, found[0].code, asked, reasons.GROUP, is_group=True)
        return Resolution(name, None, asked, reasons.SEVERAL) if found else None

    def _unit(self, name: str) -> Resolution | None:
        matches = self.index.by_code(name) or self._matches(self.index, name)
        if not matches:
            return None
        if not all(match.strict for match in matches):
            return self._ask(name, [match.unit for match in matches], reasons.SIMILAR)
        if len(matches) == 1:
            return self._one(name, matches[0], reasons.FOUND[matches[0].by])
        nearest = self._nearest(matches)
        if len(nearest) == 1:
            return self._one(name, nearest[0], reasons.NEAREST)
        return self._ask(name, [match.unit for match in nearest], reasons.SEVERAL)

    def _matches(self, index: Index, name: str) -> list[Match]:
        body = without_head(name)
        return index.find(readings(name)) or (index.find([body]) if body else [])

    def _nearest(self, matches: Sequence[Match]) -> Sequence[Match]:
        """Those below the first of the scopes that has any."""
        for scope in self.scopes:
            if below := [match for match in matches if self._belongs(match.unit, scope)]:
                return below
        return matches

    def _below(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """Those of one's own scope; where there is none, all."""
        return [unit for unit in units if not self.scopes or self._belongs(unit, self.scopes[0])]

    def _belongs(self, unit: Unit, scope: str) -> bool:
        return unit.code == scope or any(above.code == scope for above in self.directory.above(unit, self.at))

    def _ended(self, name: str) -> Resolution | None:
        """A name that fits units of another time alone: their successors are what may be meant."""
        matches = [match for match in self._matches(self.gone, name) if match.strict]
        if not matches:
            return None
        after = [unit for match in matches for unit in self.directory.after(match.unit, self.at)]
        return self._ask(name, list(dict.fromkeys(after)), reasons.not_valid([m.unit for m in matches], self.at))

    def _near(self, name: str) -> Resolution:
        found = similar(name, self.units)
        return self._ask(name, found, reasons.SIMILAR if found else reasons.UNKNOWN)

    def _one(self, name: str, match: Match, reason: Reason) -> Resolution:
        return Resolution(name, match.unit.code, (self._of(match.unit),), reason)

    def _ask(self, name: str, units: Iterable[Unit], reason: Reason) -> Resolution:
        return Resolution(name, None, tuple(map(self._of, units)), reason)

    def _of(self, unit: Unit) -> Candidate:
        above = next(iter(self.directory.above(unit, self.at)), None)
        return Candidate(unit.code, unit.valid_from, unit.name_vi, above=above.name_vi if above else None)


def _of_group(group: UnitGroup) -> Candidate:
    return Candidate(group.code, group.valid_from, group.name_vi, is_group=True)
