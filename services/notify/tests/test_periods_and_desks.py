"""Reports by period have alerts of their own, each naming its period; a report is told of at the desk where it lies."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from notify_producers import CAMPAIGN
from notify_scene import RETURNED, Scene

from chungtay_kernel.events import StoredEvent

MAY, JUNE = "2024-05", "2024-06"
PERIODS = [
    {
        "period": MAY, "name_vi": "tháng 5 năm 2024", "name_en": "month 5 of 2024", "start": "2024-05-01",
        "end": "2024-05-24", "due_at": "2024-05-25T00:00:00+07:00", "last_valid_day": "2024-05-24",
    },
    {
        "period": JUNE, "name_vi": "tháng 6 năm 2024", "name_en": "month 6 of 2024", "start": "2024-05-25",
        "end": "2024-06-24", "due_at": "2024-06-25T00:00:00+07:00", "last_valid_day": "2024-06-24",
    },
]  # fmt: skip


async def monthly(scene: Scene) -> StoredEvent:
    return await scene.tasks.say("campaign/c1", "campaign.published", {**CAMPAIGN, "report_periods": PERIODS})


async def due(scene: Scene, kind: str, period: dict[str, Any]) -> StoredEvent:
    named = {name: period[name] for name in ("period", "due_at", "last_valid_day")}
    data = {"campaign": "c1", "unit": "XP-1", **named}
    stream = f"expected-report/c1/XP-1/{period['period']}"
    return await scene.tasks.say(stream, f"report.{kind}", data, actor="system:tasks:timer")


async def filed(scene: Scene, period: str = "final", **more: Any) -> StoredEvent:
    data = {"campaign": "c1", "unit": "XP-1", "period": period, **more}
    return await scene.intake.say(f"unit-report/c1/XP-1/{period}", "unit_report.filed", data)


async def reviewed(scene: Scene, what: str, period: str = "final", actor: str = "coordinator:CATX:b") -> StoredEvent:
    data = {**RETURNED, "period": period}
    return await scene.tasks.say(f"review/c1/XP-1/{period}", f"review.{what}", data, actor=actor)


async def rerouted(scene: Scene) -> StoredEvent:
    data = {"campaign": "c1", "unit": "XP-1", "report_version": 1, "to_desk": "CATX", "reason": "Gửi nhầm nơi."}
    return await scene.tasks.say("review/c1/XP-1/final", "report.rerouted", data, actor="officer:UBTX:d")


async def open_alerts(scene: Scene) -> list[str]:
    rows = await scene.service.database.pool.fetch(
        "SELECT rule, unit, period FROM alert WHERE withdrawn_at IS NULL ORDER BY rule, unit, period"
    )
    return [f"{row['rule']} {row['unit']} {row['period']}" for row in rows]


async def test_a_report_of_one_month_leaves_what_is_owed_for_another(scene: Scene) -> None:
    await scene.hear(
        await monthly(scene), await due(scene, "overdue", PERIODS[0]), await due(scene, "due_soon", PERIODS[1])
    )
    assert await open_alerts(scene) == [f"due_soon XP-1 {JUNE}", f"overdue XP-1 {MAY}"]
    await scene.hear(await filed(scene, MAY))
    assert await open_alerts(scene) == [f"due_soon XP-1 {JUNE}", f"report_received CATX {MAY}"]


async def test_an_alert_names_the_period_it_is_about(scene: Scene) -> None:
    await scene.hear(await monthly(scene), await due(scene, "due_soon", PERIODS[1]))
    words = await scene.value("SELECT wording FROM alert")
    assert "kỳ tháng 6 năm 2024 (25/05 – 24/06/2024)" in words
    assert "for month 6 of 2024 (25/05 – 24/06/2024)" in words
    assert "thứ Hai, 24/06/2024" in words


async def test_a_final_report_is_told_of_without_a_period(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon"))
    assert await scene.value("SELECT alert FROM alert") == "alert/due_soon/c1/XP-1/XP-1-0-1"
    assert ", kỳ" not in await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert")


async def test_what_was_checked_is_told_to_the_leader_until_it_is_decided(scene: Scene) -> None:
    await scene.hear(await scene.published(), await filed(scene), await reviewed(scene, "checked"))
    assert await open_alerts(scene) == ["report_checked UBTX final"]
    assert "Công an thị xã đã kiểm tra" in await scene.value(
        "SELECT wording::text FROM alert WHERE rule = 'report_checked'"
    )
    await scene.hear(await reviewed(scene, "accepted", actor="leader:UBTX:a"))
    assert await open_alerts(scene) == []


async def test_who_returned_a_report_is_named(scene: Scene) -> None:
    await scene.hear(
        await scene.published(), await filed(scene), await reviewed(scene, "returned", actor="leader:UBTX:a")
    )
    assert "được UBND thị xã trả lại" in await scene.value(
        "SELECT wording -> 'vi' ->> 'text' FROM alert WHERE rule = 'returned'"
    )


@pytest.mark.parametrize("order", list(permutations(range(2))), ids=["filed first", "passed on first"])
async def test_a_report_that_is_passed_on_is_told_of_at_its_new_desk_alone(
    scene: Scene, order: tuple[int, ...]
) -> None:
    events = [await filed(scene, sent_to="UBTX"), await rerouted(scene)]
    await scene.hear(await scene.published(), *(events[n] for n in order))
    assert await open_alerts(scene) == ["report_received CATX final"]
