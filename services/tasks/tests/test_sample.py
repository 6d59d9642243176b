"""The sample campaign adds up."""

from __future__ import annotations

from collections import Counter

from chungtay_tasks import sample
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.directory import Directory
from chungtay_tasks.directory.bodies import RegisterUnits
from chungtay_tasks.directory.deciding import decide_register
from chungtay_tasks.domain.publishing import Ground, decide_publish
from chungtay_tasks.events import CampaignPublished, DutyAssigned, PlanRead, UnitRegistered
from chungtay_tasks.plan import read_plan

JUDICIARY = {"VKS", "TAND", "THADS"}


def published() -> tuple[CampaignPublished, list[DutyAssigned]]:
    planned = decide_register(Directory(), RegisterUnits.model_validate({"units": sample.units()}))
    units = [change.event() for change in planned.changes]
    directory = {unit.code: unit for unit in units if isinstance(unit, UnitRegistered)}
    reading = read_plan(sample.plan_text()).model_dump(mode="json")
    plan = PlanRead(plan="chung-tay-2024-06", text_sha256="", text=sample.plan_text(), reading=reading)
    campaign, *duties = decide_publish(Ground(directory, plan), PublishCampaign.model_validate(sample.campaign()))
    assert isinstance(campaign, CampaignPublished)
    return campaign, [duty for duty in duties if isinstance(duty, DutyAssigned)]


CAMPAIGN, DUTIES = published()


def test_it_has_31_units_26_required_reports_and_three_bodies_free_to_answer() -> None:
    assert len(CAMPAIGN.units) == 31
    assert Counter(unit.kind for unit in CAMPAIGN.units)["commune"] == 17
    assert sum(expected.required for expected in CAMPAIGN.expected_reports) == 26
    assert {e.unit for e in CAMPAIGN.expected_reports if not e.required} == JUDICIARY


def test_it_has_81_indicators_of_which_59_are_core() -> None:
    assert len(CAMPAIGN.indicators) == 81
    assert sum(indicator.core for indicator in CAMPAIGN.indicators) == 59


def test_it_has_48_duties_in_20_paragraphs_two_of_them_requests() -> None:
    assert [duty.duty for duty in DUTIES] == [f"D{number:02}" for number in range(1, 49)]
    assert len({duty.span.paragraph_start for duty in DUTIES if duty.span}) == 20
    assert [duty.duty for duty in DUTIES if duty.mode == "request"] == ["D27", "D28"]


def test_each_duty_is_found_in_the_plan_word_for_word() -> None:
    text = read_plan(sample.plan_text()).text
    for duty in DUTIES:
        assert duty.span is not None, duty.duty
        assert text[duty.span.start : duty.span.end] == duty.text


def test_duties_fan_out_to_41_assignments_of_named_bodies_and_204_of_communes() -> None:
    named = [duty for duty in DUTIES if not any(holder.startswith("G-") for holder in duty.holders)]
    communes = [duty for duty in DUTIES if duty.holders == ["G-XP"]]
    everyone = [duty for duty in DUTIES if duty.holders == ["G-ALL"]]
    assert sum(len(duty.units) for duty in named) == 41
    assert sum(len(duty.units) for duty in communes) == 12 * 17 == 204
    assert [len(duty.units) for duty in everyone] == [26, 26, 26]
    assert Counter(unit for duty in named for unit in duty.units)["CATX"] == 11


def test_the_steering_committees_members_are_visibly_unassigned() -> None:
    members = [duty for duty in DUTIES if duty.holders == ["G-BCD"]]
    assert [duty.duty for duty in members] == ["D29", "D30", "D31"]
    assert all(duty.units == [] and duty.unassigned == ["G-BCD"] for duty in members)
    assert {duty.duty for duty in DUTIES if duty.unassigned} == {"D29", "D30", "D31", "D44", "D45", "D46"}


def test_its_units_must_report_strictly_before_the_first_of_july() -> None:
    assert CAMPAIGN.unit_report.due_at.isoformat() == "2024-07-01T00:00:00+07:00"
    assert CAMPAIGN.unit_report.last_valid_day.isoformat() == "2024-06-30"
    assert (CAMPAIGN.number, CAMPAIGN.issue_date, CAMPAIGN.issue_month) == (None, None, "2024-06")


def test_it_agrees_with_what_its_plan_says() -> None:
    reading = read_plan(sample.plan_text())
    assert reading.period.start == CAMPAIGN.period.start
    assert reading.period.end == CAMPAIGN.period.end
    assert len(reading.recipients) == len(CAMPAIGN.recipients) == 11


def test_the_events_fit_into_the_log() -> None:
    assert len(CAMPAIGN.encode()) < 64 * 1024
