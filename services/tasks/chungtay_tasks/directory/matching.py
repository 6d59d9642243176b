"""Which units a name fits: strictly, letter for letter where it has diacritics, or but loosely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chungtay_kernel.text import fold
from chungtay_tasks.directory.model import Directory, Unit
from chungtay_tasks.directory.names import PEOPLES_COMMITTEE, Name, Place, reading
from chungtay_tasks.directory.words import bare, same, words

_RANKS = ("code", "name", "alias", "abbreviation", "place", "former_name")


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that a name fits; `by`: its name, another of its names, an abbreviation, its code or its place.

    Not `strict`: but for diacritics, or for a place that the directory does not say. `exact`: every word is one of
    its own, with its diacritics.
    """

    unit: Unit
    by: str
    strict: bool = True
    exact: bool = True


@dataclass(frozen=True)
class Known:
    """A unit with its names taken apart and the places above it."""

    unit: Unit
    names: Sequence[tuple[str, Name]]
    above: Sequence[Place]


Named = tuple[Known, str, Name]
"""One of a unit's names, and which: its name, an alias, a former one."""


class Index:
    """Units of one day by their names; `units` are as they were on that day."""

    def __init__(self, directory: Directory, units: Sequence[Unit], day: date) -> None:
        self._by_code: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_core: defaultdict[tuple[str, ...], list[Named]] = defaultdict(list)
        self._by_initial: defaultdict[str, list[Named]] = defaultdict(list)
        for known in (_known(directory, unit, day) for unit in units):
            for code in _codes(known.unit):
                self._by_code[code].append(known)
            for by, name in known.names:
                for core in {bare(name.core), bare(name.whole)}:
                    self._by_core[core].append((known, by, name))
                for initial in _initials(known, name):
                    self._by_initial[initial].append((known, by, name))

    def by_code(self, text: str) -> list[Match]:
        return [Match(known.unit, "code") for known in self._by_code.get(fold(text.strip()), ())]

    def find(self, asked: Sequence[Name]) -> list[Match]:
        """Units that any reading of a name fits; the strict matches alone, if there are any."""
        found = [match for name in asked for match in self._near(name)]
        found = found or [match for name in asked for match in self._far(name)]
        found = [match for match in found if match.strict] or found
        return _each_once([match for match in found if match.exact] or found)

    def _near(self, asked: Name) -> Iterator[Match]:
        cores = [bare(asked.core)] if asked.core else [bare(PEOPLES_COMMITTEE), ()]
        for named in (named for core in cores for named in self._by_core.get(core, ())):
            yield from _fits(*named, asked)

    def _far(self, asked: Name) -> Iterator[Match]:
        """Abbreviations, places left out and proper names alone: every unit is looked at that begins alike."""
        if not asked.whole or (asked.places and bare(asked.core) in self._by_core):
            return
        for named in self._by_initial.get(asked.whole[0].bare[0], ()):
            yield from _fits(*named, asked)


def _initials(known: Known, name: Name) -> set[str]:
    """The letters that a name, its abbreviation or its place alone begin with."""
    places = [*name.places[:1], *known.above[:1]]
    return {part[0].bare[0] for part in (name.core, name.whole, *(place.proper for place in places)) if part}


def _known(directory: Directory, unit: Unit, day: date) -> Known:
    names = [("name", unit.name_vi), *(("alias", alias) for alias in unit.aliases)]
    names += [("former_name", former.name_vi) for former in unit.former]
    names += [("alias", unit.name_en)] if unit.name_en else []
    above = [place for above in directory.above(unit, day) for place in reading(above.name_vi).places[:1]]
    return Known(unit, [(by, reading(name)) for by, name in names], above)


def _codes(unit: Unit) -> set[str]:
    return {fold(code) for code in (unit.code, unit.admin_code, unit.eid) if code}


def _fits(known: Known, by: str, name: Name, asked: Name) -> Iterator[Match]:
    if found := _fit(known, by, name, asked):
        way, strict = found
        yield Match(known.unit, way, strict, _exact(known, name, asked))


def _fit(known: Known, by: str, name: Name, asked: Name) -> tuple[str, bool] | None:
    """How a name fits and whether strictly; None: not at all."""
    if not asked.core and asked.places:
        fits = _place_fits(known, name, asked) if name.is_territory else None
        return None if fits is None else ("place", fits)
    if bare(asked.core) == bare(name.core) or same(asked.core, name.core):
        fits = _place_fits(known, name, asked)
        return None if fits is None else (_how(by, asked, name), fits and same(asked.core, name.core))
    if not asked.places and (way := _whole_fits(known, name, asked)):
        return way if by == "name" else by, True
    return None


def _exact(known: Known, name: Name, asked: Name) -> bool:
    places = (*name.places, *known.above)
    own = {w.full for w in (*name.whole, *(w for place in places for w in (*place.proper, *words(place.level))))}
    return all(word.short or word.full in own for word in asked.whole)


def _how(by: str, asked: Name, name: Name) -> str:
    return by if by != "name" or bare(asked.core) == bare(name.core) else "abbreviation"


def _whole_fits(known: Known, name: Name, asked: Name) -> str | None:
    """A name without a level: the abbreviation of all of it, its place without the level, or the place alone."""
    own = name.places[0] if name.places else next(iter(known.above), None)
    if own is None:
        return None
    if name.is_territory and own.proper and same(asked.whole, own.proper):
        return "place"
    level = words(own.level)
    wholes = ((*name.core, *level), (*name.core, *level, *own.proper), (*name.core, *own.proper))
    return "abbreviation" if any(same(asked.whole, whole) for whole in wholes) else None


def _place_fits(known: Known, name: Name, asked: Name) -> bool | None:
    """True: the places said are the unit's; False: they may be, the directory does not say; None: they are not.

    A place left out fits any: who asks is told of all of them.
    """
    chain = _chain(name.places, known.above)
    fits = [_among(place, chain[: None if index else 1]) for index, place in enumerate(asked.places)]
    return None if None in fits else all(fits)


def _chain(own: Sequence[Place], above: Sequence[Place]) -> Sequence[Place]:
    """A unit's places, its own first; "thị xã" alone is the one above it."""
    if own and not own[0].proper and above and own[0].level == above[0].level:
        return above
    return [*own, *above]


def _among(said: Place, places: Sequence[Place]) -> bool | None:
    if not places:
        return False
    fits = [_is(said, place) for place in places]
    return True if True in fits else False if False in fits else None


def _is(said: Place, place: Place) -> bool | None:
    if said.level != place.level:
        return None
    if not said.proper or same(said.proper, place.proper):
        return True
    return False if not place.proper or bare(said.proper) == bare(place.proper) else None


def _each_once(matches: Sequence[Match]) -> list[Match]:
    ordered = sorted(matches, key=lambda m: (m.unit.code, str(m.unit.valid_from), _RANKS.index(m.by)))
    return [next(same_unit) for _, same_unit in groupby(ordered, key=lambda m: m.unit.key)]
