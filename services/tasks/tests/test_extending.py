"""A leader gives one unit more time: given what stands, when it is asked, then this event or that refusal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tasks_samples import NOW, command, published, registered

from chungtay_kernel.testing import Given, given
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.domain.extensions import Extendable, decide_extend, evolve
from chungtay_tasks.domain.publishing import Ground, decide_publish
from chungtay_tasks.domain.publishing import evolve as evolve_publishing
from chungtay_tasks.events import CampaignContent, DeadlineExtended

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNIT = "XP-1"


def campaign(**terms: Any) -> CampaignContent:
    rule = command().unit_report.model_dump(mode="json")
    first, _ = published(unit_report={**rule, "terms": terms})
    return first


def unit(*events: Any, unit: str = UNIT, period: str = "final") -> Given[Extendable]:
    return given(*events, evolve=evolve, initial=Extendable(unit, period))


def asked(day: str, **other: Any) -> ExtendDeadline:
    return ExtendDeadline.model_validate(
        {"unit": UNIT, "last_valid_day": day, "reason": "Mưa lũ, mất điện ba ngày.", **other}
    )


def extended(day: str, moment: str, **other: Any) -> DeadlineExtended:
    return DeadlineExtended(
        campaign="dot-thu", unit=UNIT, due_at=datetime.fromisoformat(moment).replace(tzinfo=ZONE),
        last_valid_day=date.fromisoformat(day), reason="Mưa lũ, mất điện ba ngày.", **other,
    )  # fmt: skip


FIVE = extended("2024-07-05", "2024-07-06T00:00")


def test_the_whole_last_day_is_in_time() -> None:
    unit(campaign()).when(decide_extend, asked("2024-07-05"), NOW).then(FIVE)


def test_an_hour_is_in_time_through_its_minute() -> None:
    expected = extended("2024-07-05", "2024-07-05T16:31")
    unit(campaign()).when(decide_extend, asked("2024-07-05", time="16:30"), NOW).then(expected)


def test_grace_and_lock_move_along() -> None:
    moved = {name: datetime(2024, 7, day, tzinfo=ZONE) for name, day in (("grace_until", 9), ("lock_at", 11))}
    unit(campaign(grace=1, lock=3)).when(decide_extend, asked("2024-07-05"), NOW).then(
        extended("2024-07-05", "2024-07-06T00:00", **moved)
    )


def test_it_may_be_given_after_the_deadline_has_passed() -> None:
    unit(campaign()).when(decide_extend, asked("2024-07-05"), NOW + timedelta(days=29)).then(FIVE)


def test_a_second_one_goes_on_from_the_first() -> None:
    later = extended("2024-07-08", "2024-07-09T00:00")
    unit(campaign(), FIVE).when(decide_extend, asked("2024-07-08"), NOW).then(later)
    unit(campaign(), FIVE).when(decide_extend, asked("2024-07-04"), NOW).then_refused(
        "not_an_extension", "last_valid_day"
    )


@pytest.mark.parametrize(
    ("day", "now", "code"),
    [
        ("2024-06-30", NOW, "not_an_extension"),
        ("2024-06-29", NOW, "not_an_extension"),
        ("2024-07-05", NOW + timedelta(days=60), "in_the_past"),
        ("2224-07-05", NOW, "date_far_off"),
    ],
)
def test_a_time_that_is_no_later_or_has_passed_is_refused(day: str, now: datetime, code: str) -> None:
    unit(campaign()).when(decide_extend, asked(day), now).then_refused(code, "last_valid_day")


def test_a_report_that_nobody_expects_cannot_be_extended() -> None:
    unit(campaign(), unit="YTE").when(decide_extend, asked("2024-07-05"), NOW).then_refused("report_not_expected")
    unit(campaign(), period="2024-06").when(decide_extend, asked("2024-07-05"), NOW).then_refused("period_unknown")


def test_an_amendment_that_gives_everyone_more_outweighs_it() -> None:
    rule = command().unit_report.model_dump(mode="json")
    more = {**rule, "due": {"date": "2024-07-20", "comparison": "by", "text": "chậm nhất ngày 20/7/2024"}}
    amended, _ = published(unit_report=more)
    unit(amended, FIVE).when(decide_extend, asked("2024-07-10"), NOW).then_refused("not_an_extension")


def test_a_lock_within_the_grace_is_refused_when_the_campaign_is_published() -> None:
    rule = command().unit_report.model_dump(mode="json")
    wrong = command(unit_report={**rule, "terms": {"grace": 3, "lock": 2}})
    ground = Ground({unit.code: unit for unit in registered()})
    refused = given(evolve=evolve_publishing, initial=ground).when(decide_publish, wrong)
    refused.then_refused("lock_before_grace", "unit_report.terms.lock")
