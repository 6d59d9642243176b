"""Reports by period and their reviews over HTTP: two steps, nobody their own, and the way to the right desk."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tasks_running import Tasks, Who
from tasks_samples import HASH, OTHER_HASH

LEADER, COORDINATOR, CLERK = ("leader", "UBTX"), ("coordinator", "CATX"), ("officer", "UBTX")
MONTHLY = {"comparison": "before", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=25", "text": "trước ngày 25 hằng tháng"}
WEEKLY = {"comparison": "by", "recurrence": "FREQ=WEEKLY;BYDAY=FR", "text": "thứ Sáu hằng tuần"}


async def monthly(tasks: Tasks) -> str:
    period = {"start": "2024-06-01", "end": "2024-07-24"}
    return await tasks.publish(period=period, unit_report={"to": "UBTX", "via": "CATX", "due": MONTHLY})


async def review(tasks: Tasks, campaign: str, verdict: str, who: Who = COORDINATOR, **more: Any) -> Any:
    body = {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "verdict": verdict, **more}
    return await tasks.post(f"campaigns/{campaign}/reviews", body, who)


async def filed(tasks: Tasks, campaign: str, unit: str = "XP-1", **more: Any) -> None:
    await tasks.intake.file(campaign, unit, HASH, **more)
    await tasks.heard_all()


async def expected(tasks: Tasks, campaign: str, **query: Any) -> dict[str, Any]:
    return await tasks.get(f"campaigns/{campaign}/expected-reports", **query)


async def statuses(tasks: Tasks, campaign: str, **query: Any) -> dict[str, str]:
    return {i["unit"]: i["status_label"]["vi"] for i in (await expected(tasks, campaign, **query))["items"]}


async def test_each_period_has_its_reports_deadline_and_counts(tasks: Tasks) -> None:
    campaign = await monthly(tasks)
    await filed(tasks, campaign, period="2024-06")
    found = await expected(tasks, campaign)
    assert (found["period"], found["due_at"]) == ("2024-07", "2024-07-25T00:00:00+07:00")
    assert [(p["period"], p["name_vi"], p["counts"]["received"]) for p in found["periods"]] == [
        ("2024-06", "tháng 6 năm 2024", 1), ("2024-07", "tháng 7 năm 2024", 0),
    ]  # fmt: skip
    assert (await statuses(tasks, campaign, period="2024-06"))["XP-1"] == "Nộp muộn"
    assert (await statuses(tasks, campaign))["XP-1"] == "Chưa nộp"


async def test_a_verdict_is_about_one_period(tasks: Tasks) -> None:
    campaign = await monthly(tasks)
    for period in ("2024-06", "2024-07"):
        await tasks.intake.file(campaign, "XP-1", HASH, period=period)
    await tasks.heard_all()
    answer = await review(tasks, campaign, "accepted", period="2024-06")
    assert (answer.status_code, answer.json()["stream"]) == (201, f"review/{campaign}/XP-1/2024-06")
    assert (await statuses(tasks, campaign, period="2024-06"))["XP-1"] == "Đã duyệt"
    assert (await statuses(tasks, campaign, period="2024-07"))["XP-1"] == "Nộp muộn"


async def test_a_period_the_campaign_does_not_have_is_refused(tasks: Tasks) -> None:
    campaign = await monthly(tasks)
    answer = await review(tasks, campaign, "accepted")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "period_unknown", "period")
    client = await tasks.client("leader", "UBTX")
    asked = await client.get(f"/tasks/campaigns/{campaign}/expected-reports", params={"period": "2024-W30"})
    assert (asked.status_code, asked.json()["code"]) == (422, "period_unknown")


async def test_a_far_off_time_of_one_return_is_refused_and_holds_nobody_up(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await filed(tasks, campaign)
    reasons = [{"text": "Chưa nêu nguyên nhân."}]
    answer = await review(tasks, campaign, "returned", reasons=reasons, due_at="9999-12-31T23:59:59Z")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "date_far_off", "due_at")
    assert (await review(tasks, campaign, "accepted")).status_code == 201


async def amended(tasks: Tasks, campaign: str, **fields: Any) -> None:
    """Through a draft, as people amend."""
    coordinator = await tasks.client("coordinator", "CATX")
    assert (await tasks.post("drafts", {"id": campaign})).status_code == 201
    operations = [{"op": "set", "field": name, "value": value} for name, value in fields.items()]
    for version, (path, body) in enumerate([("edits", {"operations": operations}), ("publish", {})], 1):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": f'"{version}"'}
        asked = {**body, "reason": "Đổi kỳ báo cáo."}
        answer = await coordinator.post(f"/tasks/drafts/{campaign}/{path}", json=asked, headers=headers)
        assert answer.status_code == 201, answer.text


async def test_what_was_filed_is_reviewed_and_rerouted_though_an_amendment_dropped_its_period_and_its_unit(
    tasks: Tasks,
) -> None:
    campaign = await monthly(tasks)
    await filed(tasks, campaign, period="2024-06", sent_to="UBTX")
    await amended(tasks, campaign, report_due=WEEKLY, expected_reports=[{"unit": "CATX", "required": True}])
    about = {"unit": "XP-1", "period": "2024-06", "report_version": 1, "content_hash": HASH, "reason": "Nhận về."}
    assert (await tasks.post(f"campaigns/{campaign}/reroutes", about)).status_code == 201
    reasons = [{"text": "Kỳ báo cáo đã đổi."}]
    returned = await review(tasks, campaign, "returned", period="2024-06", reasons=reasons)
    assert returned.status_code == 201, returned.text


async def test_what_was_never_filed_for_a_dropped_period_is_unknown(tasks: Tasks) -> None:
    campaign = await monthly(tasks)
    await amended(tasks, campaign, report_due=WEEKLY)
    answer = await review(tasks, campaign, "accepted", period="2024-06")
    assert (answer.status_code, answer.json()["code"]) == (422, "period_unknown")


async def test_the_coordinator_does_not_accept_its_own_report_and_the_issuers_leader_does(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await filed(tasks, campaign, "CATX")
    own = await review(tasks, campaign, "accepted", unit="CATX")
    assert (own.status_code, own.json()["code"]) == (403, "own_report")
    assert "UBTX" in own.json()["remedy"]["vi"]
    clerk = await review(tasks, campaign, "accepted", ("coordinator", "UBTX"), unit="CATX")
    assert (clerk.status_code, clerk.json()["code"]) == (403, "not_the_reviewer")
    assert (await review(tasks, campaign, "accepted", LEADER, unit="CATX")).status_code == 201
    assert (await statuses(tasks, campaign))["CATX"] == "Đã duyệt"


async def test_two_steps_are_both_seen_and_only_the_second_accepts(tasks: Tasks) -> None:
    campaign = await tasks.publish(acceptance="two_step")
    await filed(tasks, campaign)
    assert (await review(tasks, campaign, "accepted")).json()["code"] == "check_first"
    assert (await review(tasks, campaign, "accepted", LEADER)).json()["code"] == "not_checked"
    assert (await review(tasks, campaign, "checked", note="Số liệu khớp.")).status_code == 201
    found = await expected(tasks, campaign, unit="XP-1")
    assert (found["items"][0]["status_label"]["vi"], found["counts"]["accepted"]) == ("Đã kiểm tra, chờ duyệt", 0)
    assert (await review(tasks, campaign, "accepted", LEADER)).status_code == 201
    assert (await expected(tasks, campaign, unit="XP-1"))["counts"]["accepted"] == 1
    history = (await tasks.get(f"campaigns/{campaign}/reviews", unit="XP-1"))["items"]
    assert [(h["what"], h["by"]["role"], h["by"]["unit"]) for h in history] == [
        ("checked", "coordinator", "CATX"), ("accepted", "leader", "UBTX"),
    ]  # fmt: skip


async def test_a_report_sent_to_the_wrong_desk_is_passed_on_with_a_trace(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await filed(tasks, campaign, sent_to="UBTX")
    assert (await expected(tasks, campaign, unit="XP-1"))["items"][0]["desk"] == "UBTX"
    early = await review(tasks, campaign, "accepted")
    assert (early.status_code, early.json()["code"]) == (409, "at_another_desk")
    body = {
        "unit": "XP-1",
        "report_version": 1,
        "content_hash": HASH,
        "reason": "Gửi qua Công an thị xã theo kế hoạch.",
    }
    assert (await tasks.post(f"campaigns/{campaign}/reroutes", body, ("officer", "XP-1"))).status_code == 403
    assert (await tasks.post(f"campaigns/{campaign}/reroutes", body, CLERK)).status_code == 201
    assert (await review(tasks, campaign, "accepted")).status_code == 201
    first, second = (await tasks.get(f"campaigns/{campaign}/reviews", unit="XP-1"))["items"]
    assert (first["what"], first["by"], first["from_desk"], first["to_desk"], first["reason"]) == (
        "rerouted", {"role": "officer", "unit": "UBTX"}, "UBTX", "CATX", body["reason"],
    )  # fmt: skip
    assert second["what"] == "accepted"


async def test_a_new_version_lies_where_it_was_sent_again(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await filed(tasks, campaign, sent_to="UBTX")
    body = {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "reason": "Nhận về."}
    assert (await tasks.post(f"campaigns/{campaign}/reroutes", body)).status_code == 201
    await tasks.intake.file(campaign, "XP-1", OTHER_HASH)
    await tasks.heard_all()
    assert (await expected(tasks, campaign, unit="XP-1"))["items"][0]["desk"] == "CATX"


async def test_a_negative_report_counts_as_received_and_says_so(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await filed(tasks, campaign, nothing_arose=True)
    found = await expected(tasks, campaign)
    assert found["counts"]["received"] == 1
    assert {i["unit"]: i["nothing_arose"] for i in found["items"]}["XP-1"] is True


async def test_the_way_of_a_report_is_seen_by_its_unit_alone_and_by_who_oversees(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    for unit in ("XP-1", "XP-2"):
        await tasks.intake.file(campaign, unit, HASH)
    await tasks.heard_all()
    for unit in ("XP-1", "XP-2"):
        assert (await review(tasks, campaign, "accepted", unit=unit)).status_code == 201
    own = await tasks.get(f"campaigns/{campaign}/reviews", ("officer", "XP-1"))
    assert [item["unit"] for item in own["items"]] == ["XP-1"]
    page = await tasks.get(f"campaigns/{campaign}/reviews", limit=1)
    rest = await tasks.get(f"campaigns/{campaign}/reviews", limit=5, cursor=page["next"])
    assert [item["unit"] for item in (*page["items"], *rest["items"])] == ["XP-1", "XP-2"]
