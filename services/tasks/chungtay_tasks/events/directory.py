"""The directory of units."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import Line, UnitCode


class UnitRegistered(Event):
    """A unit is in the directory."""

    TYPE: ClassVar[str] = "unit.registered"
    code: UnitCode
    name_vi: Line
    name_en: Line | None
    kind: Line
    level: Line | None
    admin_code: Line | None
    parent: UnitCode | None
    valid_from: dt.date | None
    valid_to: dt.date | None
