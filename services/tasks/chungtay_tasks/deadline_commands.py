"""The command on a deadline: load what stands, have the domain decide, name the stream."""

from __future__ import annotations

from functools import reduce
from typing import Any

from chungtay_kernel.events import Decision, Draft
from chungtay_kernel.service import Service
from chungtay_tasks import streams
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.domain.extensions import Extendable, decide_extend, evolve
from chungtay_tasks.events import EVENTS, CampaignContent, DeadlineExtended


async def extend(service: Service, campaign: CampaignContent, command: ExtendDeadline) -> Decision:
    stream = streams.expected_report(campaign.campaign, command.unit, command.period)
    history = [EVENTS.load(stored) for stored in await service.log.stream(stream)]
    state = reduce(evolve, [campaign, *history], Extendable(command.unit, command.period))
    events = decide_extend(state, command, await service.clock.now())
    return Decision([Draft(stream, len(history), events, campaign.campaign)], _extended(events[0]))


def _extended(event: Any) -> dict[str, Any]:
    assert isinstance(event, DeadlineExtended)
    return event.model_dump(exclude={"reason"})
