"""Reminders as deadlines move: told again, taken back by an extension, closed for who was only asked; and those of a
report that waits for its review or, returned, for the unit."""

from __future__ import annotations

from typing import Any

from notify_scene import DUE, Scene

from chungtay_kernel.events import StoredEvent

EXTENDED = {
    "campaign": "c1", "unit": "XP-1", "due_at": "2024-07-06T00:00:00+07:00", "last_valid_day": "2024-07-05",
    "reason": "Mưa lũ, mất điện ba ngày.",
}  # fmt: skip


async def told(scene: Scene, kind: str, unit: str = "XP-1", **data: Any) -> StoredEvent:
    stream = f"expected-report/c1/{unit}"
    return await scene.tasks.say(stream, kind, {"campaign": "c1", "unit": unit, **data}, actor="system:tasks:timer")


async def standing(scene: Scene) -> list[str]:
    rows = await scene.service.database.pool.fetch(
        "SELECT rule, unit FROM alert WHERE withdrawn_at IS NULL ORDER BY position"
    )
    return [f"{row['rule']} {row['unit']}" for row in rows]


async def text(scene: Scene, rule: str, language: str = "vi") -> str:
    return await scene.value(
        f"SELECT wording -> '{language}' ->> 'text' FROM alert WHERE rule = '{rule}' ORDER BY position DESC LIMIT 1"
    )


async def test_a_second_reminder_takes_the_place_of_the_first(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon"), await scene.due("due_soon"))
    assert await standing(scene) == ["due_soon XP-1"]
    assert await scene.value("SELECT count(*) FROM alert WHERE rule = 'due_soon'") == 2


async def test_an_extension_takes_back_what_was_told_and_tells_the_new_day(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon"), await scene.due("overdue"))
    await scene.hear(await told(scene, "deadline.extended", **EXTENDED))
    assert await standing(scene) == ["extended XP-1"]
    assert "chậm nhất hết ngày thứ Sáu, 05/07/2024" in await text(scene, "extended")
    assert "Mưa lũ" in await text(scene, "extended", "en")


async def test_after_an_extension_the_unit_is_reminded_anew_by_its_own_day(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("overdue"))
    await scene.hear(await told(scene, "deadline.extended", **EXTENDED))
    moved = {"due_at": EXTENDED["due_at"], "last_valid_day": EXTENDED["last_valid_day"]}
    await scene.hear(await told(scene, "report.due_soon", **moved), await told(scene, "report.overdue", **moved))
    assert await standing(scene) == ["overdue XP-1"]
    assert "là hết ngày thứ Sáu, 05/07/2024" in await text(scene, "overdue")
    await scene.hear(await scene.filed())
    assert await standing(scene) == ["report_received CATX"]


async def test_a_report_taken_back_after_an_extension_is_asked_for_by_the_day_that_stands(scene: Scene) -> None:
    await scene.hear(await scene.published(), await told(scene, "deadline.extended", **EXTENDED))
    moved = {"due_at": EXTENDED["due_at"], "last_valid_day": EXTENDED["last_valid_day"]}
    await scene.hear(await scene.filed(), await told(scene, "report.due_soon", **moved), await scene.withdrawn())
    assert await standing(scene) == ["due_soon XP-1"]
    assert "05/07/2024" in await text(scene, "due_soon")


async def test_an_independent_body_is_asked_once_and_left_in_peace_after_the_day(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon", "VKS"))
    assert await standing(scene) == ["due_soon VKS"]
    closed = await told(scene, "report.request_closed", "VKS", **{n: DUE[n] for n in ("due_at", "last_valid_day")})
    await scene.hear(closed)
    assert await standing(scene) == []
    reason = await scene.value("SELECT withdrawn_reason ->> 'vi' FROM alert")
    assert reason == "Đã hết thời gian đề nghị."


async def test_a_report_left_unreviewed_is_called_to_the_coordinators_mind_until_it_is_reviewed(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.filed())
    due = {"report_version": 1, "received_at": "2024-06-28T15:00:00+07:00", "working_days": 5}
    await scene.hear(await told(scene, "report.review_due", **due))
    assert await standing(scene) == ["report_received CATX", "review_due CATX"]
    assert "đã gửi báo cáo" in await text(scene, "review_due")
    await scene.hear(await scene.returned())
    assert await standing(scene) == ["returned XP-1"]


async def test_the_coordinators_own_report_is_the_issuers_to_review(scene: Scene) -> None:
    due = {"report_version": 1, "received_at": "2024-06-28T15:00:00+07:00", "working_days": 5}
    await scene.hear(await scene.published(), await told(scene, "report.review_due", "CATX", **due))
    assert await standing(scene) == ["review_due UBTX"]


async def test_a_returned_report_left_lying_is_told_before_and_after_its_time_until_it_is_filed(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.filed(), await scene.returned())
    lying = {"report_version": 1, "returned_at": "2024-06-28T10:00:00+07:00", "due_at": "2024-07-03T17:00:00+07:00"}
    await scene.hear(await told(scene, "report.return_lying", **lying))
    assert "gửi lại trước 17 giờ 00 thứ Tư, 03/07/2024" in await text(scene, "return_lying")
    await scene.hear(await told(scene, "report.return_lying", **lying, passed=True))
    assert await standing(scene) == ["returned XP-1", "return_lying XP-1"]
    assert "Thời gian gửi lại là trước 17 giờ 00" in await text(scene, "return_lying")
    await scene.hear(await scene.filed())
    assert await standing(scene) == ["report_received CATX"]


async def test_a_return_names_the_time_it_gives(scene: Scene) -> None:
    data = {
        "campaign": "c1", "unit": "XP-1", "report_version": 1, "reasons": [{"text": "Thiếu số liệu."}],
        "due_at": "2024-07-04T00:00:00+07:00",
    }  # fmt: skip
    returned = await scene.tasks.say("review/c1/XP-1/final", "review.returned", data, actor="coordinator:CATX:b")
    await scene.hear(await scene.published(), await scene.filed(), returned)
    assert "gửi lại chậm nhất hết ngày thứ Tư, 03/07/2024" in await text(scene, "returned")
