"""The directory of units: what exists from when until when, and the named groups of it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import Line, UnitCode
from chungtay_tasks.events.parts import Part


class UnitLife(Part):
    """One life of a code, as codes are reused; its name is what it was called when it was named here."""

    code: UnitCode
    valid_from: dt.date | None
    name_vi: Line


class UnitContent(Event):
    """One life of a code, whole; both days of its validity belong to it."""

    code: UnitCode
    name_vi: Line
    name_en: Line | None
    kind: Line
    level: Line | None
    admin_code: Line | None
    parent: UnitCode | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    eid: Line | None = None
    aliases: tuple[Line, ...] = ()
    successors: tuple[UnitLife, ...] = ()


class UnitRegistered(UnitContent):
    """A unit is in the directory."""

    TYPE: ClassVar[str] = "unit.registered"


class UnitChanged(UnitContent):
    """A unit reads otherwise: from `effective_on` on, what it was before stays its past; without that day it was
    always so. `since` is the first day of its validity as it stood before this change."""

    TYPE: ClassVar[str] = "unit.changed"
    since: dt.date | None
    effective_on: dt.date | None
    reason: Line | None


class UnitClosed(Event):
    """A unit ends with the day `valid_to`; its successors are units of the directory."""

    TYPE: ClassVar[str] = "unit.closed"
    code: UnitCode
    valid_from: dt.date | None
    valid_to: dt.date
    successors: tuple[UnitLife, ...]
    reason: Line | None


class GroupDefined(Event):
    """A named group has these members, units or groups, from `valid_from` on, until another definition of it begins."""

    TYPE: ClassVar[str] = "group.defined"
    group: UnitCode
    name_vi: Line
    aliases: tuple[Line, ...]
    members: tuple[UnitCode, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    reason: Line | None
