"""Who is told of an obstacle, and when what was told is moot; on a real PostgreSQL."""

from __future__ import annotations

from notify_scene import Scene

from chungtay_kernel.events import StoredEvent

OFFICER, COORDINATOR = "officer:XP-1:a", "coordinator:CATX:b"


async def said(
    scene: Scene,
    what: str,
    words: str = "Chưa có tờ rơi.",
    *,
    obstacle: str = "o-1",
    unit: str = "XP-1",
    actor: str = "",
) -> StoredEvent:
    name = {"closed": "outcome", "reopened": "reason"}.get(what, "text")
    data = {"campaign": "c1", "obstacle": obstacle, "duty": "D41", "unit": unit, name: words}
    by = actor or (COORDINATOR if what in ("answered", "closed") else OFFICER)
    return await scene.tasks.say(f"obstacle/c1/{obstacle}", f"obstacle.{what}", data, actor=by)


async def test_the_coordinator_is_told_until_it_answers_and_then_the_unit(scene: Scene) -> None:
    await scene.hear(await scene.published(), await said(scene, "raised"))
    assert await scene.alerts() == {"obstacle_raised CATX": True}
    text = await scene.value("SELECT wording -> 'vi' ->> 'text' FROM alert")
    assert "UBND phường Một nêu khó khăn, vướng mắc khi thực hiện nhiệm vụ D41" in text
    assert "Chưa có tờ rơi." in text
    await scene.delivered(1)
    await scene.hear(await said(scene, "answered", "Nhận tờ rơi tại Công an thị xã."))
    assert await scene.alerts() == {"obstacle_raised CATX": False, "obstacle_answered XP-1": True}
    await scene.delivered(2)
    await scene.hear(await said(scene, "closed", "Đã nhận 2.000 tờ."))
    assert await scene.alerts() == {
        "obstacle_raised CATX": False, "obstacle_answered XP-1": False, "obstacle_closed XP-1": True,
    }  # fmt: skip
    await scene.delivered(3)


async def test_a_reopened_obstacle_is_told_to_the_coordinator_again(scene: Scene) -> None:
    await scene.hear(
        await scene.published(), await said(scene, "raised"), await said(scene, "closed", "Xong."),
        await said(scene, "reopened", "Tờ rơi không đủ."),
    )  # fmt: skip
    assert await scene.value("SELECT count(*) FROM alert WHERE rule = 'obstacle_raised'") == 2
    assert await scene.alerts() == {"obstacle_raised CATX": True, "obstacle_closed XP-1": False}
    title = await scene.value("SELECT wording -> 'vi' ->> 'title' FROM alert WHERE withdrawn_at IS NULL")
    assert title == "UBND phường Một mở lại khó khăn, vướng mắc"


async def test_each_obstacle_has_alerts_of_its_own(scene: Scene) -> None:
    await scene.hear(
        await scene.published(), await said(scene, "raised"), await said(scene, "raised", "Nhà trọ.", obstacle="o-2"),
        await said(scene, "answered", "Đang xử lý.", obstacle="o-2"),
    )  # fmt: skip
    standing = "SELECT alert FROM alert WHERE withdrawn_at IS NULL ORDER BY alert"
    rows = await scene.service.database.pool.fetch(standing)
    assert [row["alert"] for row in rows] == [
        "alert/obstacle_answered/c1/XP-1/o-2-2", "alert/obstacle_raised/c1/CATX/o-1-1",
    ]  # fmt: skip


async def test_whoever_raised_or_answered_is_not_told_of_it(scene: Scene) -> None:
    own = await said(scene, "raised", unit="CATX", actor=COORDINATOR)
    await scene.hear(await scene.published(), own, await said(scene, "closed", "Xong.", unit="CATX"))
    assert await scene.alerts() == {}


async def test_a_report_that_comes_leaves_the_obstacle_where_it_is(scene: Scene) -> None:
    await scene.hear(await scene.published(), await said(scene, "raised"), await scene.filed())
    assert (await scene.alerts())["obstacle_raised CATX"]


async def test_what_comes_before_its_campaign_waits_for_it(scene: Scene) -> None:
    await scene.hear(await said(scene, "raised"), await scene.published())
    assert await scene.alerts() == {"obstacle_raised CATX": True}
