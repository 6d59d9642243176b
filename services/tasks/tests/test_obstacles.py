"""Obstacles: raised, answered, closed, reopened."""

import pytest
from pydantic import ValidationError
from tasks_samples import CAMPAIGN

from chungtay_kernel.testing import given
from chungtay_tasks.domain.obstacles import (
    NONE,
    decide_answer,
    decide_close,
    decide_raise,
    decide_reopen,
    evolve,
)
from chungtay_tasks.duty_bodies import AnswerObstacle, CloseObstacle, RaiseObstacle, ReopenObstacle
from chungtay_tasks.events import ObstacleAnswered, ObstacleClosed, ObstacleRaised, ObstacleReopened

ID = "0190163d-8694-739b-aea5-966c26f8ad90"
WHOSE = {"campaign": CAMPAIGN, "obstacle": ID, "duty": "D2", "unit": "XP-1"}
RAISED = ObstacleRaised(**WHOSE, text="Chưa có kinh phí in tờ rơi.")
ANSWERED = ObstacleAnswered(**WHOSE, text="Dùng tờ rơi Công an thị xã đã in.")
CLOSED = ObstacleClosed(**WHOSE, outcome="Đã nhận 2.000 tờ rơi.")
REOPENED = ObstacleReopened(**WHOSE, reason="Tờ rơi không đủ.")

ASK = RaiseObstacle(unit="XP-1", duty="D2", text=RAISED.text)
ANSWER = AnswerObstacle(text=ANSWERED.text)
CLOSE = CloseObstacle(outcome=CLOSED.outcome)
REOPEN = ReopenObstacle(reason=REOPENED.reason)


def test_a_unit_that_takes_part_raises_an_obstacle() -> None:
    given(evolve=evolve, initial=["XP-1", "YTE"]).when(decide_raise, CAMPAIGN, ID, ASK).then(RAISED)


def test_whoever_has_no_part_in_the_duty_raises_none() -> None:
    given(evolve=evolve, initial=["YTE"]).when(decide_raise, CAMPAIGN, ID, ASK).then_refused("no_part_in_duty", "unit")


def test_it_is_answered_as_often_as_it_takes() -> None:
    given(RAISED, evolve=evolve, initial=NONE).when(decide_answer, ANSWER).then(ANSWERED)
    given(RAISED, ANSWERED, evolve=evolve, initial=NONE).when(decide_answer, ANSWER).then(ANSWERED)


def test_it_is_closed_with_its_outcome_answered_or_not() -> None:
    given(RAISED, evolve=evolve, initial=NONE).when(decide_close, CLOSE).then(CLOSED)
    given(RAISED, ANSWERED, evolve=evolve, initial=NONE).when(decide_close, CLOSE).then(CLOSED)


def test_what_is_closed_is_neither_answered_nor_closed_again() -> None:
    closed = given(RAISED, CLOSED, evolve=evolve, initial=NONE)
    closed.when(decide_answer, ANSWER).then_refused("obstacle_closed")
    closed.when(decide_close, CLOSE).then_refused("obstacle_closed")


def test_it_is_reopened_and_then_waits_for_an_answer_again() -> None:
    given(RAISED, ANSWERED, CLOSED, evolve=evolve, initial=NONE).when(decide_reopen, REOPEN).then(REOPENED)
    reopened = given(RAISED, ANSWERED, CLOSED, REOPENED, evolve=evolve, initial=NONE)
    assert reopened.state.state == "open"
    reopened.when(decide_close, CLOSE).then(CLOSED)


def test_what_stands_in_the_way_is_not_reopened() -> None:
    given(RAISED, ANSWERED, evolve=evolve, initial=NONE).when(decide_reopen, REOPEN).then_refused("obstacle_open")


def test_what_nobody_raised_is_unknown() -> None:
    refused = given(evolve=evolve, initial=NONE).when(decide_close, CLOSE).then_refused("obstacle_unknown")
    assert refused.status == 404


@pytest.mark.parametrize("text", ["Gọi 0912 345 678", "CCCD 024085001234", ""])
def test_its_words_name_no_person_and_are_not_empty(text: str) -> None:
    with pytest.raises(ValidationError):
        RaiseObstacle(unit="XP-1", duty="D2", text=text)
