"""The command on a deadline: load what stands, have the domain decide, name the stream."""

from __future__ import annotations

from functools import reduce
from typing import Any

from chungtay_kernel.events import Decision, Draft
from chungtay_kernel.http import Call
from chungtay_kernel.service import Service
from chungtay_tasks import queries, streams
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.domain.extensions import Extendable, decide_extend, evolve
from chungtay_tasks.events import EVENTS, CampaignContent, DeadlineExtended
from chungtay_tasks.guarding import unless_amended


@unless_amended
async def extend(service: Service, campaign: str, call: Call[ExtendDeadline]) -> Decision:
    published, command = await cleared(service, campaign, call), call.body
    stream = streams.expected_report(campaign, command.unit, command.period)
    history = [EVENTS.load(stored) for stored in await service.log.stream(stream)]
    state = reduce(evolve, [published, *history], Extendable(command.unit, command.period))
    events = decide_extend(state, command, await service.clock.now())
    return Decision([Draft(stream, len(history), events, campaign)], _extended(events[0]))


async def cleared(service: Service, campaign: str, call: Call[ExtendDeadline]) -> CampaignContent:
    """The campaign as it stands; the call is cleared for its issuer. Raises Refusal."""
    published = await queries.campaign(service.database.engine, campaign)
    call.act_for(published.issuer)
    return published


def _extended(event: Any) -> dict[str, Any]:
    assert isinstance(event, DeadlineExtended)
    return event.model_dump(exclude={"reason"})
