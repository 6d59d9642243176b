"""Working days of State bodies in Viet Nam: Monday to Friday but for days off, and make-up Saturdays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_DAY = timedelta(days=1)
_SATURDAY = 5


class Year(BaseModel):
    """One year's exceptions and who published them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str
    days_off: frozenset[date]
    days_worked: frozenset[date]


_YEARS: TypeAdapter[dict[int, Year]] = TypeAdapter(dict[int, Year])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Exceptions by year; in a year without any, only Saturdays and Sundays are off."""

    years: Mapping[int, Year]

    def knows(self, year: int) -> bool:
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year and day in year.days_worked:
            return True
        return day.weekday() < _SATURDAY and not (year and day in year.days_off)

    def last_working_day(self, day: date) -> date:
        """The day itself, or the nearest working day before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative where `end` is before."""
        if end < start:
            return -self.working_days(end, start)
        return sum(self.is_working_day(start + n * _DAY) for n in range(1, (end - start).days + 1))


@cache
def vietnam() -> Calendar:
    """The calendar shipped with this release (working_days.yaml, with sources)."""
    text = files("chungtay_tasks").joinpath("working_days.yaml").read_text("utf-8")
    return Calendar(_YEARS.validate_python(yaml.safe_load(text)))
