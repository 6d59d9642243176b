"""What a unit does with a duty it holds."""

from __future__ import annotations

from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, DutyId, UnitCode


class AssignmentAcknowledged(Event):
    """A unit took note of a duty."""

    TYPE: ClassVar[str] = "assignment.acknowledged"
    campaign: CampaignId
    duty: DutyId
    unit: UnitCode
