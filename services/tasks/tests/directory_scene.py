"""Given a directory, when something is decided, then these are the events and what the directory reads after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory import Directory
from chungtay_tasks.directory.evolving import groups_after, unit_after
from chungtay_tasks.directory.planning import Plan, definition
from chungtay_tasks.events import GroupDefined

Command = TypeVar("Command")


@dataclass(frozen=True)
class Scene:
    directory: Directory

    def events(self, decide: Callable[[Directory, Command], Plan], command: Command) -> list[Event]:
        plan = decide(self.directory, command)
        return [*(change.event() for change in plan.changes), *(definition(wanted) for wanted in plan.groups)]

    def after(self, decide: Callable[[Directory, Command], Plan], command: Command) -> Scene:
        plan = decide(self.directory, command)
        units = {unit.key: unit for unit in self.directory.units}
        for change in plan.changes:
            before = units.pop(change.before.key) if change.before else None
            unit = unit_after(before, change.event())
            assert unit is not None
            units[unit.key] = unit
        definitions = [definition(wanted) for wanted in plan.groups]
        return Scene(Directory(list(units.values()), _defined(self.directory, definitions)))

    def refused(
        self, code: str, field: str, decide: Callable[[Directory, Command], Plan], command: Command
    ) -> Refusal:  # fmt: skip
        with pytest.raises(Refusal) as refused:
            decide(self.directory, command)
        assert (refused.value.code, refused.value.field) == (code, field)
        return refused.value


def _defined(directory: Directory, definitions: Sequence[GroupDefined]) -> Sequence:
    groups = {code: [g for g in directory.groups if g.code == code] for code in {g.code for g in directory.groups}}
    for event in definitions:
        groups[event.group] = list(groups_after(groups.get(event.group, ()), event))
    return [group for defined in groups.values() for group in defined]


def scene() -> Scene:
    return Scene(Directory())
