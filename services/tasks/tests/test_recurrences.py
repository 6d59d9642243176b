"""The days that a recurring rule names within a period."""

from __future__ import annotations

from datetime import date

import pytest

from chungtay_tasks.events import Period
from chungtay_tasks.recurrences import days_of

JUNE = Period(start=date(2024, 6, 1), end=date(2024, 6, 30))
YEAR = Period(start=date(2024, 1, 1), end=date(2024, 12, 31))


def days(rule: str, period: Period) -> list[str] | None:
    found = days_of(rule, period)
    return found and [f"{day:%d/%m}" for day in found]


@pytest.mark.parametrize(
    ("rule", "period", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", JUNE, ["07/06", "14/06", "21/06", "28/06"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2", JUNE, ["10/06", "13/06", "24/06", "27/06"]),
        ("FREQ=MONTHLY;BYMONTHDAY=25", JUNE, ["25/06"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", JUNE, ["30/06"]),  # a month too short: its last day
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", YEAR, ["15/03", "15/06", "15/09", "15/12"]),
        ("FREQ=MONTHLY;INTERVAL=3", YEAR, ["31/03", "30/06", "30/09", "31/12"]),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=5", YEAR, ["05/07"]),
        ("FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=5", YEAR, ["05/02", "05/07"]),
    ],
)
def test_a_recurrence_names_these_days(rule: str, period: Period, expected: list[str]) -> None:
    assert days(rule, period) == expected


def test_every_day_is_every_day() -> None:
    assert len(days("FREQ=DAILY", JUNE) or []) == 30


def test_a_rule_with_parts_that_are_not_read_is_not_guessed_at() -> None:
    assert days("FREQ=YEARLY;BYWEEKNO=20", YEAR) is None
