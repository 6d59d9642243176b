"""Reminder and deadline on the simulated clock: told once, judged by what intake had recorded."""

from __future__ import annotations

from datetime import UTC, timedelta

from tasks_months import JUST, MINUTE, Month, at, of, said, told
from tasks_samples import HASH

from chungtay_kernel.testing import until


async def test_timers_are_set_when_the_campaign_is_published(month: Month) -> None:
    pool, name = month.tasks.running.services["tasks"].database.pool, month.campaign
    rows = await pool.fetch("SELECT id, due_at FROM timer WHERE campaign_id = $1", name)
    remind_at, due_at = month.deadline.remind_at, month.deadline.due_at
    expected = [("due-soon", unit, remind_at) for unit in ("CATX", "TAND", "XP-1", "XP-2")]
    expected += [("overdue", unit, due_at) for unit in ("CATX", "XP-1", "XP-2")] + [("request-closed", "TAND", due_at)]
    assert {row["id"]: row["due_at"] for row in rows} == {
        f"{kind}/{name}/{unit}/final/{moment.astimezone(UTC):%Y%m%dT%H%M%S}": moment for kind, unit, moment in expected
    }


async def test_who_has_filed_is_not_reminded_and_not_overdue(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    assert of(await at(month, month.deadline.remind_at - JUST), "due_soon") == []
    reminded = said("due_soon", "CATX", "TAND", "XP-2")
    assert of(await at(month, month.deadline.remind_at), "due_soon") == reminded
    await month.tasks.move_clock(month.deadline.due_at - JUST)
    await month.tasks.intake.file(month.campaign, "CATX", HASH)
    over = [*said("overdue", "XP-2"), *said("request_closed", "TAND")]
    found = of(await at(month, month.deadline.due_at), "due_soon", "overdue", "request_closed")
    assert found == [*reminded, *over]


async def test_what_is_recorded_at_the_deadline_is_overdue(month: Month) -> None:
    await month.tasks.move_clock(month.deadline.due_at)
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    assert ("report.overdue", "XP-1") in await at(month, month.deadline.due_at)


async def test_a_report_withdrawn_before_the_deadline_is_overdue(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.intake.withdraw(month.campaign, "XP-1")
    await at(month, month.deadline.remind_at)
    assert ("report.overdue", "XP-1") in await at(month, month.deadline.due_at)


async def test_after_days_of_standstill_nobody_is_reminded_of_a_deadline_that_has_passed(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    found = of(await at(month, month.deadline.due_at + timedelta(days=3)), "due_soon", "overdue", "request_closed")
    assert found == [
        *said("overdue", "CATX", "XP-2"), *said("request_closed", "TAND"),
    ]  # fmt: skip


async def test_the_deadline_waits_for_what_intake_recorded_before_it(month: Month) -> None:
    """The 23:59 filing is still under way when the clock strikes: nobody is overdue before it has been heard."""
    before = await at(month, month.deadline.due_at - MINUTE)
    service = month.tasks.running.services["tasks"]
    async with service.database.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM source_cursor WHERE source = 'intake' FOR UPDATE")
        await month.tasks.intake.file(month.campaign, "XP-1", HASH)
        await month.tasks.move_clock(month.deadline.due_at)
        await _timers_were_tried(month)
        assert sorted(await told(month)) == before
    over = [*said("overdue", "CATX", "XP-2"), *said("request_closed", "TAND")]
    assert await at(month, month.deadline.due_at) == [*before, *over]


async def _timers_were_tried(month: Month) -> None:
    """Waits until intake was asked where it stood at the deadline: that is the floor it leaves."""
    pool = month.tasks.running.services["intake"].database.pool
    await until(lambda: pool.fetchval("SELECT floor > $1 FROM log_state", month.deadline.due_at))


async def test_timeliness_moves_with_the_clock(month: Month) -> None:
    async def seen() -> dict[str, str]:
        found = await month.tasks.get(f"campaigns/{month.campaign}/expected-reports")
        return {item["unit"]: item["timeliness_label"]["vi"] for item in found["items"]}

    assert await seen() == dict.fromkeys(("CATX", "XP-1", "XP-2"), "Chưa đến hạn") | {"TAND": "Chưa phản hồi"}
    await month.tasks.move_clock(month.deadline.remind_at)
    assert (await seen())["XP-1"] == "Sắp đến hạn"
    await month.tasks.move_clock(month.deadline.due_at)
    assert await seen() == dict.fromkeys(("CATX", "XP-1", "XP-2"), "Quá hạn") | {"TAND": "Chưa phản hồi"}
