"""Reports by period over HTTP: each draws the activities of its days, and each is filed, returned and filed again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from intake_clients import UNIT, Unit
from intake_samples import WEEKS, known, published

from chungtay_intake.commands import begun
from chungtay_intake.events import EVENTS, UnitReportFiled, hash_of
from chungtay_kernel.problems import Refusal
from chungtay_kernel.testing import until

FIRST, SECOND = "2024-W23", "2024-W24"


async def on(unit: Unit, day: str, value: int) -> dict[str, object]:
    return await unit.record(occurred_on=day, figures=[{"indicator": "PR02", "value": value}])


async def test_a_report_draws_the_activities_of_its_days_and_the_final_one_all(weekly: Unit) -> None:
    await on(weekly, "2024-06-07", 10)
    await on(weekly, "2024-06-08", 20)
    await on(weekly, "2024-06-20", 30)
    drafts = {p: (await weekly.get(f"unit-reports/{UNIT}/draft", period=p)).json() for p in (FIRST, SECOND, "final")}
    assert {p: d["figures"][0]["value"] for p, d in drafts.items()} == {FIRST: "10", SECOND: "20", "final": "60"}
    assert drafts[SECOND]["days"] == {"start": "2024-06-08", "end": "2024-06-14"}


async def test_each_period_has_a_stream_and_a_hash_of_its_own(weekly: Unit) -> None:
    await on(weekly, "2024-06-07", 10)
    filed = [(await weekly.file(period=p)).json() for p in (FIRST, SECOND, "final")]
    assert [f["stream"] for f in filed] == [
        f"unit-report/{weekly.campaign}/{UNIT}/{p}" for p in (FIRST, SECOND, "final")
    ]
    assert len({f["content_hash"] for f in filed}) == 3
    (stored,) = await weekly.intake.service.log.stream(filed[0]["stream"])
    event = EVENTS.load(stored)
    assert isinstance(event, UnitReportFiled)
    assert (event.period, str(event.days.start if event.days else "")) == (FIRST, "2024-06-01")
    assert hash_of(event) == event.content_hash


async def test_an_activity_is_locked_while_any_report_holds_it(weekly: Unit) -> None:
    recorded = await on(weekly, "2024-06-07", 10)
    await weekly.file(period=FIRST)
    await weekly.file(period="final")
    locked = await weekly.correct(recorded, title="Khác")
    assert (locked.status_code, locked.json()["code"]) == (409, "activity_in_filed_report")
    await weekly.withdraw(period="final")
    locked = await weekly.correct(recorded, title="Khác")
    assert FIRST in locked.json()["details"]["vi"]
    await weekly.withdraw(period=FIRST)
    assert (await weekly.correct(recorded, title="Khác")).status_code == 201


async def test_a_period_the_campaign_does_not_have_is_refused_by_name(weekly: Unit) -> None:
    for answer in (
        await weekly.file(period="2024-06"),
        await weekly.withdraw(period="2024-06"),
        await weekly.get(f"unit-reports/{UNIT}/draft", period="2024-06"),
    ):
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "period_unknown", "period")
        assert FIRST in answer.json()["expected"]["vi"]


async def amended(weekly: Unit) -> None:
    """The campaign asks for months from now on, and intake knows."""
    monthly = published(weekly.campaign, periods=(("2024-06", "2024-06-01", "2024-06-30"),))
    await weekly.intake.tasks.say("campaign.amended", f"campaign/{weekly.campaign}", {**monthly, "reason": "Đổi kỳ."})

    async def known() -> bool:
        return (await weekly.get(f"unit-reports/{UNIT}/draft", period="2024-06")).status_code == 200

    await until(known)


async def test_what_was_filed_is_shown_and_withdrawn_though_an_amendment_dropped_its_period(weekly: Unit) -> None:
    recorded = await on(weekly, "2024-06-07", 10)
    assert (await weekly.file(period=FIRST)).status_code == 201
    await amended(weekly)
    assert (await weekly.correct(recorded, title="Khác")).json()["code"] == "activity_in_filed_report"
    assert (await weekly.report(period=FIRST))["state"] == "filed"
    client = await weekly.intake.client("coordinator", "CATX")
    listed = (await client.get(weekly.path("unit-reports"), params={"period": FIRST})).json()["items"]
    assert [one["unit"] for one in listed] == [UNIT]
    assert (await weekly.withdraw(period=FIRST)).status_code == 201
    assert (await weekly.correct(recorded, title="Khác")).status_code == 201
    assert (await weekly.file(period=FIRST)).json()["code"] == "period_unknown"
    assert (await weekly.withdraw(period=SECOND)).json()["code"] == "period_unknown"


async def test_without_recurring_reports_there_is_the_final_one_alone(unit: Unit) -> None:
    assert (await unit.file(period=FIRST)).json()["code"] == "period_unknown"
    assert (await unit.file(period="final")).status_code == 201


async def test_a_return_of_one_period_leaves_the_others_as_they_are(weekly: Unit) -> None:
    first, second = (await weekly.file(period=FIRST)).json(), (await weekly.file(period=SECOND)).json()
    await weekly.review("returned", first)
    await weekly.review("accepted", second)
    client = await weekly.intake.client("coordinator", "CATX")
    listed = (await client.get(weekly.path("unit-reports"))).json()["items"]
    assert [(i["period"], i["state"]) for i in listed] == [(FIRST, "returned"), (SECOND, "accepted")]
    only = (await client.get(weekly.path("unit-reports"), params={"period": SECOND})).json()["items"]
    assert [i["period"] for i in only] == [SECOND]


async def test_a_report_that_comes_again_shows_what_changed_since_it_was_returned(weekly: Unit) -> None:
    recorded = await on(weekly, "2024-06-03", 10)
    first = (await weekly.file(period=FIRST, difficulties=["Thiếu kinh phí."])).json()
    await weekly.review("returned", first)
    figures = [{"indicator": "PR02", "value": 12}]
    assert (await weekly.correct(recorded, occurred_on="2024-06-03", figures=figures)).status_code == 201
    await weekly.file(period=FIRST, narrative="Đã bổ sung nguyên nhân.", zeros=["PR01"])
    report = await weekly.report(period=FIRST, diff="returned")
    assert [v["verdict"] for v in report["versions"]] == ["returned", None]
    diff = report["diff"]
    assert (diff["from"], diff["to"]) == (1, 2)
    assert diff["returned_for"] == [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]
    assert diff["changes"] == {
        "narrative": {"from": "Đã triển khai đủ.", "to": "Đã bổ sung nguyên nhân."},
        "difficulties": {"added": [], "removed": ["Thiếu kinh phí."]},
        "zeros": {"added": ["PR01"], "removed": []},
        "figures": {"PR02": {"from": "10", "to": "12"}},
        "activities": {"added": [], "removed": [], "changed": [recorded["stream"]]},
    }
    assert (await weekly.report(period=FIRST, diff="1"))["diff"] == diff


async def test_a_report_that_was_never_returned_has_no_difference_to_show(weekly: Unit) -> None:
    await weekly.file(period=FIRST)
    assert (await weekly.report(period=FIRST, diff="returned"))["diff"] is None
    unknown = await weekly.get(f"unit-reports/{UNIT}", period=FIRST, diff="1")
    assert (unknown.status_code, unknown.json()["code"], unknown.json()["field"]) == (422, "version_unknown", "diff")


async def test_a_negative_report_needs_no_words_and_counts_as_filed(weekly: Unit) -> None:
    filed = await weekly.file(period=FIRST, narrative=None, nothing_arose=True)
    assert filed.status_code == 201, filed.text
    content = (await weekly.report(period=FIRST))["content"]
    assert (content["nothing_arose"], content["figures"]) == (True, [])
    assert {"PR01", "PR02", "PR17"} <= set(content["zeros"])
    assert content["narrative"] == "Trong kỳ báo cáo không phát sinh."


async def test_a_report_may_be_sent_to_another_desk_of_the_campaign_and_to_no_other(weekly: Unit) -> None:
    assert (await weekly.file(period=FIRST, sent_to="TTYT")).json()["code"] == "no_desk"
    await weekly.file(period=FIRST, sent_to="UBTX")
    assert (await weekly.report(period=FIRST))["content"]["sent_to"] == "UBTX"
    await weekly.file(period=SECOND, sent_to="CATX")
    assert (await weekly.report(period=SECOND))["content"]["sent_to"] is None


def test_a_period_that_has_not_begun_is_not_reported_on() -> None:
    campaign = known(WEEKS)
    assert begun(campaign, SECOND, datetime(2024, 6, 7, 17, tzinfo=UTC)).period == SECOND
    with pytest.raises(Refusal) as refused:
        begun(campaign, SECOND, datetime(2024, 6, 7, 16, tzinfo=UTC))
    assert (refused.value.code, refused.value.field) == ("period_to_come", "period")
