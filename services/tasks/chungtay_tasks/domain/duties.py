"""A unit acknowledges a duty it holds, once."""

from __future__ import annotations

from dataclasses import dataclass

from chungtay_kernel.events import Event
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import AssignmentAcknowledged, DutyContent, DutyDropped


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part in one duty; `duty` None: the campaign has no such duty, or not any more."""

    unit: str
    duty: DutyContent | None = None
    acknowledged: bool = False

    @property
    def partners(self) -> bool:
        """Named as a partner, and no holder."""
        return self.duty is not None and self.unit in self.duty.partners and self.unit not in self.duty.units


def evolve(assignment: Assignment, event: Event) -> Assignment:
    match event:
        case DutyContent():
            return Assignment(assignment.unit, event, assignment.acknowledged)
        case DutyDropped():
            return Assignment(assignment.unit, None, assignment.acknowledged)
        case AssignmentAcknowledged() if event.unit == assignment.unit:
            return Assignment(assignment.unit, assignment.duty, acknowledged=True)
        case _:
            return assignment


def decide_acknowledge(assignment: Assignment, duty: str) -> list[Event]:
    """`assignment.acknowledged`; raises Refusal where the unit does not hold the duty or did so before."""
    if assignment.duty and assignment.partners:
        raise refusals.partners_need_not_acknowledge(duty, assignment.unit)
    held = require_held(assignment, duty)
    if assignment.acknowledged:
        raise refusals.already_acknowledged(duty, assignment.unit)
    return [AssignmentAcknowledged(campaign=held.campaign, duty=duty, unit=assignment.unit)]


def require_held(assignment: Assignment, duty: str) -> DutyContent:
    """The duty, which the unit holds; raises Refusal (404, 422)."""
    if assignment.duty is None:
        raise refusals.unknown("duty", "duty", duty, status=404)
    if assignment.unit not in assignment.duty.units:
        raise refusals.not_a_holder(duty, assignment.unit)
    return assignment.duty
