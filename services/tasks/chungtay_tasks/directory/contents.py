"""Units as events tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chungtay_tasks.directory.model import Unit, UnitRef
from chungtay_tasks.events import UnitContent, UnitLife, UnitRegistered


def content_of(unit: Unit) -> dict[str, Any]:
    """A unit as it is, by the fields of an event; its past stays where it is told."""
    told = {name: value for name, value in asdict(unit).items() if name in UnitContent.model_fields}
    return {**told, "successors": lives_of(unit.successors)}


def lives_of(refs: Sequence[UnitRef]) -> tuple[UnitLife, ...]:
    return tuple(UnitLife(code=ref.code, valid_from=ref.valid_from, name_vi=ref.name_vi) for ref in refs)


def registered(unit: Unit) -> UnitRegistered:
    return UnitRegistered(**content_of(unit))
