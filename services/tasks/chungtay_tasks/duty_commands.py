"""Commands on one duty: load what stands, have the domain decide, name the streams."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from uuid import UUID

from chungtay_kernel.events import Decision, Draft, Event
from chungtay_kernel.service import Service
from chungtay_tasks import queries, streams
from chungtay_tasks.domain import delegations, duties, obstacles, refusals
from chungtay_tasks.domain.groups import expand
from chungtay_tasks.duty_bodies import (
    AnswerObstacle,
    CloseObstacle,
    Delegate,
    RaiseObstacle,
    ReopenObstacle,
    RevokeDelegation,
)
from chungtay_tasks.events import EVENTS, CampaignContent
from chungtay_tasks.guarding import unless_amended


@unless_amended
async def delegate(service: Service, campaign: str, duty: str, command: Delegate) -> Decision:
    standing, at = await _delegation(service, campaign, duty, command.unit)
    events = delegations.decide_delegate(standing, campaign, duty, command)
    answer = {"campaign": campaign, "duty": duty, "unit": command.unit, "account": command.account}
    return Decision(_drafts(campaign, events, at), answer)


@unless_amended
async def revoke(service: Service, campaign: str, duty: str, command: RevokeDelegation) -> Decision:
    standing, at = await _delegation(service, campaign, duty, command.unit)
    events = delegations.decide_revoke(standing, campaign, duty, command)
    answer = {"campaign": campaign, "duty": duty, "unit": command.unit, "account": None}
    return Decision(_drafts(campaign, events, at), answer)


async def _delegation(service: Service, campaign: str, duty: str, unit: str) -> tuple[delegations.Delegation, int]:
    """How a unit's part in a duty stands, and the version of its stream. Both streams count in the log's order: what
    was delegated before the unit left the duty ended with that."""
    own = await service.log.stream(streams.assignment(campaign, duty, unit))
    both = sorted([*await service.log.stream(streams.duty(campaign, duty)), *own], key=lambda event: event.position)
    initial = delegations.Delegation(duties.Assignment(unit))
    return reduce(delegations.evolve, map(EVENTS.load, both), initial), len(own)


@unless_amended
async def raise_obstacle(service: Service, campaign: str, command: RaiseObstacle, made: UUID) -> Decision:
    published = await queries.campaign(service.database.engine, campaign)
    taking_part = await _taking_part(service, published, command.duty)
    events = obstacles.decide_raise(taking_part, campaign, str(made), command)
    return _obstacle(campaign, str(made), events, 0, "open")


async def _taking_part(service: Service, campaign: CampaignContent, duty: str) -> Sequence[str]:
    history = await _history(service, streams.duty(campaign.campaign, duty))
    held = reduce(duties.evolve, history, duties.Assignment("")).duty
    if held is None:
        raise refusals.unknown("duty", "duty", duty)
    groups = {group.code: group for group in campaign.groups}
    return [*held.units, *expand(held.partners, groups).units]


async def answer_obstacle(service: Service, campaign: str, obstacle: str, command: AnswerObstacle) -> Decision:
    standing, at = await obstacle_at(service, campaign, obstacle)
    return _obstacle(campaign, obstacle, obstacles.decide_answer(standing, command), at, "answered")


async def close_obstacle(service: Service, campaign: str, obstacle: str, command: CloseObstacle) -> Decision:
    standing, at = await obstacle_at(service, campaign, obstacle)
    return _obstacle(campaign, obstacle, obstacles.decide_close(standing, command), at, "closed")


async def reopen_obstacle(service: Service, campaign: str, obstacle: str, command: ReopenObstacle) -> Decision:
    standing, at = await obstacle_at(service, campaign, obstacle)
    return _obstacle(campaign, obstacle, obstacles.decide_reopen(standing, command), at, "open")


async def obstacle_at(service: Service, campaign: str, obstacle: str) -> tuple[obstacles.Obstacle, int]:
    """An obstacle as it stands and its stream's version; raises Refusal (404)."""
    history = await _history(service, streams.obstacle(campaign, obstacle))
    standing = reduce(obstacles.evolve, history, obstacles.NONE)
    if standing.raised is None:
        raise obstacles.unknown(obstacle)
    return standing, len(history)


def _obstacle(campaign: str, obstacle: str, events: Sequence[Event], at: int, state: obstacles.State) -> Decision:
    answer = {"campaign": campaign, "obstacle": obstacle, "state": state}
    return Decision(_drafts(campaign, events, at), answer)


async def _history(service: Service, stream: str) -> list[Event]:
    return [EVENTS.load(stored) for stored in await service.log.stream(stream)]


def _drafts(campaign: str, events: Sequence[Event], at: int) -> list[Draft]:
    return [Draft(streams.stream_of(event), at, [event], campaign) for event in events]
