"""Deadlines over HTTP: explained with source and reminders, extended by a leader, seen by whom they concern."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from tasks_running import Tasks
from tasks_samples import campaign as body
from tasks_samples import duty

LEADER = ("leader", "UBTX")
PLAN = """KẾ HOẠCH
Tháng hành động

II. NHIỆM VỤ
1. Công an thị xã: báo cáo nhanh trước 16 giờ 00 thứ Sáu hằng tuần.
III. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả về UBND thị xã (qua Công an thị xã) **trước
ngày 01/7/2024** để tổng hợp.
"""
DUTIES = [
    duty("D1", due={"recurrence": "FREQ=WEEKLY;BYDAY=FR", "time": "16:00", "comparison": "before",
                    "text": "trước 16 giờ 00 thứ Sáu hằng tuần"}),
    duty("D2", due={"after": "có hướng dẫn của Công an tỉnh", "comparison": "by",
                    "text": "sau khi có hướng dẫn của Công an tỉnh"}),
    duty("D3", holders=["XP-1"], due={"date": "2024-06-28", "time": "16:00", "comparison": "by",
                                      "text": "chậm nhất 16 giờ ngày 28/6"}),
    duty("D4", holders=["XP-1"], due={"comparison": "by", "text": "theo quy định"}),
    duty("D5", holders=["XP-1"]),
]  # fmt: skip


async def explained(tasks: Tasks, name: str, who: tuple[str, str] = LEADER, **query: Any) -> dict[str, Any]:
    return await tasks.get(f"campaigns/{name}/deadlines", who, **query)


def only(found: dict[str, Any], what: str, duty: str | None = None) -> dict[str, Any]:
    (one,) = [one for one in found["deadlines"] if one["what"] == what and duty in (None, one.get("duty"))]
    return one


@pytest.fixture
async def planned(tasks: Tasks) -> str:
    plan = f"kh-{uuid4().hex[:8]}"
    assert (await tasks.post("plans", {"id": plan, "text": PLAN})).status_code == 201
    rule = {**body()["unit_report"], "terms": {"remind": [3], "grace": 2, "lock": 5}}
    return await tasks.publish(plan=plan, duties=DUTIES, unit_report=rule)


async def extend(tasks: Tasks, name: str, who: tuple[str, str] = LEADER, **other: Any) -> Any:
    given = {"unit": "XP-1", "last_valid_day": "2029-06-28", "reason": "Mưa lũ, mất điện ba ngày.", **other}
    return await tasks.post(f"campaigns/{name}/extensions", given, who)


async def test_a_reports_deadline_is_explained_with_rule_source_instants_grace_lock_and_reminders(
    tasks: Tasks, planned: str
) -> None:
    report = only(await explained(tasks, planned), "unit_report")
    assert report["words"]["vi"] == "trước ngày 01/07/2024: chính ngày ấy đã là muộn"
    assert " ".join(report["source"]["quote"].split()).replace("*", "") == "trước ngày 01/7/2024"
    assert "qua Công an thị xã" in report["source"]["context"]
    assert report["source"]["verbatim"]
    assert (report["due_at"], report["due_at_local"]) == ("2024-06-30T17:00:00+00:00", "2024-07-01T00:00:00+07:00")
    assert report["last_valid_day"] == "2024-06-30"
    assert (report["grace_until_local"], report["lock_at_local"]) == (
        "2024-07-03T00:00:00+07:00", "2024-07-06T00:00:00+07:00",
    )  # fmt: skip
    assert [(one["kind"], one["at_local"][:16]) for one in report["reminders"]] == [
        ("due_soon", "2024-06-25T07:30"), ("due_soon", "2024-06-28T07:30"), ("overdue", "2024-07-03T00:00"),
    ]  # fmt: skip
    assert report["reminders"][1]["why"]["vi"] == (
        "ngày cuối 30/06/2024 lùi về ngày làm việc gần nhất trước đó: 30/06 là Chủ nhật, 29/06 là thứ Bảy"
    )


async def test_the_rules_of_duties_are_explained_each_in_its_way(tasks: Tasks, planned: str) -> None:
    found = await explained(tasks, planned)
    weekly = only(found, "duty", "D1")
    assert weekly["words"]["vi"] == "trước 16 giờ 00 thứ Sáu hằng tuần: đúng 16 giờ 00 đã là muộn"
    assert weekly["source"]["quote"] == "trước 16 giờ 00 thứ Sáu hằng tuần"
    assert [one["due_at_local"][:16] for one in weekly["occurrences"]] == [
        "2024-06-07T16:00", "2024-06-14T16:00", "2024-06-21T16:00", "2024-06-28T16:00",
    ]  # fmt: skip
    waiting = only(found, "duty", "D2")
    assert (waiting["state"], waiting["waits_for"]["vi"]) == ("waiting", "chờ: có hướng dẫn của Công an tỉnh")
    hour = only(found, "duty", "D3")
    assert hour["due_at_local"] == "2024-06-28T16:01:00+07:00"
    assert hour["source"] is None
    assert only(found, "duty", "D4")["state"] == "none"
    assert only(found, "duty", "D5")["last_valid_day"] == "2024-06-30"


async def test_an_extension_is_seen_by_its_unit_and_by_overseers_and_moves_that_unit_alone(
    tasks: Tasks, planned: str
) -> None:
    answer = await extend(tasks, planned)
    assert (answer.status_code, answer.json()["due_at"]) == (201, "2029-06-29T00:00:00+07:00")
    assert answer.json()["stream"] == f"expected-report/{planned}/XP-1"
    own = only(await explained(tasks, planned, ("officer", "XP-1")), "unit_report")
    assert own["due_at_local"] == own["extensions"][0]["due_at_local"] == "2029-06-29T00:00:00+07:00"
    assert (own["extensions"][0]["reason"], own["extensions"][0]["given_by"]) == (
        "Mưa lũ, mất điện ba ngày.", "leader:UBTX",
    )  # fmt: skip
    assert own["lock_at_local"] == "2029-07-06T00:00:00+07:00"
    for who in (("officer", "XP-2"), LEADER):
        other = only(await explained(tasks, planned, who), "unit_report")
        assert other["due_at_local"] == "2024-07-01T00:00:00+07:00"
        assert len(other["extensions"]) == (who == LEADER)


async def test_a_year_whose_days_off_are_not_known_is_warned_of(tasks: Tasks, planned: str) -> None:
    assert (await explained(tasks, planned))["cautions"] == []
    await extend(tasks, planned)
    cautions = {(one["code"], one["en"][-45:]) for one in (await explained(tasks, planned))["cautions"]}
    assert {code for code, _ in cautions} == {"calendar_provisional", "calendar_unknown"}


async def test_publishing_in_such_a_year_says_so(tasks: Tasks) -> None:
    late = {"date": "2031-07-01", "comparison": "before", "text": "trước ngày 01/7/2031"}
    answer = await tasks.post(
        "campaigns",
        body(
            id=f"dot-{uuid4().hex[:8]}", period={"start": "2031-06-01", "end": "2031-06-30"},
            unit_report={**body()["unit_report"], "due": late}, duties=[duty("D1")],
        ),
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    assert "calendar_unknown" in {one["code"] for one in answer.json()["cautions"]}


async def test_who_is_no_leader_extends_nothing_and_a_wrong_extension_is_refused(tasks: Tasks, planned: str) -> None:
    for who in (("coordinator", "CATX"), ("leader", "XP-1"), ("unit_head", "UBTX")):
        assert (await extend(tasks, planned, who)).status_code == 403
    for given, code in (
        ({"unit": "YTE"}, "report_not_expected"),
        ({"last_valid_day": "2024-06-30"}, "not_an_extension"),
        ({"period": "2024-05"}, "period_unknown"),
        ({"reason": "Gọi 0912 345 678"}, "personal_data"),
    ):
        refused = await extend(tasks, planned, **given)
        assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_an_independent_body_is_explained_as_asked(tasks: Tasks, planned: str) -> None:
    report = only(await explained(tasks, planned, unit="TAND"), "unit_report")
    assert report["required"] is False
    assert [one["kind"] for one in report["reminders"]] == ["due_soon", "request_closed"]
