"""When a unit is reminded of its report: the last time on a working day in time, before that as the terms say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from chungtay_tasks.deadlines import REMINDER_TIME, Deadline
from chungtay_tasks.events import Terms
from chungtay_tasks.working_days import Calendar, vietnam

_DAY = timedelta(days=1)


class PassedOver(NamedTuple):
    """A day on which no reminder goes out, and why."""

    day: date
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """`until`: the next reminder or the deadline; what was not told by then is told by that alone."""

    at: datetime
    until: datetime
    working_days_before: int
    passed_over: tuple[PassedOver, ...] = ()


def reminders(due: Deadline, terms: Terms, calendar: Calendar | None = None) -> list[Reminder]:
    """By moment. The last goes out whether the terms name it or not: nobody misses a deadline unwarned."""
    known = calendar or vietnam()
    last = due.remind_at.date()
    days = [(known.before(last, count), count) for count in sorted({0, *terms.remind}, reverse=True)]
    moments = [datetime.combine(day, REMINDER_TIME, due.due_at.tzinfo) for day, _ in days]
    return [
        Reminder(at, until, count, _passed_over(due, known) if count == 0 else ())
        for (_, count), at, until in zip(days, moments, [*moments[1:], due.due_at], strict=True)
    ]


def asked_once(found: Sequence[Reminder]) -> list[Reminder]:
    """Of an independent body's: the last alone."""
    return list(found[-1:])


def _passed_over(due: Deadline, calendar: Calendar) -> tuple[PassedOver, ...]:
    """The days from the last in time back to that of the reminder, without it."""
    days = (due.last_valid_day - due.remind_at.date()).days
    return tuple(_why(due.last_valid_day - n * _DAY, calendar) for n in range(days))


def _why(day: date, calendar: Calendar) -> PassedOver:
    """A day off by its name; a working day is passed over where its deadline comes before the morning."""
    morning = f"{REMINDER_TIME:%H:%M}"
    return PassedOver(
        day, *(calendar.why_off(day) or (f"hết hạn trước {morning}", f"the deadline comes before {morning}"))
    )
