"""The lock: nothing is filed or taken back after it, unless an extension or a return opens the report again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from intake_clients import UNIT, Intake, Unit
from intake_samples import known, published

from chungtay_intake.closing import Extended, lock_of, require_open
from chungtay_intake.domain import UnitReport
from chungtay_intake.heard import FINAL
from chungtay_intake.reference import Campaign
from chungtay_kernel.problems import Refusal
from chungtay_kernel.testing import until

LOCK = datetime(2024, 7, 5, 17, tzinfo=UTC)
DAY = timedelta(days=1)
FILED = UnitReport(1, 1, "h", filed=True)
RETURNED = replace(FILED, verdict="returned")


def campaign(lock_at: datetime | None = LOCK) -> Campaign:
    whole = known()
    final = whole.reports[FINAL].model_copy(update={"lock_at": lock_at})
    return replace(whole, reports={FINAL: final})


@pytest.mark.parametrize(
    ("report", "more", "expected"),
    [
        (UnitReport(), None, LOCK),
        (FILED, None, LOCK),
        (UnitReport(), Extended(LOCK + DAY, LOCK + 3 * DAY), LOCK + 3 * DAY),
        (UnitReport(), Extended(LOCK + DAY, None), LOCK + DAY),  # the lock came by a later amendment
        (UnitReport(), Extended(LOCK - DAY, LOCK - DAY), LOCK),
        (RETURNED, None, None),
        (replace(RETURNED, returned_until=LOCK + 2 * DAY), None, LOCK + 2 * DAY),
        (replace(RETURNED, returned_until=LOCK - 2 * DAY), None, LOCK),
    ],
)
def test_the_lock_moves_with_an_extension_and_a_return(
    report: UnitReport, more: Extended | None, expected: datetime | None
) -> None:
    assert lock_of(campaign(), report, more) == expected


def test_a_campaign_without_a_lock_takes_reports_for_ever() -> None:
    require_open(campaign(None), UnitReport(), None, LOCK + 1000 * DAY)


def test_the_moment_of_the_lock_is_too_late() -> None:
    require_open(campaign(), UnitReport(), None, LOCK - timedelta(microseconds=1))
    with pytest.raises(Refusal) as refused:
        require_open(campaign(), UnitReport(), None, LOCK)
    assert (refused.value.code, refused.value.status) == ("report_locked", 409)
    assert "06/07/2024" in refused.value.detail["vi"]  # midnight in the campaign's own time


async def locked(intake: Intake) -> Unit:
    """A campaign whose lock has long passed."""
    name = f"khoa-{uuid4().hex[:8]}"
    data = published(name)
    data["unit_report"]["lock_at"] = "2024-07-06T00:00:00+07:00"
    await intake.tasks.say("campaign.published", f"campaign/{name}", data)
    unit = Unit(intake, await intake.client(), name)
    await heard(unit, "campaign")
    return unit


async def heard(unit: Unit, table: str) -> None:
    pool = unit.intake.service.database.pool
    await until(lambda: pool.fetchval(f"SELECT EXISTS (SELECT FROM {table} WHERE campaign = $1)", unit.campaign))


async def extend(unit: Unit, **changes: Any) -> None:
    data = {
        "campaign": unit.campaign, "unit": UNIT, "period": FINAL, "due_at": "2099-01-01T00:00:00+07:00",
        "last_valid_day": "2098-12-31", "reason": "Mưa lũ.", "lock_at": "2099-02-01T00:00:00+07:00", **changes,
    }  # fmt: skip
    await unit.intake.tasks.say("deadline.extended", f"expected-report/{unit.campaign}/{UNIT}", data)
    await heard(unit, "extension")


async def test_nothing_is_filed_after_the_lock_until_a_leader_extends_it(intake: Intake) -> None:
    unit = await locked(intake)
    await unit.record()  # what was done may still be written down
    refused = await unit.file()
    assert (refused.status_code, refused.json()["code"]) == (409, "report_locked")
    assert "gia hạn" in refused.json()["remedy"]["vi"]
    await extend(unit)
    assert (await unit.file()).status_code == 201


async def test_what_was_filed_is_not_taken_back_after_the_lock_but_a_return_opens_it(intake: Intake) -> None:
    unit = await locked(intake)
    await extend(unit, due_at="2099-01-01T00:00:00+07:00")
    filed = (await unit.file()).json()
    passed = {"due_at": "2024-07-02T00:00:00+07:00", "lock_at": "2024-07-06T00:00:00+07:00"}
    await extend(unit, **passed)
    pool = unit.intake.service.database.pool
    await until(lambda: pool.fetchval("SELECT lock_at < now() FROM extension WHERE campaign = $1", unit.campaign))
    kept = await unit.withdraw()
    assert (kept.status_code, kept.json()["code"]) == (409, "report_locked")
    await unit.review("returned", filed)
    assert (await unit.file()).status_code == 201
