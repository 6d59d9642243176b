"""The directory of units: a unit is registered once, and registering it again word for word does nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import RegisterUnits, UnitBody
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import UnitRegistered

Directory = Mapping[str, UnitRegistered]
"""Units by code."""


def evolve(directory: Directory, event: Event) -> Directory:
    match event:
        case UnitRegistered():
            return {**directory, event.code: event}
        case _:
            return directory


def decide_register(directory: Directory, command: RegisterUnits) -> list[Event]:
    """`unit.registered` for each unit that is new; raises Refusal for one that stands otherwise."""
    refusals.raise_all(_problems(directory, command.units))
    units = [UnitRegistered(**unit.model_dump()) for unit in command.units]
    return [unit for unit in units if unit.code not in directory]


def _problems(directory: Directory, units: list[UnitBody]) -> Iterator[Refusal]:
    named = Counter(unit.code for unit in units)
    for index, unit in enumerate(units):
        field = f"units[{index}]"
        standing = directory.get(unit.code)
        if named[unit.code] > 1:
            yield refusals.doubled(f"{field}.code", unit.code)
        if standing and standing != UnitRegistered(**unit.model_dump()):
            yield refusals.unit_stands_otherwise(f"{field}.code", unit.code, standing.name_vi)
        if unit.parent and unit.parent not in directory and unit.parent not in named:
            yield refusals.unknown("unit", f"{field}.parent", unit.parent)
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            yield refusals.ends_before_start(f"{field}.valid_to", str(unit.valid_to), str(unit.valid_from))
