"""Whom the coordinator has to urge, and why: judged when somebody looks, from how an assignment stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from chungtay_tasks.domain.progress import Progress, Timeliness
from chungtay_tasks.events import Mode
from chungtay_tasks.working_days import Calendar

TIME_TO_ACKNOWLEDGE = 2
"""Working days."""

Urging = Literal["overdue", "returned", "unacknowledged", "due_soon"]

URGING: Mapping[Urging, tuple[str, str]] = {
    "overdue": ("Quá hạn", "Overdue"),
    "returned": ("Báo cáo bị trả lại, chưa nộp lại", "Report returned and not filed again"),
    "unacknowledged": ("Chưa nhận việc sau 2 ngày làm việc", "Not acknowledged after 2 working days"),
    "due_soon": ("Sắp đến hạn", "Due soon"),
}
"""The most urgent first."""


def acknowledge_by(assigned: dt.date, calendar: Calendar) -> dt.date:
    """The last day on which a unit takes note of a duty in time."""
    return calendar.after(assigned, TIME_TO_ACKNOWLEDGE)


def is_unacknowledged(progress: Progress, by: dt.date | None, today: dt.date) -> bool:
    """Whether nothing shows that the unit has taken note, and it had its time."""
    return progress == "assigned" and by is not None and today > by


def urging(mode: Mode, progress: Progress, timeliness: Timeliness, *, unacknowledged: bool) -> list[Urging]:
    """Why to urge, the most urgent reason first; a body that was only asked is not urged."""
    if mode == "request":
        return []
    found: Mapping[Urging, bool] = {
        "overdue": timeliness == "overdue",
        "returned": progress == "returned",
        "unacknowledged": unacknowledged,
        "due_soon": timeliness == "due_soon",
    }
    return [reason for reason in URGING if found[reason]]
