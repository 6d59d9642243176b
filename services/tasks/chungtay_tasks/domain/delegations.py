"""The head of a unit has an account of the unit see to a duty. Both answer for it, and the head may take it back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.domain import duties
from chungtay_tasks.duty_bodies import Delegate, RevokeDelegation
from chungtay_tasks.events import DelegationRevoked, DutyDelegated


@dataclass(frozen=True, slots=True)
class Delegation:
    """One unit's part in a duty, and the account that sees to it; None: the unit's head alone."""

    assignment: duties.Assignment
    account: str | None = None


def evolve(delegation: Delegation, event: Event) -> Delegation:
    match event:
        case DutyDelegated() if event.unit == delegation.assignment.unit:
            return replace(delegation, account=event.account)
        case DelegationRevoked() if event.unit == delegation.assignment.unit:
            return replace(delegation, account=None)
        case _:
            assignment = duties.evolve(delegation.assignment, event)
            return Delegation(assignment, delegation.account if _is_held(assignment) else None)


def _is_held(assignment: duties.Assignment) -> bool:
    return assignment.duty is not None and assignment.unit in assignment.duty.units


def decide_delegate(delegation: Delegation, campaign: str, duty: str, command: Delegate) -> list[Event]:
    """`duty.delegated`; another account takes the place of the one before. Raises Refusal where the unit does not hold
    the duty, or the account sees to it already."""
    duties.require_held(delegation.assignment, duty)
    if delegation.account == command.account:
        raise _already_delegated(duty, command.account)
    return [
        DutyDelegated(
            campaign=campaign, duty=duty, unit=command.unit, account=command.account, reason=command.reason
        )
    ]  # fmt: skip


def decide_revoke(delegation: Delegation, campaign: str, duty: str, command: RevokeDelegation) -> list[Event]:
    """`delegation.revoked`; raises Refusal where nobody was named."""
    if delegation.account is None:
        raise _not_delegated(duty, command.unit)
    return [
        DelegationRevoked(
            campaign=campaign, duty=duty, unit=command.unit, account=delegation.account, reason=command.reason
        )
    ]  # fmt: skip


def _already_delegated(duty: str, account: str) -> Refusal:
    return Refusal(
        "already_delegated", 409, field="account", value=account,
        vi=f"Nhiệm vụ {duty} đã giao cho tài khoản này.", en=f"The duty {duty} lies with this account already.",
        expected_vi="một tài khoản khác của đơn vị", expected_en="another account of the unit",
        remedy_vi="Không cần làm gì thêm, hoặc giao cho tài khoản khác.",
        remedy_en="Nothing is left to do, or name another account.",
    )  # fmt: skip


def _not_delegated(duty: str, unit: str) -> Refusal:
    return Refusal(
        "not_delegated", 409, field="unit", value=unit,
        vi=f"{unit} chưa giao nhiệm vụ {duty} cho tài khoản nào.", en=f"{unit} has delegated {duty} to nobody.",
        expected_vi="một nhiệm vụ đang giao trong đơn vị", expected_en="a duty delegated within the unit",
        remedy_vi="Giao trước, hoặc xem: chungtay duty show ĐỢT "
        f"{duty} --unit {unit} --history.", remedy_en="See GET …/duties/{duty}/delegations.",
    )  # fmt: skip
