"""An amendment moves a deadline: reminders for the earlier one are taken back, those for the later one go out."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from notify_scene import Scene, staged

from chungtay_local.fresh_databases import Databases

LATER = "2024-07-08T00:00:00+07:00"
EARLIER = "2024-06-25T00:00:00+07:00"


@pytest.fixture
async def scene(databases: Databases, tmp_path: Path) -> AsyncGenerator[Scene]:
    async with staged(databases, tmp_path, frozenset({"api"})) as scene:
        yield scene


async def test_a_later_deadline_takes_back_what_was_told_for_the_earlier_one(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("overdue"), await scene.amended(LATER))
    assert await scene.alerts() == {"overdue XP-1": False}


async def test_what_is_told_for_the_earlier_deadline_after_it_was_moved_is_let_pass(scene: Scene) -> None:
    early = await scene.due("overdue")
    await scene.hear(await scene.published(), await scene.amended(LATER), early)
    assert await scene.alerts() == {}


async def test_the_later_deadline_has_a_reminder_of_its_own(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("overdue"), await scene.amended(LATER))
    await scene.hear(await scene.due("overdue", due_at=LATER))
    alerts = "SELECT array_agg(alert ORDER BY position) FROM alert WHERE withdrawn_at IS NULL"
    assert await scene.value(alerts) == ["alert/overdue/c1/XP-1/XP-1-0-v2-2"]


async def test_an_earlier_deadline_leaves_the_reminder_as_it_is(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("due_soon"), await scene.amended(EARLIER))
    assert await scene.alerts() == {"due_soon XP-1": True}


async def test_a_unit_whose_report_is_no_longer_expected_is_left_in_peace(scene: Scene) -> None:
    await scene.hear(await scene.published(), await scene.due("overdue"))
    await scene.hear(await scene.amended("2024-07-01T00:00:00+07:00", expected_reports=[]))
    assert await scene.alerts() == {"overdue XP-1": False}
