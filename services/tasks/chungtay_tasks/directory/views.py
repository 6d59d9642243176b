"""The directory as it is shown: units of a day or of all times, searched and filtered, one with its whole story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from chungtay_kernel.events import StoredEvent
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup, UnitRef
from chungtay_tasks.directory.resolving import Resolution
from chungtay_tasks.directory.words import bare, words

Filters = Mapping[str, str | None]
"""`parent` (right above), `below` (anywhere above), `kind`, `q`; None: whatever it is."""


def listed(directory: Directory, at: date | None, filters: Filters) -> Iterator[Unit]:
    """Units by code and first day: as they were on a day, or, without one, every life as it reads now."""
    day = at or date.max
    units = directory.at(at) if at else directory.units
    found = (unit for unit in units if _passes(directory, unit, day, filters))
    return iter(sorted(found, key=sort_key))


def sort_key(unit: Unit) -> list[str]:
    return [unit.code, "" if unit.valid_from is None else unit.valid_from.isoformat()]


def _passes(directory: Directory, unit: Unit, day: date, filters: Filters) -> bool:
    parent, below, kind, sought = (filters.get(name) for name in ("parent", "below", "kind", "q"))
    return (
        (parent is None or unit.parent == parent)
        and (kind is None or unit.kind == kind)
        and (sought is None or _says(unit, sought))
        and (below is None or any(above.code == below for above in directory.above(unit, day)))
    )


def _says(unit: Unit, sought: str) -> bool:
    """Whether each word that is sought begins a word of one of the unit's names or codes, diacritics or not."""
    names = (unit.code, unit.name_vi, unit.name_en, unit.admin_code, *unit.aliases, *(f.name_vi for f in unit.former))
    said = [word for name in names if name for word in bare(words(name))]
    return all(any(word.startswith(part) for word in said) for part in bare(words(sought)))


def shown(unit: Unit) -> dict[str, Any]:
    told = asdict(unit)
    return {**told, "successors": [_ref(ref) for ref in unit.successors]}


def _ref(ref: UnitRef) -> dict[str, Any]:
    return {"code": ref.code, "valid_from": ref.valid_from, "name_vi": ref.name_vi}


def whole(directory: Directory, unit: Unit, at: date | None) -> dict[str, Any]:
    """A unit with what is above it, below it, before and after it, and the other lives of its code."""
    day = at or _a_day_of(unit)
    return {
        **shown(unit.on(day)),
        "above": [{"code": above.code, "name_vi": above.name_vi} for above in directory.above(unit.on(day), day)],
        "children": sum(child.parent == unit.code for child in directory.at(day)),
        "predecessors": [_ref(_ref_to(before)) for before in predecessors(directory, unit)],
        "lives": [_ref(_ref_to(life)) | {"valid_to": life.valid_to} for life in directory.lives(unit.code)],
        "groups": [group.code for group in directory.groups if group.stands(day) and unit.code in group.members],
    }


def _a_day_of(unit: Unit) -> date:
    """The last day on which the unit reads as it does now."""
    return unit.valid_to or date.max


def _ref_to(unit: Unit) -> UnitRef:
    return UnitRef(unit.code, unit.valid_from, unit.name_vi)


def predecessors(directory: Directory, unit: Unit) -> Sequence[Unit]:
    return [u for u in directory.units if any((ref.code, ref.valid_from) == unit.key for ref in u.successors)]


def history(events: Sequence[StoredEvent]) -> list[dict[str, Any]]:
    """What was recorded of a unit, by whom and when."""
    return [
        {"type": e.type, "version": e.version, "recorded_at": e.recorded_at, "by": e.actor, "data": e.json()}
        for e in events
    ]


def group(entry: UnitGroup) -> dict[str, Any]:
    return asdict(entry)


def resolution(found: Resolution) -> dict[str, Any]:
    return {
        "name": found.name, "outcome": found.outcome, "code": found.code, "is_group": found.is_group,
        "candidates": [asdict(candidate) for candidate in found.candidates], "reason": asdict(found.reason),
    }  # fmt: skip
