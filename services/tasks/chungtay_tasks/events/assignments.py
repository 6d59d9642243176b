"""What a unit does with a duty it holds."""

from __future__ import annotations

from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import AccountId, CampaignId, DutyId, UnitCode, Words


class AssignmentAcknowledged(Event):
    """A unit took note of a duty."""

    TYPE: ClassVar[str] = "assignment.acknowledged"
    campaign: CampaignId
    duty: DutyId
    unit: UnitCode


class DutyDelegated(Event):
    """The head of a unit named an account of the unit that sees to a duty; both answer for it."""

    TYPE: ClassVar[str] = "duty.delegated"
    campaign: CampaignId
    duty: DutyId
    unit: UnitCode
    account: AccountId
    reason: Words | None


class DelegationRevoked(Event):
    """A duty lies with the unit's head alone again."""

    TYPE: ClassVar[str] = "delegation.revoked"
    campaign: CampaignId
    duty: DutyId
    unit: UnitCode
    account: AccountId
    reason: Words | None
