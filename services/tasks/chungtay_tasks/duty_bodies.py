"""What commands on one duty carry: who sees to it in a unit, and what stands in its way."""

from __future__ import annotations

from typing import Annotated

from chungtay_tasks.bodies import FREE_OF_PERSONS, FreeWords
from chungtay_tasks.codes import AccountId, DutyId, UnitCode
from chungtay_tasks.events import Part


class Delegate(Part):
    """`account` is one of the unit's, as its token names it."""

    unit: UnitCode
    account: Annotated[AccountId, FREE_OF_PERSONS]
    reason: FreeWords | None = None


class RevokeDelegation(Part):
    unit: UnitCode
    reason: FreeWords | None = None


class RaiseObstacle(Part):
    """What stands in the way of a duty that the unit holds or partners in."""

    unit: UnitCode
    duty: DutyId
    text: FreeWords


class AnswerObstacle(Part):
    text: FreeWords


class CloseObstacle(Part):
    """`outcome`: how it was put out of the way."""

    outcome: FreeWords


class ReopenObstacle(Part):
    reason: FreeWords
