"""Working days of State bodies in Viet Nam: Monday to Friday but for days off, and make-up Saturdays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_DAY = timedelta(days=1)
_SATURDAY = 5
_WEEKEND = {5: ("thứ Bảy", "a Saturday"), 6: ("Chủ nhật", "a Sunday")}


class Year(BaseModel):
    """One year's exceptions and who published them; days off by name, "tiếng Việt / English"."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str
    days_off: Mapping[str, frozenset[date]]
    days_worked: frozenset[date]
    provisional: bool = False

    @cached_property
    def names(self) -> Mapping[date, str]:
        return {day: name for name, days in self.days_off.items() for day in days}


class Doubt(NamedTuple):
    """A year of which the days off are not known, or not all announced yet."""

    year: int
    what: Literal["unknown", "provisional"]


_YEARS: TypeAdapter[dict[int, Year]] = TypeAdapter(dict[int, Year])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Exceptions by year. A year without any is counted as if only weekends were off, and `doubts` names it."""

    years: Mapping[int, Year]

    def knows(self, year: int) -> bool:
        return year in self.years

    def doubts(self, start: date, end: date) -> list[Doubt]:
        """The years between two days that whoever counts on them must be warned of."""
        found = [(year, self.years.get(year)) for year in range(start.year, end.year + 1)]
        return [
            Doubt(year, "provisional" if known else "unknown")
            for year, known in found
            if known is None or known.provisional
        ]

    def is_working_day(self, day: date) -> bool:
        return self.why_off(day) is None

    def why_off(self, day: date) -> tuple[str, str] | None:
        """Why a day is off, in Vietnamese and English; None on a working day."""
        year = self.years.get(day.year)
        if year and day in year.days_worked:
            return None
        if year and (name := year.names.get(day)):
            vi, _, en = name.partition(" / ")
            return vi, en
        return _WEEKEND.get(day.weekday())

    def last_working_day(self, day: date) -> date:
        """The day itself, or the nearest working day before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before a day; 0: the day, or the nearest before it."""
        day = self.last_working_day(day)
        for _ in range(count):
            day = self.last_working_day(day - _DAY)
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`th working day after a day; 0: the day itself."""
        for _ in range(count):
            day += _DAY
            while not self.is_working_day(day):
                day += _DAY
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative where `end` is before."""
        if end < start:
            return -self.working_days(end, start)
        years = [self.years[year] for year in range(start.year, end.year + 1) if year in self.years]
        off = {day for year in years for day in year.names.keys() - year.days_worked if day.weekday() < _SATURDAY}
        worked = {day for year in years for day in year.days_worked if day.weekday() >= _SATURDAY}
        weekdays = _weekdays_to(end) - _weekdays_to(start)
        return weekdays - sum(start < day <= end for day in off) + sum(start < day <= end for day in worked)


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from 1/1/1, a Monday, up to and including a day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(rest, _SATURDAY)


@cache
def vietnam() -> Calendar:
    """The calendar shipped with this release (working_days.yaml, with sources)."""
    text = files("chungtay_tasks").joinpath("working_days.yaml").read_text("utf-8")
    return Calendar(_YEARS.validate_python(yaml.safe_load(text)))
