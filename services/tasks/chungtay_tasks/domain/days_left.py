"""How much time a duty has left, in the words that stand on a desk: "còn 3 ngày làm việc", "quá hạn 2 ngày"."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from chungtay_tasks.domain.progress import TIMELINESS, Timeliness
from chungtay_tasks.events import Mode
from chungtay_tasks.working_days import Calendar

Said = tuple[str, str]
"""In Vietnamese and in English."""

NO_DEADLINE: Said = ("không nêu thời hạn", "no deadline")

_MIDNIGHT = dt.time()


class Until(NamedTuple):
    """The first instant that is too late, in the campaign's zone, and the last day in time."""

    due_at: dt.datetime
    last_valid_day: dt.date


def days_left(
    until: Until | None, timeliness: Timeliness | None, mode: Mode, now: dt.datetime, calendar: Calendar
) -> Said:
    """`now` in the campaign's zone. Days to come are working days after today, days gone by are those of the calendar;
    what is done has no days left, and a request is never overdue."""
    if timeliness in ("done_on_time", "done_late", "answered"):
        vi, en = TIMELINESS[timeliness]
        return vi.lower(), en.lower()
    if until is None:
        return NO_DEADLINE
    today = now.date()
    if now >= until.due_at:
        return _passed((today - until.last_valid_day).days, mode)
    if today == until.last_valid_day:
        return _last_day(until.due_at)
    return _to_come(until.last_valid_day, today, calendar)


def _passed(days: int, mode: Mode) -> Said:
    if mode == "request":
        return "đã qua thời gian đề nghị", "the time asked for has passed"
    if days == 0:
        return "quá hạn từ hôm nay", "overdue since today"
    return f"quá hạn {days} ngày", f"overdue by {days} {'day' if days == 1 else 'days'}"


def _last_day(due_at: dt.datetime) -> Said:
    if due_at.time() == _MIDNIGHT:
        return "hôm nay là ngày cuối", "today is the last day"
    return f"hôm nay là ngày cuối, trước {due_at:%H giờ %M}", f"today is the last day, before {due_at:%H:%M}"


def _to_come(last: dt.date, today: dt.date, calendar: Calendar) -> Said:
    left = calendar.working_days(today, last)
    if left:
        return f"còn {left} ngày làm việc", f"{left} working {'day' if left == 1 else 'days'} left"
    day = f"{last:%d/%m/%Y}"
    if calendar.is_working_day(today):
        return f"hôm nay là ngày làm việc cuối, hạn {day}", f"today is the last working day, due {day}"
    return f"không còn ngày làm việc, hạn {day}", f"no working day left, due {day}"
