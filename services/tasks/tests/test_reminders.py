"""Reminders before a deadline and what comes after it, on real days of 2024: days off, swaps, make-up Saturdays."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay_tasks.deadlines import Deadline, bounds, deadline_at
from chungtay_tasks.events import Terms
from chungtay_tasks.reminders import asked_once, reminders
from chungtay_tasks.working_days import vietnam

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def due(moment: str) -> Deadline:
    return deadline_at(datetime.fromisoformat(moment).replace(tzinfo=ZONE))


JUNE = due("2024-07-01T00:00")


def days(deadline: Deadline, *before: int) -> list[str]:
    return [f"{one.at:%d/%m %H:%M}" for one in reminders(deadline, Terms(remind=before))]


def test_the_last_reminder_before_sunday_30_june_2024_goes_out_on_friday_28() -> None:
    (last,) = reminders(JUNE, Terms())
    assert last.at == datetime(2024, 6, 28, 7, 30, tzinfo=ZONE)
    assert [(f"{day:%d/%m}", why) for day, why, _ in last.passed_over] == [("30/06", "Chủ nhật"), ("29/06", "thứ Bảy")]


def test_earlier_reminders_are_counted_back_in_working_days() -> None:
    assert days(JUNE, 7, 3) == ["19/06 07:30", "25/06 07:30", "28/06 07:30"]


def test_the_days_off_around_30_april_are_passed_over_and_named() -> None:
    before = due("2024-05-02T00:00")  # the last day in time is 1 May
    assert days(before, 1) == ["25/04 07:30", "26/04 07:30"]
    passed = reminders(before, Terms())[-1].passed_over
    assert [why for _, why, _ in passed] == [
        "Quốc tế Lao động", "Ngày Chiến thắng", "nghỉ hoán đổi", "Chủ nhật", "thứ Bảy",
    ]  # fmt: skip


def test_a_make_up_saturday_is_a_day_to_remind_on() -> None:
    assert days(due("2024-05-05T00:00")) == ["04/05 07:30"]


def test_a_deadline_before_the_morning_is_reminded_of_the_day_before_and_says_why() -> None:
    (last,) = reminders(due("2024-06-28T07:00"), Terms())
    assert f"{last.at:%d/%m}" == "27/06"
    assert [why for _, why, _ in last.passed_over] == ["hết hạn trước 07:30"]


def test_each_reminder_is_told_until_the_next_and_the_last_until_the_deadline() -> None:
    found = reminders(JUNE, Terms(remind=(7, 3)))
    assert [one.until for one in found] == [found[1].at, found[2].at, JUNE.due_at]


def test_a_body_that_is_asked_is_reminded_once() -> None:
    assert [one.working_days_before for one in asked_once(reminders(JUNE, Terms(remind=(7, 3))))] == [0]


@pytest.mark.parametrize(
    ("terms", "grace_until", "lock_at"),
    [
        (Terms(), None, None),
        (Terms(grace=2), "2024-07-03T00:00", None),
        (Terms(lock=0), None, "2024-07-01T00:00"),
        (Terms(grace=1, lock=5), "2024-07-02T00:00", "2024-07-06T00:00"),
    ],
)
def test_grace_and_lock_end_with_a_working_day_after_the_last_day_in_time(
    terms: Terms, grace_until: str | None, lock_at: str | None
) -> None:
    def moment(text: str | None) -> datetime | None:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE) if text else None

    found = bounds(JUNE, terms)
    assert (found.grace_until, found.lock_at) == (moment(grace_until), moment(lock_at))


@given(
    day=st.dates(date(2024, 1, 20), date(2026, 12, 20)),
    hour=st.integers(0, 23),
    remind=st.lists(st.integers(0, 12), max_size=5),
)
def test_whatever_the_deadline_reminders_come_in_order_in_time_and_on_working_days(
    day: date, hour: int, remind: list[int]
) -> None:
    deadline = deadline_at(datetime(day.year, day.month, day.day, hour, tzinfo=ZONE))
    found = reminders(deadline, Terms(remind=tuple(remind)))
    moments = [one.at for one in found]
    assert moments == sorted(set(moments))
    assert all(vietnam().is_working_day(at.date()) for at in moments)
    assert moments[-1] == deadline.remind_at < deadline.due_at
    assert [one.working_days_before for one in found] == sorted({0, *remind}, reverse=True)
