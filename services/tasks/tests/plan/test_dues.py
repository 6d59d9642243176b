"""Due rules: (date, comparison), times of day, recurrences, spans after an event."""

import datetime as dt

import pytest

from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.dues import dues_in
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import DueRule


def rules(text: str, labelled: bool = False) -> list[DueRule]:
    return [due.rule for due in dues_in(Folded.of(text), 0, len(text), Years(2024), labelled)]


DATED = [
    ("báo cáo trước ngày 01/7/2024", "2024-07-01", "before"),
    ("hoàn thành chậm nhất ngày 15/6/2024", "2024-06-15", "by"),
    ("không muộn hơn ngày 05 tháng 02 năm 2024", "2024-02-05", "by"),
    ("chậm nhất là trước ngày 10/6/2024", "2024-06-10", "before"),
    ("kéo dài đến hết ngày 30/6/2024", "2024-06-30", "by"),
    ("gửi trước ngày 10/6", "2024-06-10", "before"),
    ("xong trong ngày 20-6-2024", "2024-06-20", "by"),
    ("từ ngày 01/6 đến hết ngày 30/6/2024", "2024-06-30", "during"),
    ("hoàn thành trong tháng 6/2024", "2024-06-30", "by"),
    ("thực hiện trong quý II năm 2024", "2024-06-30", "during"),
    ("hoàn thành trước tháng 9/2024", "2024-09-01", "before"),
]


@pytest.mark.parametrize(("text", "date", "comparison"), DATED)
def test_a_date_keeps_its_comparison(text: str, date: str, comparison: str) -> None:
    (rule,) = rules(text)
    assert (rule.date, rule.comparison) == (dt.date.fromisoformat(date), comparison)


RECURRING = [
    ("trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25", None, "before"),
    ("trước 16 giờ 00 thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR", "16:00", "before"),
    ("trước 15h30 hằng ngày", "FREQ=DAILY", "15:30", "before"),
    ("trước ngày 20 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", None, "before"),
    ("chậm nhất ngày 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", None, "by"),
    ("báo cáo 6 tháng trước ngày 15/6", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", None, "before"),
    ("kiểm tra định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3", None, "during"),
    ("báo cáo định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6", None, "during"),
]


@pytest.mark.parametrize(("text", "recurrence", "time", "comparison"), RECURRING)
def test_a_recurring_deadline_is_an_rrule(text: str, recurrence: str, time: str | None, comparison: str) -> None:
    found = [rule for rule in rules(text) if rule.recurrence == recurrence]
    assert [(rule.time, rule.comparison) for rule in found] == [(time, comparison)]


def test_a_span_after_an_event_names_the_event() -> None:
    (rule,) = rules("Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản, báo cáo.")
    assert (rule.within, rule.working_days, rule.after) == ("P5D", True, "ngày nhận được văn bản")


def test_at_once_after_an_event() -> None:
    (rule,) = rules("báo cáo ngay khi có ca tử vong")
    assert (rule.comparison, rule.after) == ("by", "có ca tử vong")
    (rule,) = rules("ngay khi phát hiện cháy phải báo về trực ban")
    assert (rule.comparison, rule.after) == ("by", "phát hiện cháy")


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 1237/QĐ-TTg ngày 27/7/2013 của Thủ tướng",
        "Chương trình phòng, chống ma túy đến năm 2030",
        "hưởng ứng Ngày toàn dân (ngày 26/6)",
        "trước ngày 31/02/2024",
        "trực 24/24 giờ",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert rules(text) == []


def test_a_labelled_time_needs_no_cue_word() -> None:
    (rule,) = rules("Tháng 11, 12/2013 và bổ sung thường xuyên", labelled=True)
    assert (rule.start, rule.date, rule.comparison) == (dt.date(2013, 11, 1), dt.date(2013, 12, 31), "during")


def test_without_a_year_in_the_plan_no_date_is_made_up() -> None:
    text = "trước ngày 10/6"
    assert dues_in(Folded.of(text), 0, len(text), Years(None)) == []
