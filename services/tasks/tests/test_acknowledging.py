"""A unit takes note of its duties."""

from tasks_samples import CAMPAIGN, published

from chungtay_kernel.testing import given
from chungtay_tasks.domain.duties import Assignment, decide_acknowledge, evolve
from chungtay_tasks.events import AssignmentAcknowledged

DUTY = published()[1][1]
DONE = AssignmentAcknowledged(campaign=CAMPAIGN, duty="D2", unit="XP-1")


def test_a_holder_acknowledges_its_duty() -> None:
    given(DUTY, evolve=evolve, initial=Assignment("XP-1")).when(decide_acknowledge, "D2").then(DONE)


def test_what_another_unit_did_is_not_ones_own() -> None:
    given(DUTY, DONE, evolve=evolve, initial=Assignment("XP-2")).when(decide_acknowledge, "D2").then(
        DONE.model_copy(update={"unit": "XP-2"})
    )


def test_once_is_enough() -> None:
    standing = given(DUTY, DONE, evolve=evolve, initial=Assignment("XP-1"))
    standing.when(decide_acknowledge, "D2").then_refused("already_acknowledged", "unit")


def test_only_a_holder_can() -> None:
    given(DUTY, evolve=evolve, initial=Assignment("YTE")).when(decide_acknowledge, "D2").then_refused("not_a_holder")


def test_a_partner_is_told_that_it_need_not() -> None:
    duty = DUTY.model_copy(update={"partners": ["YTE"]})
    refused = given(duty, evolve=evolve, initial=Assignment("YTE")).when(decide_acknowledge, "D2")
    assert "không phải nhận việc" in refused.then_refused("not_a_holder", "unit").detail["vi"]


def test_there_must_be_such_a_duty() -> None:
    refused = given(evolve=evolve, initial=Assignment("XP-1")).when(decide_acknowledge, "D9")
    assert refused.then_refused("duty_unknown", "duty").status == 404
