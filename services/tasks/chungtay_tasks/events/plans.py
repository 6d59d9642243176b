"""Plans as read."""

from __future__ import annotations

from typing import Any, ClassVar

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId


class PlanRead(Event):
    """A plan's text was read; nothing follows from it until a campaign is published."""

    TYPE: ClassVar[str] = "plan.read"
    plan: CampaignId
    text_sha256: str
    text: str
    reading: dict[str, Any]
