"""Days left in words, on the days that matter; and whom they make the coordinator urge."""

from __future__ import annotations

import datetime as dt
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from chungtay_tasks.domain.days_left import NO_DEADLINE, Until, days_left
from chungtay_tasks.domain.progress import Progress, Timeliness
from chungtay_tasks.domain.urging import acknowledge_by, is_unacknowledged, urging
from chungtay_tasks.events import Mode
from chungtay_tasks.working_days import vietnam

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUNE = Until(dt.datetime(2024, 7, 1, tzinfo=ZONE), dt.date(2024, 6, 30))
"""Strictly before 1 July: the last day is a Sunday."""
FRIDAY = Until(dt.datetime(2024, 6, 14, 16, 30, tzinfo=ZONE), dt.date(2024, 6, 14))


def at(day: int, month: int = 6, hour: int = 9) -> dt.datetime:
    return dt.datetime(2024, month, day, hour, tzinfo=ZONE)


def words(
    now: dt.datetime, until: Until | None = JUNE, timeliness: Timeliness | None = "not_due", mode: Mode = "order"
) -> tuple[str, str]:
    return days_left(until, timeliness, mode, now, vietnam())


@pytest.mark.parametrize(
    ("now", "vi", "en"),
    [
        (at(25), "còn 3 ngày làm việc", "3 working days left"),
        (at(27), "còn 1 ngày làm việc", "1 working day left"),
        (at(28), "hôm nay là ngày làm việc cuối, hạn 30/06/2024", "today is the last working day, due 30/06/2024"),
        (at(29), "không còn ngày làm việc, hạn 30/06/2024", "no working day left, due 30/06/2024"),
        (at(30), "hôm nay là ngày cuối", "today is the last day"),
        (at(30, hour=23), "hôm nay là ngày cuối", "today is the last day"),
        (at(1, 7, 0), "quá hạn 1 ngày", "overdue by 1 day"),
        (at(2, 7), "quá hạn 2 ngày", "overdue by 2 days"),
    ],
)
def test_before_a_deadline_on_a_sunday(now: dt.datetime, vi: str, en: str) -> None:
    assert words(now) == (vi, en)


def test_a_deadline_of_an_hour_passes_within_its_day() -> None:
    assert words(at(14), FRIDAY) == ("hôm nay là ngày cuối, trước 16 giờ 30", "today is the last day, before 16:30")
    assert words(at(14, hour=17), FRIDAY) == ("quá hạn từ hôm nay", "overdue since today")


def test_holidays_are_no_working_days() -> None:
    """2 September 2024 is a Monday and a holiday, with the day after it."""
    until = Until(dt.datetime(2024, 9, 6, tzinfo=ZONE), dt.date(2024, 9, 5))
    assert words(dt.datetime(2024, 8, 30, 9, tzinfo=ZONE), until)[0] == "còn 2 ngày làm việc"


def test_what_is_done_has_no_days_left() -> None:
    assert words(at(5, 7), timeliness="done_late") == ("hoàn thành quá hạn", "done late")


def test_a_request_is_never_overdue_and_no_deadline_is_no_deadline() -> None:
    assert words(at(5, 7), timeliness="not_answered", mode="request")[0] == "đã qua thời gian đề nghị"
    assert words(at(5, 7), until=None) == NO_DEADLINE


def test_two_working_days_to_take_note() -> None:
    """Assigned on a Friday: by Tuesday evening."""
    by = acknowledge_by(dt.date(2024, 5, 31), vietnam())
    assert by == dt.date(2024, 6, 4)
    assert not is_unacknowledged("assigned", by, dt.date(2024, 6, 4))
    assert is_unacknowledged("assigned", by, dt.date(2024, 6, 5))
    assert not is_unacknowledged("in_progress", by, dt.date(2024, 6, 5))
    assert not is_unacknowledged("assigned", None, dt.date(2024, 6, 5))


@pytest.mark.parametrize("timeliness", get_args(Timeliness))
@pytest.mark.parametrize("progress", get_args(Progress))
def test_who_was_only_asked_is_not_urged(progress: Progress, timeliness: Timeliness) -> None:
    assert urging("request", progress, timeliness, unacknowledged=True) == []


def test_reasons_to_urge_the_most_urgent_first() -> None:
    assert urging("order", "assigned", "overdue", unacknowledged=True) == ["overdue", "unacknowledged"]
    assert urging("order", "returned", "done_on_time", unacknowledged=False) == ["returned"]
    assert urging("order", "in_progress", "due_soon", unacknowledged=False) == ["due_soon"]
    assert urging("order", "in_progress", "not_due", unacknowledged=False) == []
