"""What the command on a deadline carries."""

from __future__ import annotations

import datetime as dt

from chungtay_tasks.bodies import FreeWords
from chungtay_tasks.codes import FINAL, ClockTime, PeriodKey, UnitCode
from chungtay_tasks.events import Part


class ExtendDeadline(Part):
    """`last_valid_day` is in time to its end, or up to and including the minute `time`."""

    unit: UnitCode
    period: PeriodKey = FINAL
    last_valid_day: dt.date
    time: ClockTime | None = None
    reason: FreeWords
