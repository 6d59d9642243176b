"""What commands to the directory carry."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from chungtay_tasks.codes import Line, UnitCode
from chungtay_tasks.events import Part

Names = Annotated[tuple[Line, ...], Field(max_length=50)]


class UnitRefBody(Part):
    """One life of a code; without its first day, the one that follows."""

    code: UnitCode
    valid_from: dt.date | None = None


Successors = Annotated[tuple[UnitRefBody, ...], Field(max_length=500)]


class UnitBody(Part):
    """One life of a code: codes are reused, so a unit is known by code and first day."""

    code: UnitCode
    name_vi: Line
    name_en: Line | None = None
    kind: Line
    level: Line | None = None
    admin_code: Line | None = None
    eid: Line | None = None
    parent: UnitCode | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    aliases: Names = ()
    successors: Successors = ()


class RegisterUnits(Part):
    units: Annotated[list[UnitBody], Field(min_length=1, max_length=500)]


class ChangeUnit(Part):
    """What shall read otherwise; fields left out stay. From `effective_on` on, or, without it, as a correction.

    `at`: a day on which the unit meant is valid; without it, the latest of this code.
    """

    at: dt.date | None = None
    name_vi: Line | None = None
    name_en: Line | None = None
    kind: Line | None = None
    level: Line | None = None
    admin_code: Line | None = None
    eid: Line | None = None
    parent: UnitCode | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    aliases: Names = ()
    add_aliases: Names = ()
    successors: Successors = ()
    effective_on: dt.date | None = None
    reason: Line | None = None


class CloseUnit(Part):
    """A unit ends with the day `valid_to`."""

    at: dt.date | None = None
    valid_to: dt.date
    successors: Successors = ()
    reason: Line | None = None


class DefineGroup(Part):
    """A named group of units or groups, from `valid_from` on, until another definition begins."""

    code: UnitCode
    name_vi: Line
    aliases: Names = ()
    members: Annotated[tuple[UnitCode, ...], Field(min_length=1, max_length=5000)]
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    reason: Line | None = None
