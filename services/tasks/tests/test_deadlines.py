"""From the plan's words to the first instant that is too late, and to the reminder before it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay_tasks.deadlines import Deadline, deadline
from chungtay_tasks.events import DueRule, Period
from chungtay_tasks.working_days import vietnam

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUNE = Period(start=date(2024, 6, 1), end=date(2024, 6, 30))


def of(comparison: str, day: str | None = None, time: str | None = None, **more: str) -> Deadline | None:
    rule = DueRule.model_validate({"comparison": comparison, "date": day, "time": time, "text": "như kế hoạch", **more})
    return deadline(rule, JUNE, ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("comparison", "day", "time", "due_at", "last_valid_day"),
    [
        ("before", "2024-07-01", None, "2024-07-01T00:00+07:00", "2024-06-30"),  # trước ngày 01/7
        ("by", "2024-07-01", None, "2024-07-02T00:00+07:00", "2024-07-01"),  # chậm nhất ngày 01/7, đến hết 01/7
        ("before", "2024-06-28", "16:00", "2024-06-28T16:00+07:00", "2024-06-28"),  # trước 16 giờ 00 thứ Sáu
        ("by", "2024-06-28", "16:00", "2024-06-28T16:01+07:00", "2024-06-28"),  # chậm nhất 16 giờ 00
        ("before", "2024-06-28", "00:00", "2024-06-28T00:00+07:00", "2024-06-27"),
        ("during", "2024-06-15", None, "2024-06-16T00:00+07:00", "2024-06-15"),
        ("during", None, None, "2024-07-01T00:00+07:00", "2024-06-30"),  # the campaign's own period
    ],
)
def test_a_due_rule_ends_where_its_words_say(
    comparison: str, day: str | None, time: str | None, due_at: str, last_valid_day: str
) -> None:
    due = of(comparison, day, time)
    assert due is not None
    assert due.due_at == at(due_at)
    assert due.last_valid_day == date.fromisoformat(last_valid_day)


@pytest.mark.parametrize("more", [{}, {"after": "báo cáo của các đơn vị"}])
def test_a_rule_without_a_date_has_no_deadline(more: dict[str, str]) -> None:
    assert of("by", None, None, **more) is None
    assert of("during", None, None, recurrence="FREQ=WEEKLY;BYDAY=FR") is None


def test_the_deadline_is_an_instant_of_the_campaigns_zone() -> None:
    due = of("before", "2024-07-01")
    assert due is not None
    assert due.due_at.astimezone(UTC) == datetime(2024, 6, 30, 17, tzinfo=UTC)


def test_a_deadline_on_a_sunday_is_reminded_of_on_the_friday_morning() -> None:
    due = of("before", "2024-07-01")
    assert due is not None
    assert due.remind_at == at("2024-06-28T07:30+07:00")


def test_a_deadline_on_a_working_day_is_reminded_of_that_morning() -> None:
    due = of("by", "2024-06-27")
    assert due is not None
    assert due.remind_at == at("2024-06-27T07:30+07:00")


def test_a_deadline_before_the_morning_is_reminded_of_the_working_day_before() -> None:
    due = of("before", "2024-07-01", "07:00")
    assert due is not None
    assert due.last_valid_day == date(2024, 7, 1)
    assert due.remind_at == at("2024-06-28T07:30+07:00")


@given(
    day=st.dates(date(2024, 1, 15), date(2027, 12, 31)),
    comparison=st.sampled_from(["before", "by", "during"]),
    time=st.none() | st.times().map(lambda t: t.strftime("%H:%M")),
)
def test_whatever_the_rule_the_reminder_comes_on_a_working_day_in_time(
    day: date, comparison: str, time: str | None
) -> None:
    due = of(comparison, day.isoformat(), time)
    assert due is not None
    assert due.remind_at < due.due_at
    assert vietnam().is_working_day(due.remind_at.date())
    assert due.last_valid_day == (due.due_at - timedelta(microseconds=1)).date()
