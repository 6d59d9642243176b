"""The days of a recurring rule within a period: one a week, month, quarter … as reports are, and the rest by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from chungtay_tasks.cycles import cycle_of
from chungtay_tasks.events import Period
from chungtay_tasks.working_days import Calendar, vietnam

_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_READ = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"})


def days_of(recurrence: str, period: Period, calendar: Calendar | None = None) -> list[date] | None:
    """The days an RRULE names, both ends included; None for a rule with parts that are not read here.

    Read beside the cycles of reports: FREQ=DAILY and WEEKLY with INTERVAL and BYDAY, MONTHLY and YEARLY with
    BYMONTHDAY and BYMONTH. Intervals count from the period's start.
    """
    cycle = cycle_of(recurrence)
    if cycle:
        found = [cycle.due_in(span, calendar or vietnam()) for span in cycle.spans(period.start, period.end)]
        return [day for day in found if period.start <= day <= period.end]
    parts = parts_of(recurrence)
    if parts.keys() - _READ or not parts.get("INTERVAL", "1").isdigit():
        return None
    return [day for day in _each(period) if _names(parts, day, period.start)]


def parts_of(recurrence: str) -> dict[str, str]:
    """An RRULE by the names of its parts."""
    found = (part.partition("=") for part in recurrence.split(";"))
    return {name: value for name, _, value in found}


def _each(period: Period) -> Iterator[date]:
    return (period.start + n * _DAY for n in range((period.end - period.start).days + 1))


def _names(parts: Mapping[str, str], day: date, start: date) -> bool:
    if "BYMONTH" in parts and str(day.month) not in parts["BYMONTH"].split(","):
        return False
    if "BYDAY" in parts and _WEEKDAYS[day.weekday()] not in parts["BYDAY"].split(","):
        return False
    if "BYMONTHDAY" in parts and not _day_of_month(parts["BYMONTHDAY"].split(","), day):
        return False
    return _elapsed(parts["FREQ"], day, start) % int(parts.get("INTERVAL", "1")) == 0


def _elapsed(frequency: str, day: date, start: date) -> int:
    """How many days, weeks, months or years after the start's."""
    match frequency:
        case "DAILY":
            return (day - start).days
        case "WEEKLY":
            return (day - start + start.weekday() * _DAY).days // 7
        case "MONTHLY":
            return (day.year - start.year) * 12 + day.month - start.month
        case _:
            return day.year - start.year


def _day_of_month(named: list[str], day: date) -> bool:
    from_the_end = (day + _DAY).day == 1
    return str(day.day) in named or (from_the_end and "-1" in named)
