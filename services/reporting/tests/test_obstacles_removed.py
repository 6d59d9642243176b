"""OR06: the obstacles that tasks tells as closed, heard over Kafka, beside those that its reporters record."""

from __future__ import annotations

from typing import Any

from voices import Month, campaign

from chungtay_reporting.documents import extract_figures

OR06 = {
    "code": "OR06", "group": "organisation", "label_vi": "Số khó khăn, vướng mắc đã tháo gỡ", "unit_vi": "việc",
    "aggregation": "sum", "reporters": ["CATX"], "owners": [],
}  # fmt: skip


async def said(month: Month, obstacle: str, *what: str, unit: str = "XP-1") -> None:
    """The events of one obstacle, as tasks writes them."""
    words = {"raised": "text", "answered": "text", "closed": "outcome", "reopened": "reason"}
    for one in what:
        data = {"obstacle": obstacle, "duty": "D2", "unit": unit, words[one]: f"{one} {obstacle}"}
        await month.say("tasks", f"obstacle.{one}", f"obstacle/{month.campaign}/{obstacle}", data)
    await month.heard()


async def with_catalogue(month: Month) -> None:
    """The campaign's catalogue takes OR06 in, reported by the coordinator."""
    known = campaign()
    data = {**known, "indicators": [*known["indicators"], OR06], "reason": "Bổ sung chỉ tiêu."}
    await month.say("tasks", "campaign.amended", f"campaign/{month.campaign}", data)


async def parts(month: Month, figure: str = "f-OR06-total", **query: Any) -> tuple[Any, ...]:
    found = await month.get(f"figures/{figure}", **query)
    return found["value"], found["accepted"], found["provisional"]


async def test_nobody_raised_anything_and_nothing_is_counted(month: Month) -> None:
    found = await month.get("figures/f-OR06-total")
    assert (found["state"], found["value"]) == ("missing", None)
    assert "OR06" not in {figure["indicator"] for figure in (await month.get("figures"))["items"]}


async def test_what_was_closed_counts_until_it_is_reopened(month: Month) -> None:
    await said(month, "o-1", "raised")
    assert await parts(month) == (0, None, None)
    await said(month, "o-1", "answered", "closed")
    await said(month, "o-2", "raised", "closed", unit="XP-2")
    assert await parts(month) == (2, 2, None)
    await said(month, "o-1", "reopened")
    assert await parts(month) == (1, 1, None)
    await said(month, "o-1", "closed")
    assert await parts(month) == (2, 2, None)


async def test_it_adds_to_what_the_coordinator_recorded(month: Month) -> None:
    await with_catalogue(month)
    await month.record("20", "CATX", [{"indicator": "OR06", "value": "3"}])
    await said(month, "o-1", "raised", "closed")
    await said(month, "o-2", "raised")
    assert await parts(month) == (4, 1, 3)
    assert await parts(month, "f-OR06-CATX") == (4, 1, 3)
    explained = await month.get("figures/f-OR06-total/explain")
    assert [c["amount"] for c in explained["contributions"]] == [3, 1]
    assert len(explained["contributions"]) == explained["figure"]["activities"]


async def test_it_opens_down_to_the_events_of_each_obstacle(month: Month) -> None:
    await said(month, "o-1", "raised", "answered", "closed")
    await said(month, "o-2", "raised", "answered")
    (one,) = (await month.get("figures/f-OR06-total/explain"))["contributions"]
    assert (one["unit"], one["unit_name"], one["duty"]) == ("XP-1", "UBND phường Một", "D2")
    assert (one["title"], one["outcome"], one["accepted"]) == ("raised o-1", "closed o-1", True)
    assert [event["type"] for event in one["events"]] == ["obstacle.raised", "obstacle.answered", "obstacle.closed"]
    assert one["event"] == one["events"][-1]
    assert one["event"]["stream"] == f"obstacle/{month.campaign}/o-1"
    assert one["event"]["actor"] == {"role": "officer", "unit": "XP-1"}


async def test_a_past_moment_keeps_what_was_closed_then(month: Month) -> None:
    await said(month, "o-1", "raised", "closed")
    moment = (await month.reporting.database.pool.fetchval("SELECT max(recorded_at) FROM journal")).isoformat()
    before = (await month.raw("report", as_of=moment)).content
    await said(month, "o-1", "reopened")
    await said(month, "o-2", "raised")
    assert await parts(month) == (0, None, None)
    assert await parts(month, as_of=moment) == (1, 1, None)
    assert (await month.raw("report", as_of=moment)).content == before
    explained = await month.get("figures/f-OR06-total/explain", as_of=moment)
    assert [event["type"] for event in explained["contributions"][0]["events"]] == [
        "obstacle.raised",
        "obstacle.closed",
    ]


async def test_every_format_prints_it_whether_the_catalogue_names_it_or_not(month: Month) -> None:
    await said(month, "o-1", "raised", "closed")
    await said(month, "o-2", "raised")
    for _ in range(2):
        figures = {
            f: extract_figures((await month.raw("report", format=f)).content, f) for f in ("json", "html", "docx")
        }
        assert {str(found["f-OR06-total"]) for found in figures.values()} == {"1"}
        html = (await month.raw("report", format="html")).content.decode()
        assert "còn 1 việc đang tiếp tục tháo gỡ." in html
        await with_catalogue(month)
        await month.heard()
