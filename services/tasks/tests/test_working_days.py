"""The calendar of working days, year by year as it was announced."""

from datetime import date, timedelta

import pytest

from chungtay_tasks.working_days import vietnam


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-06-28", True),  # a Friday
        ("2024-06-29", False),  # a Saturday
        ("2024-06-30", False),  # a Sunday
        ("2024-02-14", False),  # the fifth day of Tết
        ("2024-04-18", False),  # Hùng Kings
        ("2024-04-29", False),  # swapped off
        ("2024-05-04", True),  # … for this Saturday
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-04-27", False),  # for Hùng Kings on a Sunday
        ("2026-08-31", False),
        ("2026-08-22", True),
        ("2027-05-03", False),  # for 1 May on a Saturday
        ("2031-06-02", True),  # a Monday of a year nobody has announced
    ],
)
def test_days_off_and_make_up_days(day: str, working: bool) -> None:
    assert vietnam().is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_exceptions_are_exceptions_of_their_own_year(year: int) -> None:
    exceptions = vietnam().years[year]
    assert exceptions.source
    assert {day.year for day in exceptions.days_off | exceptions.days_worked} == {year}
    assert all(day.weekday() < 5 for day in exceptions.days_off)
    assert all(day.weekday() == 5 for day in exceptions.days_worked)


def test_the_days_the_law_fixes_are_never_worked() -> None:
    for year in vietnam().years:
        for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
            assert not vietnam().is_working_day(date(year, month, day))


def test_the_last_working_day_before_the_sunday_is_the_friday() -> None:
    assert vietnam().last_working_day(date(2024, 6, 30)) == date(2024, 6, 28)


def test_the_last_working_day_in_tet_lies_before_tet() -> None:
    assert vietnam().last_working_day(date(2024, 2, 14)) == date(2024, 2, 7)


def test_working_days_between_count_the_end_and_not_the_start() -> None:
    calendar = vietnam()
    assert calendar.working_days(date(2024, 6, 26), date(2024, 6, 30)) == 2
    assert calendar.working_days(date(2024, 6, 28), date(2024, 6, 28)) == 0
    assert calendar.working_days(date(2024, 7, 2), date(2024, 6, 30)) == -2


def test_a_week_without_exceptions_has_five_working_days() -> None:
    monday = date(2024, 6, 3)
    assert vietnam().working_days(monday - timedelta(days=1), monday + timedelta(days=6)) == 5
