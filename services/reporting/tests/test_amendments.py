"""An amended campaign: the report prints what stands, and what it printed of a moment before stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from voices import Month, campaign


async def amend(month: Month, **other: Any) -> None:
    data = {**campaign(), "campaign": month.campaign, "reason": "Sửa đổi", **other}
    await month.say("tasks", "campaign.amended", f"campaign/{month.campaign}", data)
    await month.heard()


async def now(month: Month) -> Any:
    return await month.reporting.database.pool.fetchval("SELECT max(recorded_at) FROM journal")


async def test_what_was_asked_of_a_moment_before_the_amendment_stays_the_same_bytes(month: Month) -> None:
    moment = (await now(month) + timedelta(microseconds=1)).isoformat()
    before = {f: (await month.raw("report", as_of=moment, format=f)).content for f in ("json", "html", "docx")}
    await amend(month, title_vi="Tháng hành động, đã sửa đổi", indicators=campaign()["indicators"][:1])
    after = {f: (await month.raw("report", as_of=moment, format=f)).content for f in ("json", "html", "docx")}
    assert after == before
    assert (await month.get("report"))["title"] == "Tháng hành động, đã sửa đổi"


async def test_completeness_is_judged_by_the_deadline_that_stands(month: Month) -> None:
    report = {**campaign()["unit_report"], "due_at": "2099-07-08T00:00:00+07:00", "last_valid_day": "2099-07-07"}
    await amend(month, unit_report=report)
    assert (await month.get("completeness"))["counts"]["late"] == 0


async def test_facts_of_a_dropped_duty_still_count(month: Month) -> None:
    value = (await month.get("figures/f-PR01-total"))["value"]
    await month.say(
        "tasks", "duty.dropped", f"duty/{month.campaign}/D1", {"duty": "D1", "reason": "Giao cho ngành khác"}
    )
    await month.heard()
    assert (await month.get("figures/f-PR01-total"))["value"] == value
