"""Figures, their explanation and completeness over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from voices import Month

MICROSECOND = timedelta(microseconds=1)


async def figure(month: Month, name: str, **query: Any) -> dict[str, Any]:
    return await month.get(f"figures/{name}", **query)


@pytest.mark.parametrize(
    ("name", "value", "accepted", "provisional"),
    [
        ("f-PR01-total", 4, 3, 1),
        ("f-PR01-XP-1", 3, 3, None),
        ("f-PR02-total", 1100, 1100, None),
        ("f-PR17-total", 3, 2, 1),
        ("f-PR17-XP-2", 2, None, 2),
        ("f-PR06-total", 2, None, 2),
        ("f-MG03-total", 28, None, 28),
        ("f-MG03-XP", 4, 4, None),
        ("f-HL03-total", 4, 1, 3),
        ("f-EN08-total", 12.8, None, 12.8),
        ("f-FN01-total", 0, 0, None),
        ("f-EN12-total", 0, None, 0),
        ("f-EN12-XP", 0, 0, None),
    ],
)
async def test_a_figure_is_what_its_aggregation_says(
    month: Month, name: str, value: Any, accepted: Any, provisional: Any
) -> None:
    found = await figure(month, name)
    assert (found["value"], found["accepted"], found["provisional"]) == (value, accepted, provisional)
    assert found["state"] == "value"


async def test_zero_missing_and_not_applicable_are_three_things(month: Month) -> None:
    assert (await figure(month, "f-FN01-XP-1"))["state"] == "value"
    assert (await figure(month, "f-FN01-XP-2"))["state"] == "missing"
    items = (await month.get("figures", unit="TTYT"))["items"]
    assert "FN01" not in {item["indicator"] for item in items}
    assert (await figure(month, "f-OR02-total"))["value"] is None


async def test_a_figure_that_does_not_apply_is_unknown(month: Month) -> None:
    answer = await month.raw("figures/f-FN01-TTYT")
    assert answer.status_code == 404
    assert answer.json()["code"] == "figure_unknown"


async def test_completeness_names_who_is_late_and_who_is_missing(month: Month) -> None:
    found = await month.get("completeness")
    assert found["counts"] == {
        "expected": 4, "received": 3, "on_time": 2, "late": 1, "returned": 1, "accepted": 1, "missing": 1,
    }  # fmt: skip
    assert found["missing"] == [{"unit": "XP-2", "name": "UBND xã Hai"}]
    timeliness = {unit["unit"]: unit["timeliness"] for unit in found["timeliness"]}
    assert timeliness == {
        "CATX": "done_late", "TTYT": "done_on_time", "TAND": "not_answered", "XP-1": "done_on_time", "XP-2": "overdue",
    }  # fmt: skip


def total(explanation: dict[str, Any]) -> Decimal | int | None:
    told = explanation["contributions"]
    match explanation["figure"]["aggregation"]:
        case "distinct":
            return len({member for c in told for member in c["members"]})
        case "max":
            return max(c["amount"] for c in told)
        case _:
            return sum(Decimal(str(c["amount"])) for c in told)


async def test_every_figure_is_explained_by_activities_that_add_up_to_it(month: Month) -> None:
    figures = [f for f in (await month.get("figures"))["items"] if f["value"] is not None]
    assert len(figures) > 20
    for shown in figures:
        found = await month.get(f"figures/{shown['id']}/explain")
        assert found["figure"] == shown
        assert float(total(found) or 0) == shown["value"], shown["id"]
        assert len(found["contributions"]) == shown["activities"], shown["id"]
        for contribution in found["contributions"]:
            assert contribution["event"].keys() >= {"source", "stream", "version", "position", "id", "recorded_at"}


async def test_an_explanation_marks_what_is_accepted_and_hides_accounts(month: Month) -> None:
    found = await month.get("figures/f-PR01-total/explain")
    assert [(c["unit"], c["accepted"], c["amount"]) for c in found["contributions"]] == [
        ("XP-2", False, 1), ("XP-1", True, 3),
    ]  # fmt: skip
    assert found["contributions"][1]["report"] == {"stream": month.report("XP-1"), "version": 1}
    assert found["contributions"][0]["event"]["actor"] == {"role": "officer", "unit": "XP-1"}


async def test_the_past_keeps_its_figures_when_the_future_comes(month: Month) -> None:
    stream = await month.record("9", "XP-2", [{"indicator": "PR01", "value": "5"}])
    await month.heard()
    moment = (await month.reporting.database.pool.fetchval("SELECT max(recorded_at) FROM journal")).isoformat()
    before = (await month.raw("report", as_of=moment)).content
    assert (await figure(month, "f-PR01-total", as_of=moment))["value"] == 9
    await month.correct(stream, "XP-2", [{"indicator": "PR01", "value": "50"}])
    await month.review("TTYT", 1)
    await month.heard()
    assert (await figure(month, "f-PR01-total"))["value"] == 54
    assert (await figure(month, "f-PR01-total", as_of=moment))["value"] == 9
    assert (await month.raw("report", as_of=moment)).content == before


async def test_a_moment_that_the_journal_settles_leaves_nothing_behind(month: Month) -> None:
    pool = month.reporting.database.pool
    last = "SELECT max(recorded_at) FROM journal WHERE source = $1"
    settled = min([await pool.fetchval(last, source) for source in ("intake", "tasks")]) - MICROSECOND
    assert (await month.raw("figures", as_of=settled.isoformat())).status_code == 200
    assert await pool.fetchval("SELECT count(*) FROM moment WHERE as_of = $1", settled) == 0


async def test_a_moment_that_has_not_come_is_refused(month: Month) -> None:
    answer = await month.raw("figures", as_of="2199-01-01T00:00:00Z")
    assert answer.status_code == 422
    assert answer.json()["code"] == "as_of_later_than_clock"


async def test_a_campaign_that_was_not_published_yet_is_unknown(month: Month) -> None:
    answer = await month.raw("report", as_of="2024-01-01T00:00:00Z")
    assert answer.status_code == 404
    assert answer.json()["code"] == "campaign_unknown"
