"""Services, and within a service streams, are heard in any order: what stands in the end is the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from itertools import permutations
from pathlib import Path

import pytest
from notify_scene import Scene, staged

from chungtay_local.fresh_databases import Databases

EARLY = "SELECT count(*) FROM early"


@pytest.fixture
async def still(databases: Databases, tmp_path: Path) -> AsyncGenerator[Scene]:
    """Nothing is delivered."""
    async with staged(databases, tmp_path, frozenset({"api"})) as scene:
        yield scene


@pytest.mark.slow
async def test_what_stands_in_the_end_does_not_depend_on_what_was_heard_first(still: Scene) -> None:
    """Every interleaving of the streams: the campaign's (P), deadlines (D), the review (R), the unit's report (U)."""
    orders = sorted(set(permutations("PDDRUU")))
    results = {order: await _standing_after(still, order, f"order-{n}") for n, order in enumerate(orders)}
    assert {order: found for order, found in results.items() if found != ["overdue XP-1"]} == {}
    assert len(orders) == 180
    assert await still.value(EARLY) == 0


async def _standing_after(scene: Scene, order: tuple[str, ...], campaign: str) -> list[str]:
    streams = {
        "P": iter([await scene.published(campaign)]),
        "D": iter([await scene.due("due_soon", campaign=campaign), await scene.due("overdue", campaign=campaign)]),
        "R": iter([await scene.returned(campaign)]),
        "U": iter([await scene.filed(campaign), await scene.withdrawn(campaign)]),
    }
    await scene.hear(*(next(streams[stream]) for stream in order))
    return [alert for alert, stands in (await scene.alerts(campaign)).items() if stands]


async def test_a_campaign_that_never_comes_holds_up_no_other(still: Scene) -> None:
    lost = [await still.due("due_soon", campaign="lost"), await still.due("overdue", campaign="lost")]
    known = [await still.due("due_soon"), await still.published()]
    await still.hear_at_once(await still.filed("lost"), await still.filed())
    await still.hear_at_once(*lost, *known)
    assert await still.alerts() == {"report_received CATX": True}
    assert await still.alerts("lost") == {}
    assert await still.value("SELECT count(*) FROM early WHERE campaign = 'lost'") == await still.value(EARLY) == 3


async def test_an_early_event_heard_again_is_kept_once(still: Scene) -> None:
    filed = await still.filed()
    await still.hear(filed, filed)
    assert await still.value(EARLY) == 1
    await still.hear(await still.published(), filed)
    assert await still.alerts() == {"report_received CATX": True}


async def test_a_campaign_and_a_report_heard_at_the_same_moment_find_each_other(still: Scene) -> None:
    campaigns = [f"race-{n}" for n in range(30)]
    for campaign in campaigns:
        published, filed = await still.published(campaign), await still.filed(campaign)
        await asyncio.gather(still.hear(published), still.hear(filed))
    assert [await still.alerts(c) for c in campaigns] == [{"report_received CATX": True}] * len(campaigns)
    assert await still.value(EARLY) == 0
