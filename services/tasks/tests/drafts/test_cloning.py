"""Last year's campaign for this year: dates moved and explained, indicators kept, units looked up anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from draft_scene import directory, plan, registered, review, started

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory import Directory
from chungtay_tasks.domain import amending
from chungtay_tasks.domain.drafts import cloning, deciding
from chungtay_tasks.domain.drafts.moving import Move
from chungtay_tasks.domain.drafts.standing import Standing
from chungtay_tasks.domain.drafts.starting import Read
from chungtay_tasks.events.parts import DueRule


def cloned(start: date = date(2025, 6, 1), known: Directory | None = None) -> Read:
    events = deciding.decide_publish(review(started()), registered(), plan(), 1, amending.Campaign(), 0, None)
    campaign = reduce(amending.evolve, events, amending.Campaign())
    assert campaign.content is not None
    return cloning.cloned(Standing(campaign.content, campaign.duties), start, known or directory())


def test_every_date_moves_with_the_first_day() -> None:
    settings = cloned().content.settings
    assert (settings.period_start, settings.period_end) == (date(2025, 6, 1), date(2025, 6, 30))
    assert settings.report_due is not None
    assert (settings.report_due.date, settings.report_due.text) == (date(2025, 7, 1), "trước ngày 01/7/2025")
    assert [key.date for key in settings.key_dates] == [date(2025, 6, 26)]
    assert settings.issue_month == "2025-06"
    assert settings.title_vi == "Tháng hành động phòng, chống ma túy năm 2025"
    dues = {duty.duty: duty.due for duty in cloned().content.duties}
    assert dues["D46"] is not None
    assert dues["D46"].text == "trước ngày 01/7/2025"


def test_last_years_paper_is_left_behind_and_the_rest_kept() -> None:
    read = cloned()
    settings = read.content.settings
    assert (settings.number, settings.issue_date, settings.based_on) == (None, None, ())
    assert "EN01" in {indicator.code for indicator in settings.indicators}
    assert all(duty.spans == () and duty.text for duty in read.content.duties)


def test_each_moved_date_is_explained() -> None:
    notes = {note.field: note.vi for note in cloned().notes}
    assert notes["period_start"] == "01/06/2024 → 01/06/2025: giữ ngày 1 của tháng, +12 tháng."
    assert "ngày cuối tháng vẫn là ngày cuối tháng" in notes["period_end"]


def test_a_text_that_names_last_year_is_pointed_out() -> None:
    assert "duties.D31.text" in {note.field for note in cloned().notes}


def test_a_unit_that_is_gone_is_asked_about_with_who_came_after() -> None:
    ended = [
        replace(unit, valid_to=date(2025, 2, 28)) if unit.code == "LDTBXH" else unit for unit in directory().units
    ]  # fmt: skip
    read = cloned(known=Directory(ended))
    assert [party.code for party in read.content.duty("D12").holders] == [None]
    assert "units.LDTBXH" in {note.field for note in read.notes}
    assert read.content.settings.expected_reports is None


def test_a_code_that_means_another_unit_now_is_not_taken_for_the_old_one() -> None:
    units = [unit for unit in directory().units if unit.code != "YTE"]
    old = next(unit for unit in directory().units if unit.code == "YTE")
    lives = [replace(old, valid_to=date(2025, 2, 28)), replace(old, name_vi="Phòng mới", valid_from=date(2025, 3, 1))]
    read = cloned(known=Directory([*units, *lives]))
    assert read.content.duty("D15").holders[0].code is None


@pytest.mark.parametrize(
    ("start", "to", "day", "moved"),
    [
        ((2024, 6, 1), (2025, 6, 1), (2024, 6, 26), (2025, 6, 26)),
        ((2024, 6, 1), (2024, 7, 1), (2024, 6, 30), (2024, 7, 31)),
        ((2024, 2, 1), (2025, 2, 1), (2024, 2, 29), (2025, 2, 28)),
        ((2024, 1, 1), (2024, 2, 1), (2024, 1, 30), (2024, 2, 29)),
        ((2024, 6, 1), (2025, 6, 15), (2024, 6, 30), (2025, 7, 14)),
        ((2024, 10, 10), (2023, 12, 10), (2024, 11, 20), (2024, 1, 20)),
    ],
)
def test_days_move_by_months_where_the_day_of_the_month_stays(
    start: tuple[int, int, int], to: tuple[int, int, int], day: tuple[int, int, int], moved: tuple[int, int, int]
) -> None:
    assert Move(date(*start), date(*to)).day(date(*day)) == date(*moved)


def test_what_repeats_repeats_on_and_is_said_to() -> None:
    move = Move(date(2024, 6, 1), date(2025, 6, 1))
    rule = DueRule(recurrence="FREQ=MONTHLY;BYMONTHDAY=25", comparison="before", text="trước ngày 25 hằng tháng")
    assert move.rule("report_due", rule) == rule
    assert "giữ nguyên" in move.notes[0].vi
    until = DueRule(recurrence="FREQ=WEEKLY;UNTIL=20240630", comparison="by", text="hằng tuần đến hết 30/6/2024")
    assert move.rule("report_due", until).recurrence == "FREQ=WEEKLY;UNTIL=20250630"


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9999, 1, 1), date(9999, 12, 31)])
def test_a_first_day_beyond_the_calendar_is_refused(start: date) -> None:
    with pytest.raises(Refusal) as caught:
        cloned(start)
    assert (caught.value.code, caught.value.field) == ("date_far_off", "period_start")


@pytest.mark.parametrize("words", ["Đợt 6/9999", "Đợt 6/0000", "đến hết 31/12/9999", "trước ngày 00/0/2024"])
def test_what_is_no_day_or_becomes_none_stays_as_it_is_worded(words: str) -> None:
    assert Move(date(2024, 6, 1), date(2025, 6, 1)).title(words) == words


def test_days_and_cycles_that_cannot_move_stay() -> None:
    move = Move(date(2024, 6, 1), date(2025, 6, 1))
    assert move.day(date(9999, 12, 31)) == date(9999, 12, 31)
    assert [move.month(month) for month in ("9999-12", "0000-06", "0024-06")] == ["9999-12", "0000-06", "0025-06"]
    until = DueRule(recurrence="FREQ=DAILY;UNTIL=20249999", comparison="before", text="hằng ngày")
    assert move.rule("report_due", until).recurrence == until.recurrence
