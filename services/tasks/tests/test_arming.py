"""The timers of each unit's report of each period, by the deadline that stands for it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tasks_samples import command, published

from chungtay_tasks.arming import DUE_SOON, OVERDUE, Armed, of_campaign, still_to_come
from chungtay_tasks.events import CampaignContent, DeadlineExtended

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKLY = {"recurrence": "FREQ=WEEKLY;BYDAY=FR", "time": "16:00", "comparison": "before", "text": "thứ Sáu hằng tuần"}


def weekly() -> CampaignContent:
    rule = command().unit_report.model_dump(mode="json")
    first, _ = published(unit_report={**rule, "recurring": WEEKLY, "terms": {"grace": 1}})
    return first


def told(armed: list[Armed], unit: str, period: str) -> list[tuple[str, str]]:
    return [(one.kind, f"{one.at:%d/%m %H:%M}") for one in armed if (one.unit, one.period) == (unit, period)]


def test_each_period_has_its_reminder_and_its_deadline() -> None:
    armed = list(of_campaign(weekly(), {}))
    assert told(armed, "XP-1", "2024-W24") == [("due-soon", "14/06 07:30"), ("overdue", "18/06 00:00")]
    assert told(armed, "TAND", "2024-W24") == [("due-soon", "14/06 07:30"), ("request-closed", "14/06 16:00")]
    assert told(armed, "XP-1", "final") == [("due-soon", "28/06 07:30"), ("overdue", "02/07 00:00")]
    assert len({one.id for one in armed}) == len(armed)


def test_a_reminder_whose_day_had_passed_is_not_set_unless_it_stood_before() -> None:
    armed = [one for one in of_campaign(weekly(), {}) if (one.unit, one.period) == ("XP-1", "2024-W24")]
    given_at = datetime(2024, 6, 14, 8, tzinfo=ZONE)
    assert [one.kind for one in still_to_come(armed, given_at)] == [OVERDUE]
    assert [one.kind for one in still_to_come(armed, given_at, {one.id for one in armed})] == [DUE_SOON, OVERDUE]


def test_an_extension_of_one_period_leaves_the_others_as_they_are() -> None:
    due_at = datetime(2024, 6, 19, tzinfo=ZONE)
    given = DeadlineExtended(
        campaign="dot-thu", unit="XP-1", period="2024-W24", due_at=due_at, last_valid_day=date(2024, 6, 18),
        reason="Mưa lũ.", grace_until=datetime(2024, 6, 20, tzinfo=ZONE),
    )  # fmt: skip
    before = list(of_campaign(weekly(), {}))
    after = list(of_campaign(weekly(), {("XP-1", "2024-W24"): given}))
    assert told(after, "XP-1", "2024-W24") == [("due-soon", "18/06 07:30"), ("overdue", "20/06 00:00")]
    moved = {one.id for one in before} ^ {one.id for one in after}
    assert all("/XP-1/2024-W24/" in name for name in moved)
