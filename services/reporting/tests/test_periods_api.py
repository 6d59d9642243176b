"""Recurring reports over HTTP: the figures, the completeness and the documents of one period's days."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from voices import Month, campaign

from chungtay_kernel.testing import Running
from chungtay_reporting.documents import extract_figures

WEEKS = {
    "2024-W23": {"start": "2024-06-01", "end": "2024-06-07", "due_at": "2024-06-07T09:00:00+00:00"},
    "2024-W24": {"start": "2024-06-08", "end": "2024-06-14", "due_at": "2024-06-14T09:00:00+00:00"},
    "final": {"start": "2024-06-01", "end": "2024-06-30", "due_at": "2024-06-30T17:00:00+00:00"},
}
FIRST, SECOND, FINAL = WEEKS
IN_TIME = "2024-06-07T08:00:00+00:00"


@pytest.fixture
async def june(services: Running) -> Month:
    """Two weeks: of the first a report is accepted, of the second one states zeros; the final one is not reviewed."""
    month = Month(services, f"tuan-{uuid4().hex[:8]}")
    periods = [{"period": key, "name_vi": f"tuần {key[-2:]} năm 2024", **week} for key, week in WEEKS.items()]
    data = {**campaign(), "report_periods": periods}
    await month.say("tasks", "campaign.published", f"campaign/{month.campaign}", data)
    early = await month.record("1", "XP-1", [_of("PR01", 2), _of("HL03", 1)], "2024-06-05")
    late = await month.record("2", "XP-1", [_of("PR01", 3), _of("HL03", 4)], "2024-06-10")
    await month.file("XP-1", {early: 1}, period=FIRST, days=_days(FIRST), received_at=IN_TIME)
    await month.review("XP-1", 1, period=FIRST)
    await month.file("XP-2", {}, ["PR01", "PR02", "EN12"], period=SECOND, days=_days(SECOND), received_at=IN_TIME)
    await month.file("XP-1", {early: 1, late: 1}, received_at=IN_TIME)
    await month.heard()
    return month


def _of(indicator: str, value: int) -> dict[str, Any]:
    return {"indicator": indicator, "value": str(value)}


def _days(period: str) -> dict[str, str]:
    return {name: WEEKS[period][name] for name in ("start", "end")}


async def parts(month: Month, figure: str, **query: str) -> tuple[Any, Any, Any]:
    found = await month.get(f"figures/{figure}", **query)
    return found["value"], found["accepted"], found["provisional"]


async def test_a_figure_of_a_period_is_that_of_its_days(june: Month) -> None:
    assert await parts(june, "f-PR01-XP-1", period=FIRST) == (2, 2, None)
    assert await parts(june, "f-PR01-XP-1", period=SECOND) == (3, None, 3)
    assert await parts(june, "f-PR01-XP-1") == (5, 2, 3)
    assert await parts(june, "f-HL03-XP-1", period=FIRST) == (1, 1, None)
    assert await parts(june, "f-HL03-XP-1") == (4, 1, 4)


async def test_once_the_final_report_is_accepted_each_activity_counts_once(june: Month) -> None:
    await june.review("XP-1", 1)
    await june.heard()
    assert await parts(june, "f-PR01-XP-1") == (5, 5, None)
    assert await parts(june, "f-PR01-XP-1", period=SECOND) == (3, 3, None)
    contributions = (await june.get("figures/f-PR01-XP-1/explain"))["contributions"]
    assert [(c["amount"], c["report"]["stream"][-5:]) for c in contributions] == [(2, "final"), (3, "final")]


async def test_a_zero_stated_for_a_week_is_zero_there_and_silence_elsewhere(june: Month) -> None:
    states = {p: (await june.get("figures/f-PR02-XP-2", period=p))["state"] for p in (FIRST, SECOND)}
    assert states == {FIRST: "missing", SECOND: "value"}
    assert await parts(june, "f-EN12-XP-2", period=SECOND) == (0, None, 0)
    (told,) = (await june.get("figures/f-PR02-XP-2/explain", period=SECOND))["contributions"]
    assert told["effective"] == "2024-06-07"


async def test_completeness_of_a_period_and_of_each(june: Month) -> None:
    found = await june.get("completeness", period=FIRST)
    assert (found["period"], found["counts"]["received"], found["counts"]["accepted"]) == (FIRST, 1, 1)
    closing = await june.get("completeness")
    assert (closing["period"], closing["counts"]["received"], closing["counts"]["accepted"]) == (FINAL, 1, 0)
    assert [(p["period"], p["counts"]["received"]) for p in closing["periods"]] == [(FIRST, 1), (SECOND, 1), (FINAL, 1)]


async def test_the_documents_of_a_period_name_it_and_hold_the_same_figures(june: Month) -> None:
    of_json = (await june.raw("report", format="json", period=SECOND)).content
    report = await june.get("report", period=SECOND)
    assert report["header"]["summary"].endswith("kỳ tuần 24 năm 2024 (từ 08/6/2024 đến 14/6/2024)")
    for written_as in ("html", "docx"):
        found = (await june.raw("report", format=written_as, period=SECOND)).content
        assert extract_figures(found, written_as) == extract_figures(of_json, "json")


async def test_a_period_the_campaign_does_not_have_is_refused(june: Month) -> None:
    for path in ("report", "completeness", "figures", "figures/f-PR01-total", "figures/f-PR01-total/explain"):
        answer = await june.raw(path, period="2024-06")
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "period_unknown", "period")
        assert FIRST in answer.json()["expected"]["vi"]


async def test_the_report_on_the_whole_tells_what_every_period_told(june: Month) -> None:
    """Of the second week alone a difficulty, and more time for a unit; the final reports say nothing."""
    given = {"unit": "XP-2", "period": SECOND, "due_at": "2024-06-16T17:00:00+00:00", "last_valid_day": "2024-06-16",
             "reason": "Mưa lũ."}  # fmt: skip
    await june.say("tasks", "deadline.extended", f"expected-report/{june.campaign}/XP-2/{SECOND}", given)
    spoken = {"difficulties": ["Thiếu loa truyền thanh."], "proposals": []}
    await june.file("TTYT", {}, period=SECOND, days=_days(SECOND), received_at=IN_TIME, **spoken)
    await june.heard()
    asked: dict[str, dict[str, str]] = {"": {}, FIRST: {"period": FIRST}, SECOND: {"period": SECOND}}
    told = {p: (await june.raw("report", format="html", **query)).text for p, query in asked.items()}
    assert ["Thiếu loa truyền thanh (Trung tâm Y tế)" in told[p] for p in asked] == [True, False, True]
    line = "UBND xã Hai, kỳ tuần 24 năm 2024: đến hết ngày 16/6/2024; lý do: Mưa lũ."
    assert [line in told[p] for p in asked] == [True, False, True]
