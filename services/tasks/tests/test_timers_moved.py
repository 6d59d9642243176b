"""Timers beyond the one reminder: several of them, grace, extensions, bodies that are asked, reviews and returns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tasks_months import DAY, JUST, MINUTE, Month, at, begun, events, of, said, told
from tasks_running import Tasks
from tasks_samples import HASH, OTHER_HASH

from chungtay_kernel.events import Context, Decision, Draft
from chungtay_tasks import queries
from chungtay_tasks.events import CampaignAmended, Terms
from chungtay_tasks.reminders import reminders
from chungtay_tasks.streams import stream_of
from chungtay_tasks.working_days import vietnam

UNITS = ("CATX", "XP-1", "XP-2")


async def extend(month: Month, days: int, unit: str = "XP-1") -> Any:
    day = month.deadline.last_valid_day + days * DAY
    body = {"unit": unit, "last_valid_day": day.isoformat(), "reason": "Mưa lũ, mất điện ba ngày."}
    answer = await month.tasks.post(f"campaigns/{month.campaign}/extensions", body, ("leader", "UBTX"))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def reviewed(month: Month, verdict: str, **other: Any) -> None:
    await month.tasks.heard_all()
    reasons = [{"text": "Chưa nêu nguyên nhân."}] if verdict == "returned" else []
    body = {"unit": "XP-1", "report_version": 1, "content_hash": HASH, "verdict": verdict, "reasons": reasons, **other}
    answer = await month.tasks.post(f"campaigns/{month.campaign}/reviews", body)
    assert answer.status_code == 201, answer.text


async def test_each_reminder_of_the_terms_is_told_on_its_day(simulated: Tasks, months: Iterator[str]) -> None:
    month = await begun(simulated, next(months), remind=[5, 2])
    planned = reminders(month.deadline, Terms(remind=(5, 2)))
    for number, one in enumerate(planned, 1):
        assert len(of(await at(month, one.at), "due_soon")) == 3 * number + (number == 3)  # the court once, at the end
    before = [data["working_days_before"] for _, data in await events(month) if data["unit"] == "XP-1"]
    assert before == [5, 2, 0]


async def test_reminders_that_fell_due_together_are_told_as_the_last_alone(
    simulated: Tasks, months: Iterator[str]
) -> None:
    month = await begun(simulated, next(months), remind=[5, 2])
    second = reminders(month.deadline, Terms(remind=(5, 2)))[1]
    assert await at(month, second.at + timedelta(hours=1)) == said("due_soon", *UNITS)
    assert {data["working_days_before"] for _, data in await events(month)} == {2}


async def test_within_the_grace_nobody_is_urged(simulated: Tasks, months: Iterator[str]) -> None:
    month = await begun(simulated, next(months), grace=2)
    last = vietnam().after(month.deadline.last_valid_day, 2)
    grace_until = month.deadline.due_at.replace(year=last.year, month=last.month, day=last.day) + DAY
    await at(month, month.deadline.due_at)
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.heard_all()
    shown = await month.tasks.get(f"campaigns/{month.campaign}/expected-reports")
    assert {item["unit"]: (item["timeliness"], item["in_grace"]) for item in shown["items"] if item["required"]} == {
        "CATX": ("overdue", True), "XP-1": ("done_late", False), "XP-2": ("overdue", True),
    }  # fmt: skip
    assert of(await at(month, grace_until - JUST), "overdue") == []
    assert of(await at(month, grace_until), "overdue") == said("overdue", "CATX", "XP-2")


async def test_an_extension_moves_the_timers_of_that_unit_alone(month: Month) -> None:
    await extend(month, 5)
    assert of(await at(month, month.deadline.due_at), "overdue") == said("overdue", "CATX", "XP-2")
    assert ("report.due_soon", "XP-1") not in await told(month)
    found = await at(month, month.deadline.due_at + 5 * DAY)
    assert ("report.overdue", "XP-1") in found
    (own,) = [data for type_, data in await events(month) if type_ == "report.overdue" and data["unit"] == "XP-1"]
    assert own["last_valid_day"] == (month.deadline.last_valid_day + 5 * DAY).isoformat()


async def test_an_extension_moves_timers_that_an_earlier_release_set(month: Month) -> None:
    await month.tasks.running.services["tasks"].database.pool.execute(
        """UPDATE timer SET id = kind || '/' || campaign_id || '/' || (payload ->> 'unit'),
                            payload = payload - 'period' WHERE campaign_id = $1""",
        month.campaign,
    )
    await extend(month, 5)
    assert of(await at(month, month.deadline.due_at), "overdue") == said("overdue", "CATX", "XP-2")


async def test_an_extension_after_the_deadline_starts_anew(month: Month) -> None:
    await at(month, month.deadline.due_at)
    await extend(month, 10)
    found = await at(month, month.deadline.due_at + 10 * DAY - MINUTE)
    assert of(found, "due_soon") == said("due_soon", "XP-1")
    assert of(await at(month, month.deadline.due_at + 10 * DAY), "overdue").count(("report.overdue", "XP-1")) == 2


async def amend(month: Month, days: int) -> None:
    """Everyone gets so many days more."""
    service = month.tasks.running.services["tasks"]
    campaign = await queries.campaign(service.database.engine, month.campaign)
    day = month.deadline.last_valid_day + days * DAY
    due = {"due_at": month.deadline.due_at + days * DAY, "last_valid_day": day}
    report = campaign.unit_report.model_copy(update=due)
    stands = {**campaign.model_dump(), "unit_report": report.model_dump(), "reason": "Đổi hạn.", "report_periods": []}
    amended = CampaignAmended.model_validate(stands)

    async def decide() -> Decision:
        return Decision([Draft(stream_of(amended), 1, [amended], month.campaign)], {})

    await service.commands.run(f"amend-{month.campaign}", b"", Context("leader:UBTX:test", "test"), decide)


async def test_an_amendment_moves_the_timers_of_all_but_who_has_more_time_already(month: Month) -> None:
    await extend(month, 10)
    await amend(month, 5)
    assert of(await at(month, month.deadline.due_at), "overdue", "request_closed") == []
    found = of(await at(month, month.deadline.due_at + 5 * DAY), "overdue", "request_closed")
    assert found == [*said("overdue", "CATX", "XP-2"), *said("request_closed", "TAND")]
    assert ("report.overdue", "XP-1") in await at(month, month.deadline.due_at + 10 * DAY)


async def test_what_was_filed_within_an_extension_is_on_time_and_seen_to_be_extended(month: Month) -> None:
    answer = await extend(month, 5)
    await month.tasks.move_clock(month.deadline.due_at + 3 * DAY)
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.heard_all()
    shown = await month.tasks.get(f"campaigns/{month.campaign}/expected-reports")
    (own,) = [item for item in shown["items"] if item["unit"] == "XP-1"]
    assert (own["status"], own["timeliness"], own["due_at"]) == ("filed", "done_on_time", answer["due_at"])
    assert own["extension"]["reason"].startswith("Mưa lũ")
    assert (shown["counts"]["on_time"], shown["counts"]["late"]) == (1, 0)
    parts = (await month.tasks.get(f"campaigns/{month.campaign}/assignments", unit="XP-1", duty="D4"))["items"]
    assert [(part["timeliness"], part["extended"]) for part in parts] == [("done_on_time", True)]


async def test_a_body_that_is_asked_is_reminded_once_and_closed_after_the_day(
    simulated: Tasks, months: Iterator[str]
) -> None:
    month = await begun(simulated, next(months), remind=[5, 2], grace=3)
    for one in reminders(month.deadline, Terms(remind=(5, 2))):
        await at(month, one.at)
    found = await at(month, month.deadline.due_at)
    assert [type_ for type_, unit in found if unit == "TAND"] == ["report.due_soon", "report.request_closed"]
    assert ("report.overdue", "TAND") not in await at(month, month.deadline.due_at + 9 * DAY)


async def test_the_answer_of_a_body_that_is_asked_counts_by_when_it_came(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "TAND", HASH, received_at=month.deadline.due_at)
    await month.tasks.heard_all()
    assert ("report.request_closed", "TAND") in await at(month, month.deadline.due_at)


async def test_a_body_that_answered_is_left_in_peace(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "TAND", HASH)
    found = of(await at(month, month.deadline.due_at), "due_soon", "request_closed")
    assert "TAND" not in {unit for _, unit in found}


async def test_a_report_left_unreviewed_is_called_to_mind_once(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.heard_all()
    assert of(await at(month, month.deadline.remind_at - DAY), "review_due") == said("review_due", "XP-1")
    ((_, data),) = [one for one in await events(month) if one[0] == "report.review_due"]
    assert (data["report_version"], data["working_days"], data["desk"]) == (1, 5, "CATX")


async def test_a_report_that_was_reviewed_or_filed_again_is_not(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.intake.file(month.campaign, "XP-2", HASH)
    await reviewed(month, "accepted")
    await month.tasks.intake.withdraw(month.campaign, "XP-2")
    assert of(await at(month, month.deadline.remind_at - DAY), "review_due") == []


async def test_two_filings_of_one_day_are_two_to_review(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await month.tasks.intake.withdraw(month.campaign, "XP-1")
    await month.tasks.intake.file(month.campaign, "XP-1", OTHER_HASH)
    await month.tasks.heard_all()
    assert of(await at(month, month.deadline.remind_at - DAY), "review_due") == said("review_due", "XP-1")


async def test_a_return_left_lying_is_told_near_its_time_and_after_it(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    gives = month.deadline.remind_at.replace(hour=17)
    await reviewed(month, "returned", due_at=gives.isoformat())
    assert of(await at(month, gives - MINUTE), "return_lying") == said("return_lying", "XP-1")
    assert of(await at(month, gives), "return_lying") == said("return_lying", "XP-1", "XP-1")
    lying = [data for type_, data in await events(month) if type_ == "report.return_lying"]
    assert [data["passed"] for data in lying] == [False, True]


async def test_after_a_standstill_a_return_is_told_once_as_past_its_time(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    gives = month.deadline.remind_at.replace(hour=17)
    await reviewed(month, "returned", due_at=gives.isoformat())
    assert of(await at(month, gives + DAY), "return_lying") == said("return_lying", "XP-1")


async def test_a_return_without_a_time_is_called_to_mind_after_some_days_unless_it_was_filed_again(
    month: Month,
) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await reviewed(month, "returned")
    assert of(await at(month, month.deadline.remind_at - 10 * DAY), "return_lying") == said("return_lying", "XP-1")


async def test_a_return_that_was_filed_again_is_not(month: Month) -> None:
    await month.tasks.intake.file(month.campaign, "XP-1", HASH)
    await reviewed(month, "returned")
    await month.tasks.intake.file(month.campaign, "XP-1", OTHER_HASH)
    assert of(await at(month, month.deadline.due_at), "return_lying") == []
