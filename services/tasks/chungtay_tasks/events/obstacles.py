"""What stands in a unit's way: raised on a duty, answered, closed once it is out of the way, reopened if it is not."""

from __future__ import annotations

from typing import ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, DutyId, ObstacleId, UnitCode, Words


class OfObstacle(Event):
    """Whose obstacle it is, and on which duty."""

    campaign: CampaignId
    obstacle: ObstacleId
    duty: DutyId
    unit: UnitCode


class ObstacleRaised(OfObstacle):
    """A unit said what stands in the way of a duty."""

    TYPE: ClassVar[str] = "obstacle.raised"
    text: Words


class ObstacleAnswered(OfObstacle):
    """The coordinator answered an obstacle; there may be several answers."""

    TYPE: ClassVar[str] = "obstacle.answered"
    text: Words


class ObstacleClosed(OfObstacle):
    """An obstacle is out of the way; it counts as removed until it is reopened."""

    TYPE: ClassVar[str] = "obstacle.closed"
    outcome: Words


class ObstacleReopened(OfObstacle):
    """An obstacle that was closed stands in the way still, or again."""

    TYPE: ClassVar[str] = "obstacle.reopened"
    reason: Words
