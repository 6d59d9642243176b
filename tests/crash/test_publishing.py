"""Struck while a campaign is published: those who hear of it, and the timers that it sets."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from chungtay_tasks import sample
from tests.crash.client import Client
from tests.crash.installation import SERVICES
from tests.crash.invariants import nothing_lost_nothing_twice, rows

REQUIRED = {report["unit"] for report in sample.campaign()["expected_reports"] if report["required"]}


@pytest.mark.parametrize(
    ("service", "fault"),
    [
        ("tasks", "timer.before_append"), ("tasks", "timer.before_append:20"),
        ("intake", "inbox.before_commit"), ("intake", "inbox.after_commit"), ("notify", "inbox.before_commit:3"),
    ],
)  # fmt: skip
async def test_a_campaign_reaches_everybody_and_each_of_its_timers_fires_once(
    fresh: Client, service: str, fault: str
) -> None:
    """The sample's deadlines have long passed: its timers come due as it is published."""
    fresh.installation.start(*(s for s in SERVICES if s != service))
    fresh.installation.start(service, fault=fault)
    publishing = asyncio.create_task(fresh.publish())
    await fresh.installation.died(service)
    fresh.installation.start(service)
    await publishing
    logs = await nothing_lost_nothing_twice(fresh)

    told = Counter(e.type for e in logs["tasks"])
    assert told["campaign.published"] == 1
    assert await rows(fresh, "intake", "SELECT count(*) FROM campaign") == [(1,)]
    assert await rows(fresh, "intake", "SELECT count(*) FROM duty") == [(told["duty.assigned"],)]
    overdue = [e.json()["unit"] for e in logs["tasks"] if e.type == "report.overdue"]
    assert sorted(overdue) == sorted(REQUIRED)
    assert told["report.due_soon"] == 0
    alerts = [e.json() for e in logs["notify"] if e.type == "alert.raised"]
    assert sorted(a["unit"] for a in alerts if a["rule"] == "overdue") == sorted(REQUIRED)
