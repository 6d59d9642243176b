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
    assert {day.year for day in exceptions.names.keys() | exceptions.days_worked} == {year}
    assert all(day.weekday() < 5 for day in exceptions.names)
    assert all(day.weekday() == 5 for day in exceptions.days_worked)


# Announcements 5015/TB-LĐTBXH and 6150/TB-BLĐTBXH and those of the Home Affairs Ministry: days off and made up.
@pytest.mark.parametrize(("year", "off", "made_up"), [(2024, 12, 1), (2025, 12, 1), (2026, 14, 2)])
def test_a_swapped_day_is_made_up_for_on_a_saturday_of_the_same_year(year: int, off: int, made_up: int) -> None:
    exceptions = vietnam().years[year]
    assert not exceptions.provisional
    assert len(exceptions.names) == off
    assert len(exceptions.days_off["nghỉ hoán đổi / swapped off"]) == len(exceptions.days_worked) == made_up


@pytest.mark.parametrize(
    ("year", "working_days"),
    [(2024, 262 - 12 + 1), (2025, 261 - 12 + 1), (2026, 261 - 14 + 2)],  # Mondays to Fridays, off, made up
)
def test_a_year_has_as_many_working_days_as_was_announced(year: int, working_days: int) -> None:
    assert vietnam().working_days(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


@pytest.mark.parametrize(
    ("day", "why"),
    [("2024-06-30", "Chủ nhật"), ("2024-06-29", "thứ Bảy"), ("2024-04-18", "Giỗ Tổ Hùng Vương"), ("2024-05-04", None)],
)
def test_a_day_off_has_a_name(day: str, why: str | None) -> None:
    named = vietnam().why_off(date.fromisoformat(day))
    assert (named and named[0]) == why


def test_who_counts_on_a_year_that_was_not_announced_is_told_so() -> None:
    calendar = vietnam()
    assert calendar.doubts(date(2024, 1, 1), date(2026, 12, 31)) == []
    assert calendar.doubts(date(2026, 12, 1), date(2028, 1, 5)) == [(2027, "provisional"), (2028, "unknown")]


def test_working_days_before_and_after_a_day_pass_over_days_off() -> None:
    calendar = vietnam()
    assert [calendar.before(date(2024, 6, 30), n) for n in (0, 1, 3)] == [date(2024, 6, d) for d in (28, 27, 25)]
    assert [calendar.after(date(2024, 6, 28), n) for n in (0, 1)] == [date(2024, 6, 28), date(2024, 7, 1)]
    assert calendar.after(date(2024, 4, 26), 1) == date(2024, 5, 2)  # 29/4 swapped off, two holidays
    assert calendar.after(date(2024, 5, 3), 1) == date(2024, 5, 4)  # the Saturday that makes up for it


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


def test_counting_by_weeks_is_counting_day_by_day() -> None:
    start, calendar = date(2023, 11, 1), vietnam()
    days = 0
    for n in range(1, 1200):
        day = start + timedelta(days=n)
        days += calendar.is_working_day(day)
        assert calendar.working_days(start, day) == days, day
        assert calendar.working_days(day, start) == -days, day
