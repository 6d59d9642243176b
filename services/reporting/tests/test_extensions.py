"""More time for one unit: judged by its own deadline, told in completeness and in the report, as of every moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from histories import DUE, campaign
from voices import Month

from chungtay_reporting.completeness import Completeness, Extension, Filing, Verdict, completeness
from chungtay_reporting.heard import CampaignPublished

CAMPAIGN = CampaignPublished.model_validate(campaign())
DAY = timedelta(days=1)
MORE = Extension("CATX", DUE + 5 * DAY, date(2024, 7, 5), "Mưa lũ.")
GIVEN = {
    "unit": "XP-2", "due_at": "2024-07-05T17:00:00+00:00", "last_valid_day": "2024-07-05",
    "reason": "Mưa lũ, mất điện ba ngày.",
}  # fmt: skip


def filed(day: int, version: int = 1) -> Filing:
    return Filing("unit-report/CATX", version, version, "CATX", DUE + day * DAY, "h", "", (), ())


def judged(filings: list[Filing], verdicts: list[Verdict] | None = None, more: Extension = MORE) -> Completeness:
    return completeness(CAMPAIGN, filings, verdicts or [], [more])


@pytest.mark.parametrize(("day", "late"), [(-1, 0), (4, 0), (5, 1)])
def test_a_unit_with_more_time_is_judged_by_its_own_deadline(day: int, late: int) -> None:
    assert len(judged([filed(day)]).of("late")) == late


def test_the_others_are_judged_as_before() -> None:
    assert {unit.unit: unit.due_at for unit in judged([]).of("missing")}["XP-1"] == DUE


def test_an_amendment_that_gives_everyone_more_outweighs_an_earlier_extension() -> None:
    earlier = Extension("CATX", DUE - DAY, date(2024, 6, 29), "Mưa lũ.")
    (unit,) = [unit for unit in judged([], more=earlier).units if unit.unit == "CATX"]
    assert (unit.due_at, unit.extension) == (DUE, None)


def test_a_report_still_returned_has_the_time_that_the_return_gave() -> None:
    returned = Verdict("unit-report/CATX", 1, "h", False, DUE + 9 * DAY, 1, DUE - DAY)
    (unit,) = judged([filed(-1)], [returned]).of("returned")
    assert (unit.due_at, unit.late) == (DUE + 9 * DAY, False)


def test_all_time_is_over_when_the_last_missing_unit_has_none_left() -> None:
    assert judged([]).all_due_at() == MORE.due_at
    assert judged([filed(-1)]).all_due_at() == DUE


async def test_an_extension_stands_in_completeness_and_in_the_report_with_its_reason(month: Month) -> None:
    before = await month.get("completeness")
    assert not any("extension" in unit for unit in before["units"])
    await month.say("tasks", "deadline.extended", f"expected-report/{month.campaign}/XP-2", GIVEN)
    await month.file("XP-2", {}, received_at="2024-07-03T08:00:00+00:00")
    await month.heard()
    after = await month.get("completeness")
    (unit,) = [unit for unit in after["units"] if unit["unit"] == "XP-2"]
    assert (unit["late"], unit["due_at"]) == (False, "2024-07-05T17:00:00.000000Z")
    assert unit["extension"]["reason"] == GIVEN["reason"]
    assert after["counts"]["on_time"] == before["counts"]["on_time"] + 1
    told = (await month.raw("report", format="html")).text
    assert "Đơn vị được gia hạn nộp báo cáo:" in told
    assert "UBND xã Hai: đến hết ngày 05/7/2024; lý do: Mưa lũ, mất điện ba ngày." in told
    assert "Hoàn thành đúng hạn (được gia hạn)" in told
