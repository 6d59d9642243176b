"""Plans as read, before a campaign rests on them and after."""

from hashlib import sha256

from chungtay_kernel.testing import given
from chungtay_tasks.bodies import ReadPlan
from chungtay_tasks.domain.plans import Plan, decide_read, evolve
from chungtay_tasks.events import PlanRead

COMMAND = ReadPlan(id="ke-hoach", text="Kế hoạch")
READ = PlanRead(
    plan="ke-hoach", text_sha256=sha256("Kế hoạch".encode()).hexdigest(), text="Kế hoạch", reading={"text": "Kế hoạch"}
)


def test_a_plan_is_kept_with_its_text_and_what_was_read_in_it() -> None:
    given(evolve=evolve, initial=Plan()).when(decide_read, COMMAND, {"text": "Kế hoạch"}).then(READ)


def test_a_plan_may_be_read_again() -> None:
    given(READ, evolve=evolve, initial=Plan()).when(decide_read, COMMAND, {"text": "Kế hoạch"}).then(READ)


def test_a_plan_that_a_campaign_rests_on_stays_as_it_was_read() -> None:
    standing = given(READ, READ, evolve=evolve, initial=Plan(campaign="dot-thu"))
    standing.when(decide_read, COMMAND, {}).then_refused("plan_in_use", "id")
