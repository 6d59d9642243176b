"""Names that stand for several units: "UBND các xã, phường", "các ban, ngành thành viên Ban Chỉ đạo"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chungtay_tasks.directory.model import Unit, UnitGroup
from chungtay_tasks.directory.names import PEOPLES_COMMITTEE, readings
from chungtay_tasks.directory.words import Word, bare, same, words

_MARKERS = words("các những mỗi từng toàn tất cả thể")
_EACH = words("các những mỗi từng")
_MASS_ORGANISATIONS = [
    words(f"{before} {name}")
    for before in ("", "Mặt trận Tổ quốc", "Ủy ban Mặt trận Tổ quốc", "Ủy ban Mặt trận Tổ quốc Việt Nam")
    for name in (
        "tổ chức chính trị - xã hội", "đoàn thể", "tổ chức đoàn thể", "hội, đoàn thể", "đoàn thể chính trị - xã hội",
    )
]  # fmt: skip
"""What the Fatherland Front's member bodies are called together."""


def is_plural(name: str) -> bool:
    """Whether a name says "các …", or puts levels in a row: "xã, phường"."""
    if any(word.means(marker) and word.full == marker.full for word in words(name) for marker in _EACH):
        return True
    places = readings(name)[0].places
    return any(not place.proper for place in places[:-1]) and len({place.level for place in places}) > 1


def names_group(name: str, group: UnitGroup) -> bool:
    """Whether a name is a group's, in whatever order it names the levels, with or without "các"."""
    if name.strip().casefold() == group.code.casefold():
        return True
    said = _plain(name)
    return any(_alike(said, _plain(known)) for known in (group.name_vi, *group.aliases))


def _plain(name: str) -> list[Word]:
    """The words without the plural's own, sorted, so that "xã, phường" is "phường, xã"."""
    return sorted((w for w in words(name) if not any(map(w.means, _MARKERS))), key=lambda word: word.bare)


def _alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    return bool(one) and len(one) == len(other) and all(map(Word.means, one, other))


def members(name: str, units: Sequence[Unit], below: Callable[[Sequence[Unit]], Sequence[Unit]]) -> Sequence[Unit]:
    """The units that such a name may mean: of the levels it says, and of the kind, People's Committees if it says none;
    mass organisations by their kind, since each has a name of its own.

    `below` keeps those in whose direction is looked.
    """
    asked = readings(name)[0]
    core = [word for word in asked.core if not any(map(word.means, _MARKERS))] or PEOPLES_COMMITTEE
    said = [word for word in asked.core if not any(map(word.means, _EACH))]
    if any(same(said, named) for named in _MASS_ORGANISATIONS):
        return below([unit for unit in units if unit.kind == "mass_organisation"])
    levels = {place.level for place in asked.places}
    return below([unit for unit in units if _is_of(unit, core, levels)]) if levels else ()


def _is_of(unit: Unit, core: Sequence[Word], levels: set[str]) -> bool:
    return any(
        name.places and name.places[0].level in levels and (bare(name.core) == bare(core) or same(name.core, core))
        for name in readings(unit.name_vi)[:1]
    )
