"""Publishing a campaign: the fan-out of its duties, and everything that can be wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from tasks_samples import campaign, command, duty, published, registered

from chungtay_kernel.testing import Given, given
from chungtay_tasks.domain.cautions import cautions
from chungtay_tasks.domain.publishing import EMPTY, Ground, decide_publish, evolve
from chungtay_tasks.events import CampaignPublished, PlanRead

PLAN = PlanRead(plan="ke-hoach", text_sha256="0" * 64, text="Mười chữ.", reading={"text": "0123456789"})


def ground(*events: Any) -> Given[Ground]:
    return given(*registered(), *events, evolve=evolve, initial=EMPTY)


def test_a_campaign_is_published_with_its_duties_in_order() -> None:
    campaign_event, duties = published()
    ground().when(decide_publish, command()).then(campaign_event, *duties)
    assert [d.duty for d in duties] == ["D1", "D2", "D3", "D4"]


def test_each_duty_is_held_by_the_units_behind_its_holders() -> None:
    _, duties = published()
    assert [d.units for d in duties] == [["CATX"], ["XP-1", "XP-2"], ["TAND"], ["CATX", "XP-1", "XP-2"]]


def test_a_group_without_members_is_visibly_unassigned() -> None:
    _, duties = published(duties=[duty(holders=["G-BCD"])])
    assert duties[0].units == []
    assert duties[0].unassigned == ["G-BCD"]


def test_the_campaign_keeps_its_units_as_they_are_now_and_its_groups_without_groups_in_them() -> None:
    event, _ = published()
    assert [u.name_vi for u in event.units if u.code == "XP-1"] == ["UBND phường Một"]
    assert {g.code: g.members for g in event.groups} == {
        "G-XP": ["XP-1", "XP-2"], "G-BCD": None, "G-ALL": ["CATX", "XP-1", "XP-2"],
    }  # fmt: skip


def test_the_deadline_is_fixed_as_an_instant() -> None:
    event, _ = published()
    assert event.unit_report.due_at.isoformat() == "2024-07-01T00:00:00+07:00"
    assert event.unit_report.last_valid_day.isoformat() == "2024-06-30"


def test_a_campaign_is_published_once() -> None:
    event, _ = published()
    ground(event).when(decide_publish, command()).then_refused("campaign_published", "id")


def test_a_plan_it_names_must_have_been_read() -> None:
    ground().when(decide_publish, command(plan="ke-hoach")).then_refused("plan_unknown", "plan")
    events = ground(PLAN).when(decide_publish, command(plan="ke-hoach")).events
    assert isinstance(events[0], CampaignPublished)
    assert events[0].plan == "ke-hoach"


def test_a_duty_keeps_its_place_in_the_plan() -> None:
    span = {"start": 2, "end": 10, "paragraph_start": 0}
    wish = command(plan="ke-hoach", duties=[duty(span=span)])
    assert ground(PLAN).when(decide_publish, wish).events[1].model_dump()["span"] == span


@pytest.mark.parametrize(
    "span",
    [
        {"start": 2, "end": 11, "paragraph_start": 0},
        {"start": 3, "end": 3, "paragraph_start": 0},
        {"start": 2, "end": 5, "paragraph_start": 3},
        {"start": 2, "end": 5, "paragraph_start": -1},
    ],
)
def test_a_place_lies_within_the_plan(span: dict[str, int]) -> None:
    wish = command(plan="ke-hoach", duties=[duty(span=span)])
    ground(PLAN).when(decide_publish, wish).then_refused("span_outside", "duties[0].span")


def test_without_a_plan_there_is_no_place() -> None:
    wish = command(duties=[duty(span={"start": 0, "end": 1, "paragraph_start": 0})])
    ground().when(decide_publish, wish).then_refused("span_outside", "duties[0].span")


def indicator(**other: Any) -> dict[str, Any]:
    return {**campaign()["indicators"][0], **other}


def due(**other: Any) -> dict[str, Any]:
    return {"comparison": "by", "text": "như kế hoạch", **other}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"units": [*campaign()["units"], "XP-9"]}, "unit_unknown", "units"),
    ({"units": [*campaign()["units"], "CATX"]}, "named_twice", "units"),
    ({"issuer": "XP-9"}, "campaign_unit_unknown", "issuer"),
    ({"coordinator": "XP-9"}, "campaign_unit_unknown", "coordinator"),
    ({"period": {"start": "2024-06-30", "end": "2024-06-01"}}, "ends_before_start", "period.end"),
    ({"period": {"start": "0001-01-01", "end": "2024-06-30"}}, "date_far_off", "period.start"),
    ({"period": {"start": "2024-06-01", "end": "9999-12-31"}}, "date_far_off", "period.end"),
    ({"timezone": "Asia/Viet_Yen"}, "timezone_unknown", "timezone"),
    ({"timezone": "../etc/passwd"}, "timezone_unknown", "timezone"),
    ({"groups": [{"code": "G", "name_vi": "G", "members": ["XP-9"]}]}, "holder_unknown", "groups[0].members"),
    ({"groups": [{"code": "CATX", "name_vi": "G", "members": ["YTE"]}]}, "named_twice", "groups"),
    ({"groups": [{"code": "G", "name_vi": "G", "members": ["G"]}]}, "group_in_circle", "groups[0].members"),
    ({"indicators": [indicator(), indicator()]}, "named_twice", "indicators"),
    ({"indicators": [indicator(reporters=["KHAC"])]}, "reporter_unknown", "indicators[0].reporters"),
    ({"indicators": [indicator(owners=["ALL"])]}, "holder_unknown", "indicators[0].owners"),
    ({"expected_reports": [{"unit": "XP-9"}]}, "campaign_unit_unknown", "expected_reports"),
    ({"expected_reports": [{"unit": "CATX"}, {"unit": "CATX"}]}, "named_twice", "expected_reports"),
    ({"unit_report": {"to": "XP-9", "due": due(date="2024-07-01")}}, "campaign_unit_unknown", "unit_report"),
    ({"unit_report": {"to": "UBTX", "due": due()}}, "due_rule_invalid", "unit_report.due.date"),
    ({"unit_report": {"to": "UBTX", "due": due(date="0001-01-01")}}, "date_far_off", "unit_report.due.date"),
    ({"unit_report": {"to": "UBTX", "due": due(date="9999-12-31")}}, "date_far_off", "unit_report.due.date"),
    (
        {"consolidated_report": {"by": "CATX", "to": "UBTX", "due": due(date="2029-07-01")}},
        "date_far_off",
        "consolidated_report.due.date",
    ),
    ({"unit_report": {"to": "UBTX", "due": due(date="2024-05-31")}}, "date_far_off", "unit_report.due.date"),
    ({"duties": [duty(due=due(date="2019-05-31"))]}, "date_far_off", "duties[0].due.date"),
    ({"consolidated_report": {"by": "XP-9", "to": "UBTX"}}, "campaign_unit_unknown", "consolidated_report"),
    ({"duties": [duty(), duty()]}, "named_twice", "duties"),
    ({"duties": [duty(holders=["XP-9"])]}, "holder_unknown", "duties[0].holders"),
    ({"duties": [duty(holders=["CATX", "CATX"])]}, "named_twice", "duties[0].holders"),
    ({"duties": [duty(partners=["XP-9"])]}, "holder_unknown", "duties[0].partners"),
    ({"duties": [duty(indicators=["PR99"])]}, "indicator_unknown", "duties[0].indicators"),
    ({"duties": [duty(due=due(comparison="before"))]}, "due_rule_invalid", "duties[0].due.date"),
    ({"duties": [duty(due=due(time="16:00"))]}, "due_rule_invalid", "duties[0].due.time"),
    ({"duties": [duty(due=due(recurrence="mỗi thứ Sáu"))]}, "due_rule_invalid", "duties[0].due.recurrence"),
]


@pytest.mark.parametrize(("other", "code", "field"), WRONG, ids=[f"{code}-{field}" for _, code, field in WRONG])
def test_what_is_wrong_is_refused_by_its_field_in_both_languages(other: dict[str, Any], code: str, field: str) -> None:
    refusals = ground().when(decide_publish, command(**other)).then_refused
    refusal = _named(refusals, code, field)
    assert all(refusal.detail.values())
    assert all(refusal.expected.values())
    assert all(refusal.remedy.values())


def _named(then_refused: Any, code: str, field: str) -> Any:
    """One wrong thing may make others wrong: the one looked for is among them."""
    first = then_refused.__self__.refusal
    assert first is not None
    return next(r for r in (first, *first.others) if (r.code, r.field) == (code, field))


@pytest.mark.parametrize(
    "rule",
    [
        due(recurrence="FREQ=WEEKLY;BYDAY=FR", time="16:00"),
        due(after="báo cáo của các đơn vị"),
        due(comparison="before", date="2024-06-15", time="16:00"),
        due(comparison="during", date="2024-06-15"),
        due(comparison="before", date="2024-05-25"),
        due(),
    ],
)
def test_every_sort_of_due_rule_is_taken(rule: dict[str, Any]) -> None:
    assert ground().when(decide_publish, command(duties=[duty(due=rule)])).refusal is None


def test_a_deadline_on_a_sunday_and_a_group_without_members_are_worth_a_second_look() -> None:
    event, duties = published()
    assert {c["code"] for c in cautions([event, *duties])} == {"deadline_on_day_off", "group_without_members"}


def test_a_deadline_before_the_day_of_issue_is_kept_and_said() -> None:
    event, duties = published(issue_date="2024-07-10")
    assert "deadline_before_issue" in {c["code"] for c in cautions([event, *duties])}
