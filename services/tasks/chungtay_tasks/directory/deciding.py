"""Single commands to the directory, each turned into what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.bodies import ChangeUnit, CloseUnit, DefineGroup, RegisterUnits, UnitBody, UnitRefBody
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup, UnitRef
from chungtay_tasks.directory.planning import EVERYTHING, Plan, Wanted, WantedGroup, plan
from chungtay_tasks.domain import refusals

_NEVER_EMPTY = {"name_vi", "kind"}


def decide_register(directory: Directory, command: RegisterUnits) -> Plan:
    """New units; raises Refusal for one that stands otherwise. One that stands as it is told is passed over."""
    planned = plan(directory, [_registered(unit, index) for index, unit in enumerate(command.units)])
    refusals.raise_all([*planned.problems, *_otherwise(planned)])
    return planned


def _otherwise(planned: Plan) -> Iterator[Refusal]:
    for change in planned.changes:
        if change.before is not None:
            place = change.wanted.place("code")
            yield refusals.unit_stands_otherwise(place, change.before.code, change.before.name_vi)


def _registered(body: UnitBody, index: int) -> Wanted:
    return Wanted(unit_of(body), lambda name: f"units[{index}].{name}", EVERYTHING & body.model_fields_set)


def unit_of(body: UnitBody) -> Unit:
    return Unit(**body.model_dump(exclude={"successors"}), successors=refs_of(body.successors))


def refs_of(bodies: Sequence[UnitRefBody]) -> tuple[UnitRef, ...]:
    return tuple(UnitRef(body.code, body.valid_from) for body in bodies)


def decide_change(directory: Directory, code: str, command: ChangeUnit) -> Plan:
    """Raises Refusal with everything that is wrong; plans nothing where the unit reads so already."""
    before = the_life(directory, code, command.at)
    named = {name: getattr(command, name) for name in EVERYTHING & command.model_fields_set}
    told: dict[str, Any] = {name: value for name, value in named.items() if value or name not in _NEVER_EMPTY}
    if command.add_aliases:
        told["aliases"] = tuple(dict.fromkeys((*told.get("aliases", before.aliases), *command.add_aliases)))
    return _one(directory, before, told, command.effective_on, command.reason)


def decide_close(directory: Directory, code: str, command: CloseUnit) -> Plan:
    before = the_life(directory, code, command.at)
    told = {"valid_to": command.valid_to, "successors": command.successors}
    return _one(directory, before, told, None, command.reason)


def _one(
    directory: Directory, before: Unit, told: dict[str, Any], effective_on: date | None, reason: str | None
) -> Plan:  # fmt: skip
    if "successors" in told:
        told["successors"] = refs_of(told["successors"])
    wanted = Wanted(_with(before, told), _plain, frozenset(told), effective_on, reason, before)
    planned = plan(directory, [wanted])
    refusals.raise_all(planned.problems)
    return planned


def _with(before: Unit, told: dict[str, Any]) -> Unit:
    fields = {name: getattr(before, name) for name in EVERYTHING}
    return Unit(**{**fields, **told})


def the_life(directory: Directory, code: str, at: date | None) -> Unit:
    """The life of a code on a day; without one, the latest. Raises Refusal (404)."""
    lives = directory.lives(code)
    found = directory.unit(code, at) if at else (lives[-1] if lives else None)
    if found is None:
        raise refusals.unknown("unit", "code", code if at is None else f"{code}@{at}", status=404)
    return found


def decide_group(directory: Directory, command: DefineGroup) -> Plan:
    group = UnitGroup(**command.model_dump(exclude={"reason"}))
    planned = plan(directory, [], [WantedGroup(group, _plain, command.reason)])
    refusals.raise_all(planned.problems)
    return planned


_plain: Callable[[str], str] = str
"""The fields of a command that is about one thing stand under their own names."""
