"""What events make of a unit and of a group's definitions; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from chungtay_kernel.events import Event
from chungtay_tasks.directory.model import Former, Unit, UnitGroup, UnitRef
from chungtay_tasks.events import GroupDefined, UnitChanged, UnitClosed, UnitContent, UnitLife

DirectoryEvent = UnitContent | UnitClosed | GroupDefined
_DAY = timedelta(days=1)


def unit_after(unit: Unit | None, event: Event) -> Unit | None:
    """A life after one more of its events; None: it does not exist yet."""
    match event:
        case UnitChanged() if unit is not None:
            return replace(unit_of(event), former=_former(unit, event.effective_on))
        case UnitContent():
            return unit_of(event)
        case UnitClosed() if unit is not None:
            return replace(unit, valid_to=event.valid_to, successors=_refs(event.successors))
        case _:
            return unit


def unit_of(content: UnitContent) -> Unit:
    """A life as an event tells it whole; its past is not part of that."""
    told = content.model_dump(include=set(UnitContent.model_fields) - {"aliases", "successors"})
    return Unit(**told, aliases=content.aliases, successors=_refs(content.successors))


def _refs(lives: Sequence[UnitLife]) -> tuple[UnitRef, ...]:
    return tuple(UnitRef(life.code, life.valid_from, life.name_vi) for life in lives)


def _former(unit: Unit, effective_on: date | None) -> tuple[Former, ...]:
    """A change that was always so leaves no trace in the past; one from a day on does."""
    if effective_on is None:
        return unit.former
    return (*unit.former, Former(effective_on - _DAY, unit.name_vi, unit.parent))


def groups_after(groups: Sequence[UnitGroup], event: Event) -> tuple[UnitGroup, ...]:
    """A group's definitions after one more: each ends before the next begins."""
    if not isinstance(event, GroupDefined):
        return tuple(groups)
    defined = UnitGroup(
        event.group, event.name_vi, event.members, event.aliases, event.valid_from, event.valid_to
    )  # fmt: skip
    kept = [group for group in groups if group.valid_from != defined.valid_from]
    return _one_after_another(sorted([*kept, defined], key=lambda group: group.valid_from or date.min))


def _one_after_another(groups: Sequence[UnitGroup]) -> tuple[UnitGroup, ...]:
    nexts = [*(group.valid_from for group in groups[1:]), None]
    return tuple(_ended(group, following) for group, following in zip(groups, nexts, strict=True))


def _ended(group: UnitGroup, following: date | None) -> UnitGroup:
    if following is None or (group.valid_to is not None and group.valid_to < following):
        return group
    return replace(group, valid_to=following - _DAY)
