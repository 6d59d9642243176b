"""A draft is published as `POST /campaigns` would publish it, or refused with everything that is missing."""

from __future__ import annotations

from typing import Any

import pytest
from draft_scene import NAME, edited, plan, registered, review, started

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.domain import amending, publishing
from chungtay_tasks.domain.drafts import deciding
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.events import CampaignPublished, DraftPublished, DutyAssigned


def publish(state: DraftState, text: str | None = None, *, read_as: int = 1) -> list[Event]:
    return deciding.decide_publish(
        review(state, text), registered(), plan(text), read_as, amending.Campaign(), 0, None
    )  # fmt: skip


def refused(state: DraftState, text: str | None = None, **other: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        publish(state, text, **other)
    return caught.value


def test_the_events_are_those_of_the_campaign_command() -> None:
    *events, last = publish(started())
    command = PublishCampaign.model_validate(review(started()).building.body())
    assert events == publishing.decide_publish(publishing.Ground(registered(), plan()), command)
    assert last == DraftPublished(campaign=NAME, draft_version=1, reason=None)


def test_the_sample_plan_gives_48_duties_and_26_reports() -> None:
    campaign, *duties, _ = publish(started())
    assert isinstance(campaign, CampaignPublished)
    assert len(duties) == 48
    assert sum(expected.required for expected in campaign.expected_reports) == 26
    assert {code for duty in duties if isinstance(duty, DutyAssigned) for code in duty.indicators} <= {
        indicator.code for indicator in campaign.indicators
    }


def test_who_holds_a_duty_reports_its_indicators() -> None:
    campaign, *_ = publish(started())
    assert isinstance(campaign, CampaignPublished)
    reporters = {indicator.code: indicator.reporters for indicator in campaign.indicators}
    assert reporters["PR06"] == ["VHTT"]
    assert reporters["OR07"] == ["SYSTEM"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    nothing = "Phòng chống ma túy\n\n1. Sở Không Ai Biết\n\n- Tuyên truyền tại khu phố."
    found = refused(started(nothing), nothing)
    missing = {problem.field for problem in (found, *found.others)}
    assert found.code == "draft_incomplete"
    assert {"period_start", "period_end", "report_due", "symbol", "place", "issuer", "signer_position"} <= missing


def test_what_the_checks_would_refuse_is_told_before() -> None:
    state = edited(started(), {"op": "set", "field": "period_end", "value": "2024-05-01"})
    told = deciding.would_be_refused(review(state), registered(), plan())
    assert "ends_before_start" in {problem.code for problem in told}
    assert refused(state).code in {problem.code for problem in told}


def test_what_is_asked_for_is_not_told_again_as_an_invalid_field() -> None:
    state = edited(started(), {"op": "set", "field": "report_due", "value": None})
    assert deciding.would_be_refused(review(state), registered(), plan()) == []


def test_a_plan_that_was_read_again_needs_a_new_draft() -> None:
    assert refused(started(), read_as=2).code == "plan_read_again"


def test_what_is_closed_is_neither_edited_nor_published_again() -> None:
    state = DraftState(3, started().started, "published", started().content)
    assert refused(state).code == "draft_closed"
    with pytest.raises(Refusal, match="draft_closed"):
        edited(state, {"op": "drop", "duty": "D01"})


def test_defaults_follow_from_what_is_said() -> None:
    body = review(started()).building.body()
    assert body["unit_report"]["to"] == "UBTX"
    assert body["unit_report"]["via"] == "CATX"
    assert body["consolidated_report"] == {"by": "CATX", "to": "UBTX"}
    assert body["duties"][0]["due"]["text"] == "từ 01/06/2024 đến hết 30/06/2024"
    assert body["title_en"] == body["title_vi"]


def test_fields_that_drafts_do_not_know_go_where_the_command_wants_them() -> None:
    state = edited(started(), {"op": "set", "field": "acceptance", "value": "two_step"})
    state = edited(state, {"op": "set", "field": "unit_report.terms", "value": {"grace": 2}})
    campaign, *_ = publish(state)
    assert isinstance(campaign, CampaignPublished)
    assert campaign.acceptance == "two_step"
    assert campaign.unit_report.terms.grace == 2
