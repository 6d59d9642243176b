"""Cycles of reporting: the calendar weeks, months, quarters, half-years and years that an RRULE asks a report of."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chungtay_tasks.working_days import Calendar

Length = Literal["week", "month", "quarter", "half", "year"]

_DAY = timedelta(days=1)
_MONTHS: Mapping[Length, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_BY_INTERVAL: Mapping[int, Length] = {months: length for length, months in _MONTHS.items()}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY_WORKING_DAY = sorted(_WEEKDAYS[:5])

EARLY: Mapping[Length, int] = {"week": 2, "month": 10, "quarter": 30, "half": 60, "year": 121}
"""A report due within the first so many days of a calendar period, its first third, tells of the one before."""


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar period, both days included, and the key that reports carry."""

    key: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Cycle:
    """One report a calendar period. Its day: a weekday (0 Monday), or a day of a month (0: its last) in the month of
    the period that `month` counts from 0; or the period's last working day; or, where the rule names no day, the last.
    """

    length: Length
    day: int = 0
    month: int = -1
    last_working_day: bool = False

    @property
    def names_a_day(self) -> bool:
        return self.day != 0 or self.last_working_day

    def due_in(self, span: Span, working_days: Calendar) -> date:
        """The day that the rule names in a calendar period; the last of a month too short for it."""
        if self.last_working_day:
            return working_days.last_working_day(span.end)
        if self.day == 0:
            return span.end
        if self.length == "week":
            return span.start + (self.day - 1) * _DAY
        first = _months_on(span.start, self.month % _MONTHS[self.length])
        return first.replace(day=min(self.day, gregorian.monthrange(first.year, first.month)[1]))

    def spans(self, start: date, end: date) -> Iterator[Span]:
        """The calendar periods from the one before that of `start` to the one after that of `end`."""
        span = span_of(self.length, span_of(self.length, start).start - _DAY)
        last = span_of(self.length, span_of(self.length, end).end + _DAY)
        while span.start <= last.start:
            yield span
            span = span_of(self.length, span.end + _DAY)


def span_of(length: Length, day: date) -> Span:
    """The calendar period that a day lies in."""
    if length == "week":
        monday = day - day.weekday() * _DAY
        year, week, _ = monday.isocalendar()
        return Span(f"{year}-W{week:02d}", monday, monday + 6 * _DAY)
    months = _MONTHS[length]
    number = (day.month - 1) // months
    start = date(day.year, number * months + 1, 1)
    end = _months_on(start, months) - _DAY
    names = {"month": f"-{day.month:02d}", "quarter": f"-Q{number + 1}", "half": f"-H{number + 1}", "year": ""}
    return Span(f"{day.year}{names[length]}", start, end)


def _months_on(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def cycle_of(recurrence: str) -> Cycle | None:
    """The cycle of an RRULE (RFC 5545); None where it asks for no report a week, month, quarter, half-year or year.

    Read: FREQ=WEEKLY with one BYDAY; FREQ=MONTHLY with INTERVAL 1, 3, 6 or 12; FREQ=YEARLY with evenly spaced BYMONTH;
    BYMONTHDAY of one day (-1: the last), or Monday to Friday with BYSETPOS=-1 (the last working day).
    """
    parts = _parts(recurrence)
    frequency, interval = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    parts.pop("WKST", "MO")
    if not interval.isdigit():
        return None
    if frequency == "WEEKLY":
        return _weekly(parts) if interval == "1" else None
    if frequency == "MONTHLY":
        length = _BY_INTERVAL.get(int(interval))
        return _in_months(length, parts, -1) if length and "BYMONTH" not in parts else None
    return _yearly(parts) if frequency == "YEARLY" and interval == "1" else None


def _parts(recurrence: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for part in recurrence.split(";"):
        name, _, value = part.partition("=")
        named[name] = value
    return named


def _weekly(parts: Mapping[str, str]) -> Cycle | None:
    day = parts.get("BYDAY")
    if parts.keys() - {"BYDAY"} or (day is not None and day not in _WEEKDAYS):
        return None
    return Cycle("week", 0 if day is None else _WEEKDAYS.index(day) + 1)


def _yearly(parts: dict[str, str]) -> Cycle | None:
    """BYMONTH=3,6,9,12 is quarterly, each in the last month; =12 yearly."""
    named = parts.pop("BYMONTH", "12").split(",")
    if not all(month.isdigit() and 1 <= int(month) <= 12 for month in named):
        return None
    months = sorted({int(month) for month in named})
    apart = 12 // len(months)
    length = _BY_INTERVAL.get(apart)
    if length is None or months != [months[0] + n * apart for n in range(12 // apart)]:
        return None
    return _in_months(length, parts, (months[0] - 1) % apart)


def _in_months(length: Length, parts: Mapping[str, str], month: int) -> Cycle | None:
    if sorted(parts) == ["BYDAY", "BYSETPOS"]:
        working = sorted(parts["BYDAY"].split(",")) == _EVERY_WORKING_DAY and parts["BYSETPOS"] == "-1"
        return Cycle(length, month=month, last_working_day=True) if working else None
    if parts.keys() - {"BYMONTHDAY"}:
        return None
    day = parts.get("BYMONTHDAY", "-1")
    if day == "-1":
        return Cycle(length, month=month)
    return Cycle(length, int(day), month) if day.isdigit() and 1 <= int(day) <= 31 else None
