"""What commands about drafts carry."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from chungtay_tasks.bodies import FreeWords
from chungtay_tasks.codes import CampaignId, PlanId, UnitCode
from chungtay_tasks.events.drafts import Operation
from chungtay_tasks.events.parts import Part


class StartDraft(Part):
    """A draft of the campaign `id`: from the reading of `plan`; where the campaign is published, an amendment of it
    (without `plan`: of what stands); with `clone_of` after another campaign, from the day `period_start`.

    `coordinator`: by default the unit of the coordinator who asks.
    """

    id: CampaignId
    plan: PlanId | None = None
    clone_of: CampaignId | None = None
    period_start: dt.date | None = None
    coordinator: UnitCode | None = None


class EditDraft(Part):
    """Operations, done in their order or not at all."""

    operations: Annotated[tuple[Operation, ...], Field(min_length=1, max_length=200)]
    reason: FreeWords | None = None


class PublishDraft(Part):
    """`reason` is needed for an amendment."""

    reason: FreeWords | None = None


class DiscardDraft(Part):
    reason: FreeWords
