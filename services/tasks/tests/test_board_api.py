"""The board of a campaign as it moves: acknowledged, in progress, reported, reviewed; and who is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tasks_running import Tasks, Who
from tasks_samples import HASH, OTHER_HASH

OFFICER = ("officer", "XP-1")


async def states(tasks: Tasks, campaign: str, unit: str) -> dict[str, str]:
    found = await tasks.get(f"campaigns/{campaign}/assignments", unit=unit, limit=500)
    return {item["duty"]: item["progress"] for item in found["items"]}


async def expected(tasks: Tasks, campaign: str, who: Who = ("leader", "UBTX")) -> dict[str, Any]:
    return await tasks.get(f"campaigns/{campaign}/expected-reports", who)


async def review(tasks: Tasks, campaign: str, version: int, content: str = HASH, **other: Any) -> Any:
    body = {"unit": "XP-1", "report_version": version, "content_hash": content, "verdict": "accepted", **other}
    return await tasks.post(f"campaigns/{campaign}/reviews", body)


REASONS = [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]


async def test_a_unit_acknowledges_a_duty(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    path = f"campaigns/{campaign}/duties/D2/acknowledgements"
    answer = await tasks.post(path, {"unit": "XP-1"}, OFFICER)
    assert (answer.status_code, answer.json()["stream"]) == (201, f"assignment/{campaign}/D2/XP-1")
    assert await states(tasks, campaign, "XP-1") == {"D2": "acknowledged", "D4": "assigned"}
    again = await tasks.post(path, {"unit": "XP-1"}, OFFICER)
    assert (again.status_code, again.json()["code"]) == (409, "already_acknowledged")


async def test_an_activity_puts_its_duty_in_progress_until_it_is_voided(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    activity = await tasks.intake.record(campaign, "XP-1", "D2")
    await tasks.heard_all()
    assert await states(tasks, campaign, "XP-1") == {"D2": "in_progress", "D4": "assigned"}
    await tasks.intake.say("activity.voided", activity, {"campaign": campaign, "unit": "XP-1", "reason": "Ghi trùng."})
    await tasks.heard_all()
    assert await states(tasks, campaign, "XP-1") == {"D2": "assigned", "D4": "assigned"}


async def test_a_corrected_activity_counts_for_the_duty_it_is_corrected_to(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    activity = await tasks.intake.record(campaign, "XP-1", "D2")
    await tasks.intake.say("activity.corrected", activity, {"campaign": campaign, "unit": "XP-1", "duty": "D4"})
    await tasks.heard_all()
    assert await states(tasks, campaign, "XP-1") == {"D2": "assigned", "D4": "in_progress"}


async def test_a_filed_report_reports_all_duties_of_its_unit_and_a_review_settles_them(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    version = await tasks.intake.file(campaign, "XP-1", HASH)
    await tasks.heard_all()
    assert set((await states(tasks, campaign, "XP-1")).values()) == {"reported"}
    answer = await review(tasks, campaign, version, note="Đầy đủ.")
    assert (answer.status_code, answer.json()["verdict"]) == (201, "accepted")
    assert set((await states(tasks, campaign, "XP-1")).values()) == {"accepted"}
    assert set((await states(tasks, campaign, "XP-2")).values()) == {"assigned"}


async def test_a_returned_report_is_quoted_back_and_the_review_reopens_when_it_is_filed_again(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    version = await tasks.intake.file(campaign, "XP-1", HASH)
    await tasks.heard_all()
    assert (await review(tasks, campaign, version, verdict="returned", reasons=REASONS)).status_code == 201
    (own,) = (await expected(tasks, campaign, OFFICER))["items"]
    assert (own["status_label"]["vi"], own["review"]["reasons"]) == ("Trả lại", REASONS)
    second = await tasks.intake.file(campaign, "XP-1", OTHER_HASH)
    await tasks.heard_all()
    (own,) = (await expected(tasks, campaign, OFFICER))["items"]
    assert (own["status"], own["review"], own["report_version"]) == ("filed_late", None, second)
    late = await review(tasks, campaign, version)
    assert (late.status_code, late.json()["code"]) == (409, "report_superseded")
    assert (await review(tasks, campaign, second, OTHER_HASH)).status_code == 201


async def test_a_verdict_meets_a_withdrawal_it_had_not_heard_of(tasks: Tasks) -> None:
    """Accepted here while intake withdrew: when the withdrawal comes, the verdict is void."""
    campaign = await tasks.publish()
    version = await tasks.intake.file(campaign, "XP-1", HASH)
    await tasks.heard_all()
    assert (await review(tasks, campaign, version)).status_code == 201
    await tasks.intake.withdraw(campaign, "XP-1")
    await tasks.heard_all()
    assert set((await states(tasks, campaign, "XP-1")).values()) == {"assigned"}
    refused = await review(tasks, campaign, version, verdict="returned", reasons=REASONS)
    assert (refused.status_code, refused.json()["code"]) == (409, "report_withdrawn")
    assert refused.json()["remedy"]["vi"]


async def test_wrong_reviews_are_refused(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    early = await review(tasks, campaign, 1)
    assert (early.status_code, early.json()["code"]) == (409, "report_not_filed")
    await tasks.intake.file(campaign, "XP-1", HASH)
    await tasks.heard_all()
    for body, status, code in (
        ({"content_hash": OTHER_HASH}, 409, "content_differs"),
        ({"report_version": 2}, 409, "report_version_unknown"),
        ({"verdict": "returned"}, 422, "reasons_required"),
        ({"unit": "YTE"}, 422, "report_not_expected"),
        ({"verdict": "returned", "reasons": [{"text": "Gọi 0912 345 678"}]}, 422, "personal_data"),
    ):
        answer = await review(tasks, campaign, 1, **body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_who_has_reported_and_who_has_not(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await tasks.intake.file(campaign, "XP-1", HASH)
    await tasks.intake.file(campaign, "TAND", HASH)
    await tasks.heard_all()
    found = await expected(tasks, campaign)
    assert found["counts"] == {
        "expected": 3, "received": 1, "on_time": 0, "late": 1, "accepted": 0, "returned": 0, "missing": 2,
        "free_to_answer": 1, "answered": 1,
    }  # fmt: skip
    assert found["units"]["missing"] == ["CATX", "XP-2"]
    labels = {item["unit"]: item["status_label"]["vi"] for item in found["items"]}
    assert labels == {"CATX": "Chưa nộp", "XP-1": "Nộp muộn", "XP-2": "Chưa nộp", "TAND": "Đã phản hồi"}
    assert {i["unit"]: i["timeliness_label"]["vi"] for i in found["items"]}["CATX"] == "Quá hạn"


async def test_what_came_on_paper_is_judged_by_its_receipt(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    await tasks.intake.file(campaign, "XP-1", HASH, datetime.fromisoformat("2024-06-30T23:59:59+07:00"))
    await tasks.heard_all()
    (own,) = (await expected(tasks, campaign, OFFICER))["items"]
    assert (own["status_label"]["vi"], own["timeliness"]) == ("Đã nộp", "done_on_time")
