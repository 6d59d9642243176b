"""Which reports a rule asks for: their days, their names, and until when; every day belongs to one of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from tasks_samples import command, registered

from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import UnitReportRule
from chungtay_tasks.domain.publishing import Ground, decide_publish
from chungtay_tasks.events import CampaignPublished, Period, ReportPeriod
from chungtay_tasks.period_names import period_name
from chungtay_tasks.report_periods import deadline_of, owed

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=25"


def rule(recurrence: str | None = None, comparison: str = "before", **more: Any) -> UnitReportRule:
    due = {"comparison": comparison, "recurrence": recurrence, "text": "theo kế hoạch"} | more.pop("due", {})
    return UnitReportRule.model_validate({"to": "UBTX", "via": "CATX", "due": due, **more})


def periods(asked: UnitReportRule, start: str, end: str) -> list[ReportPeriod]:
    found = owed(asked, Period(start=date.fromisoformat(start), end=date.fromisoformat(end)), ZONE)
    assert found is not None
    return list(found.periods)


def told(found: list[ReportPeriod]) -> list[tuple[str, str, str, str]]:
    return [(p.period, f"{p.start:%d/%m}", f"{p.end:%d/%m}", f"{p.due_at:%d/%m %H:%M}") for p in found]


def test_a_monthly_report_closes_on_its_last_valid_day() -> None:
    assert told(periods(rule(MONTHLY), "2024-06-01", "2024-08-24")) == [
        ("2024-06", "01/06", "24/06", "25/06 00:00"),
        ("2024-07", "25/06", "24/07", "25/07 00:00"),
        ("2024-08", "25/07", "24/08", "25/08 00:00"),
    ]


def test_a_report_due_early_in_a_month_tells_of_the_month_before() -> None:
    assert told(periods(rule("FREQ=MONTHLY;BYMONTHDAY=5", "by"), "2024-06-10", "2024-08-31")) == [
        ("2024-06", "10/06", "30/06", "06/07 00:00"),
        ("2024-07", "01/07", "31/07", "06/08 00:00"),
        ("2024-08", "01/08", "31/08", "06/09 00:00"),
    ]


def test_a_weekly_report_by_the_hour_beside_a_final_one_that_takes_what_is_left() -> None:
    weekly = {"comparison": "before", "recurrence": "FREQ=WEEKLY;BYDAY=FR", "time": "16:00", "text": "thứ Sáu"}
    final = {"date": "2024-07-01"}
    assert told(periods(rule(due=final, recurring=weekly), "2024-06-01", "2024-06-30")) == [
        ("2024-W23", "01/06", "07/06", "07/06 16:00"),
        ("2024-W24", "08/06", "14/06", "14/06 16:00"),
        ("2024-W25", "15/06", "21/06", "21/06 16:00"),
        ("2024-W26", "22/06", "28/06", "28/06 16:00"),
        ("final", "01/06", "30/06", "01/07 00:00"),
    ]


def test_quarters_half_years_and_bare_months() -> None:
    quarterly = periods(rule("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"), "2024-01-01", "2024-12-14")
    assert [p.period for p in quarterly] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert told(quarterly)[1][1:3] == ("15/03", "14/06")
    half = periods(rule("FREQ=MONTHLY;INTERVAL=6", "during"), "2024-01-01", "2024-12-31")
    assert told(half) == [("2024-H1", "01/01", "30/06", "01/07 00:00"), ("2024-H2", "01/07", "31/12", "01/01 00:00")]
    assert [p.period for p in periods(rule("FREQ=MONTHLY", "during"), "2024-01-01", "2024-02-29")] == [
        "2024-01",
        "2024-02",
    ]


def test_the_last_working_day_is_that_of_the_calendar() -> None:
    last = rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "by")
    found = periods(last, "2024-04-01", "2024-06-28")
    assert [p.last_valid_day.isoformat() for p in found] == ["2024-04-26", "2024-05-31", "2024-06-28"]


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    found = periods(rule("FREQ=MONTHLY;BYMONTHDAY=30", "by"), "2024-01-01", "2024-03-30")
    assert [p.last_valid_day.isoformat() for p in found] == ["2024-01-30", "2024-02-29", "2024-03-30"]


_RULES = st.one_of(
    st.builds(lambda day: f"FREQ=WEEKLY;BYDAY={day}", st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])),
    st.builds(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day}", st.integers(1, 31)),
    st.builds(lambda month, day: f"FREQ=YEARLY;BYMONTH={month},{month + 3},{month + 6},{month + 9};BYMONTHDAY={day}",
              st.integers(1, 3), st.integers(1, 31)),
    st.sampled_from(["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]),
)  # fmt: skip


@for_any(
    recurrence=_RULES, comparison=st.sampled_from(["before", "by"]), start=st.dates(date(2023, 1, 1), date(2026, 1, 1)),
    days=st.integers(0, 500),
)  # fmt: skip
def test_each_day_of_a_campaign_belongs_to_one_report_whatever_the_rule(
    recurrence: str, comparison: str, start: date, days: int
) -> None:
    end = start + timedelta(days=days)
    found = periods(rule(recurrence, comparison), start.isoformat(), end.isoformat())
    told_of = [p.start + timedelta(days=n) for p in found for n in range((p.end - p.start).days + 1)]
    assert told_of == [start + timedelta(days=n) for n in range(days + 1)]
    assert len({p.period for p in found}) == len(found)
    assert [p.due_at for p in found] == sorted(p.due_at for p in found)
    assert all(p.last_valid_day >= p.end for p in found)


def test_what_falls_due_with_the_final_report_is_left_to_it() -> None:
    found = periods(rule(MONTHLY, due={"date": "2024-07-25"}), "2024-06-01", "2024-07-24")
    assert [p.period for p in found] == ["2024-06", "final"]
    once = owed(rule(due={"date": "2024-07-01"}), Period(start=date(2024, 6, 1), end=date(2024, 6, 30)), ZONE)
    assert once is not None
    assert (once.closing.period, once.periods) == ("final", [])


def test_a_campaign_publishes_its_reports_and_is_due_with_the_last() -> None:
    asked = {
        "to": "UBTX",
        "via": "CATX",
        "due": {"comparison": "before", "recurrence": MONTHLY, "text": "25 hằng tháng"},
    }
    event, *_ = decide_publish(Ground({u.code: u for u in registered()}), command(unit_report=asked))
    assert isinstance(event, CampaignPublished)
    assert [p.period for p in event.report_periods] == ["2024-06", "2024-07"]
    assert event.unit_report.due_at == event.report_periods[-1].due_at
    assert deadline_of(event, event.report_periods[0]).remind_at.isoformat() == "2024-06-24T07:30:00+07:00"


@pytest.mark.parametrize(
    "recurrence",
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "FREQ=YEARLY;BYMONTH=1,2"],
)
def test_a_cycle_of_no_calendar_period_is_refused_with_an_example(recurrence: str) -> None:
    asked = {"to": "UBTX", "due": {"comparison": "before", "recurrence": recurrence, "text": "theo chu kỳ"}}
    with pytest.raises(Refusal) as refused:
        decide_publish(Ground({u.code: u for u in registered()}), command(unit_report=asked))
    assert (refused.value.code, refused.value.field) == ("due_rule_invalid", "unit_report.due.recurrence")
    assert "FREQ=MONTHLY;BYMONTHDAY=25" in refused.value.expected["vi"]


@pytest.mark.parametrize(
    ("key", "vi"),
    [
        ("final", "cả đợt"), ("2024", "năm 2024"), ("2024-06", "tháng 6 năm 2024"), ("2024-W23", "tuần 23 năm 2024"),
        ("2024-Q4", "quý IV năm 2024"), ("2024-H1", "6 tháng đầu năm 2024"),
    ],
)  # fmt: skip
def test_a_period_is_called_what_people_call_it(key: str, vi: str) -> None:
    assert period_name(key).vi == vi
