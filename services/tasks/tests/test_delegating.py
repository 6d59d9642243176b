"""The head of a unit has an account of the unit see to a duty."""

from tasks_samples import CAMPAIGN, published

from chungtay_kernel.testing import given
from chungtay_tasks.domain.delegations import Delegation, decide_delegate, decide_revoke, evolve
from chungtay_tasks.domain.duties import Assignment
from chungtay_tasks.duty_bodies import Delegate, RevokeDelegation
from chungtay_tasks.events import AssignmentAcknowledged, DelegationRevoked, DutyChanged, DutyDelegated, DutyDropped

DUTY = published()[1][1]
WHERE = {"campaign": CAMPAIGN, "duty": "D2", "unit": "XP-1"}
NAMED = DutyDelegated(**WHERE, account="canbo.vhxh", reason="Phụ trách tuyên truyền.")
OTHER = DutyDelegated(**WHERE, account="canbo.congan", reason=None)
TAKEN_BACK = DelegationRevoked(**WHERE, account="canbo.vhxh", reason=None)
XP_1 = Delegation(Assignment("XP-1"))


def naming(event: DutyDelegated) -> tuple[str, str, Delegate]:
    return CAMPAIGN, "D2", Delegate(unit=event.unit, account=event.account, reason=event.reason)


def test_a_duty_is_delegated_to_an_account() -> None:
    given(DUTY, evolve=evolve, initial=XP_1).when(decide_delegate, *naming(NAMED)).then(NAMED)


def test_another_account_takes_its_place() -> None:
    given(DUTY, NAMED, evolve=evolve, initial=XP_1).when(decide_delegate, *naming(OTHER)).then(OTHER)


def test_the_same_account_is_not_named_twice() -> None:
    standing = given(DUTY, NAMED, evolve=evolve, initial=XP_1)
    standing.when(decide_delegate, *naming(NAMED)).then_refused("already_delegated", "account")


def test_an_acknowledgement_leaves_the_delegation_as_it_is() -> None:
    standing = given(DUTY, NAMED, AssignmentAcknowledged(**WHERE), evolve=evolve, initial=XP_1).state
    assert (standing.account, standing.assignment.acknowledged) == ("canbo.vhxh", True)


def test_what_another_unit_delegated_is_its_own() -> None:
    of_another = NAMED.model_copy(update={"unit": "XP-2"})
    assert given(DUTY, of_another, evolve=evolve, initial=XP_1).state.account is None


def test_it_is_taken_back_and_can_be_given_again() -> None:
    back = (CAMPAIGN, "D2", RevokeDelegation(unit="XP-1"))
    given(DUTY, NAMED, evolve=evolve, initial=XP_1).when(decide_revoke, *back).then(TAKEN_BACK)
    again = given(DUTY, NAMED, TAKEN_BACK, evolve=evolve, initial=XP_1)
    again.when(decide_delegate, *naming(NAMED)).then(NAMED)
    again.when(decide_revoke, *back).then_refused("not_delegated", "unit")


def test_only_a_holder_delegates_and_only_a_duty_that_stands() -> None:
    partner = Delegation(Assignment("YTE"))
    asked = Delegate(unit="YTE", account="a")
    given(DUTY, evolve=evolve, initial=partner).when(decide_delegate, CAMPAIGN, "D2", asked).then_refused(
        "not_a_holder"
    )
    dropped = DutyDropped(campaign=CAMPAIGN, duty="D2", reason="Bỏ theo kế hoạch sửa đổi.")
    refused = given(DUTY, dropped, evolve=evolve, initial=XP_1).when(decide_delegate, *naming(NAMED))
    assert refused.then_refused("duty_unknown").status == 404


def test_it_ends_when_the_unit_leaves_the_duty_and_does_not_come_back_with_it() -> None:
    without = DutyChanged(**{**dict(DUTY), "units": ["XP-2"]}, reason="Điều chỉnh.")
    back = DutyChanged(**dict(DUTY), reason="Điều chỉnh lại.")
    standing = given(DUTY, NAMED, without, back, evolve=evolve, initial=XP_1)
    assert standing.state.account is None
    standing.when(decide_delegate, *naming(NAMED)).then(NAMED)
