"""From a due rule, as the plan words it, to an instant: the first moment that is too late, in the campaign's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chungtay_tasks.events import DueRule, Period, ReportPeriod, Terms
from chungtay_tasks.working_days import Calendar, vietnam

REMINDER_TIME = time(7, 30)
"""When the working day of State bodies begins: a reminder lies on the desk when it is opened."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` is exclusive: what comes at that instant is late. `last_valid_day` is the last day that is in time."""

    due_at: datetime
    last_valid_day: date
    remind_at: datetime


def deadline(rule: DueRule, period: Period, zone: ZoneInfo, calendar: Calendar | None = None) -> Deadline | None:
    """The instant a rule comes to; None where it names no date and is not tied to the campaign's period."""
    due_at = _due_at(rule, period, zone)
    return None if due_at is None else deadline_at(due_at, calendar)


def deadline_at(due_at: datetime, calendar: Calendar | None = None) -> Deadline:
    """The deadline whose first moment that is too late, in the campaign's zone, is known."""
    last_valid_day = (due_at - _MOMENT).date()
    return Deadline(due_at, last_valid_day, _remind_at(due_at, last_valid_day, calendar or vietnam()))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What comes after a deadline: until when nobody is urged, from when on nothing is taken; None where neither is."""

    grace_until: datetime | None
    lock_at: datetime | None


def bounds(due: Deadline, terms: Terms, calendar: Calendar | None = None) -> Bounds:
    """Both end with a working day, counted from the last day in time; a lock after no day is the deadline itself."""
    known = calendar or vietnam()
    grace = _end_of(due, terms.grace, known) if terms.grace else None
    if terms.lock is None:
        return Bounds(grace, None)
    return Bounds(grace, _end_of(due, terms.lock, known) if terms.lock else due.due_at)


def bounded(report: ReportPeriod, terms: Terms, zone: ZoneInfo) -> ReportPeriod:
    """With what the terms put after its deadline."""
    found = bounds(deadline_at(report.due_at.astimezone(zone)), terms)
    return report.model_copy(update={"grace_until": found.grace_until, "lock_at": found.lock_at})


def _end_of(due: Deadline, working_days: int, calendar: Calendar) -> datetime:
    day = calendar.after(due.last_valid_day, working_days)
    return datetime.combine(day + _DAY, time(), due.due_at.tzinfo)


def _due_at(rule: DueRule, period: Period, zone: ZoneInfo) -> datetime | None:
    """ "trước ngày X" ends as X begins, "chậm nhất ngày X" and a period as X ends; with an hour, "by" includes its
    minute and "before" does not."""
    day = rule.date or (period.end if rule.comparison == "during" and not (rule.recurrence or rule.after) else None)
    if day is None:
        return None
    if rule.time is not None and rule.comparison != "during":
        at = datetime.combine(day, time.fromisoformat(rule.time), zone)
        return at if rule.comparison == "before" else at + _MINUTE
    start = datetime.combine(day, time(), zone)
    return start if rule.comparison == "before" else datetime.combine(day + _DAY, time(), zone)


def _remind_at(due_at: datetime, last_valid_day: date, calendar: Calendar) -> datetime:
    """07:30 on the last working day that is in time and begins before the deadline."""
    day = calendar.last_working_day(last_valid_day)
    at = datetime.combine(day, REMINDER_TIME, due_at.tzinfo)
    if at < due_at:
        return at
    return datetime.combine(calendar.last_working_day(day - _DAY), REMINDER_TIME, due_at.tzinfo)
