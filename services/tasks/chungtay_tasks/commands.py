"""Commands of tasks: load what stands, have the domain decide, name the streams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from chungtay_kernel.events import Decision, Draft, Event, Guard
from chungtay_kernel.service import Service
from chungtay_tasks import queries, streams
from chungtay_tasks.bodies import Acknowledge, PublishCampaign, ReadPlan
from chungtay_tasks.directory.commands import SCOPE as DIRECTORY
from chungtay_tasks.domain import duties, plans, publishing, refusals
from chungtay_tasks.domain.cautions import cautions
from chungtay_tasks.domain.unit_validity import part_of_the_time
from chungtay_tasks.events import EVENTS, CampaignPublished, DutyAssigned, PlanRead
from chungtay_tasks.events.plans import PlanFile
from chungtay_tasks.guarding import unless_amended


async def read_plan(
    service: Service, command: ReadPlan, reading: Mapping[str, Any], file: PlanFile | None = None
) -> Decision:
    history = await _history(service, streams.plan(command.id))
    rests = plans.Plan(campaign=await queries.campaign_of_plan(service.database.engine, command.id))
    state = reduce(plans.evolve, history, rests)
    events = plans.decide_read(state, command, reading, file)
    answer = {"plan": command.id, "file": file and file.model_dump(mode="json"), "reading": reading}
    return Decision(_drafts(events, at=len(history)), answer)


async def publish_campaign(service: Service, command: PublishCampaign) -> Decision:
    """Rests on the directory and the plan: a unit that closes meanwhile, or another reading, has it decided anew."""
    position = await service.log.position()
    known = await queries.directory(service.database.engine, command.units, command.period)
    history = await _history(service, streams.campaign(command.id))
    if command.plan:
        history += await _history(service, streams.plan(command.plan))
    state = reduce(publishing.evolve, [*known.values(), *history], publishing.EMPTY)
    events = publishing.decide_publish(state, command)
    answer = _published(events)
    answer["cautions"] += part_of_the_time(known.values(), command.period)
    scopes = [DIRECTORY, *([streams.plan(command.plan)] if command.plan else [])]
    return Decision(_drafts(events, command.id), answer, [Guard(scope, position) for scope in scopes])


def _published(events: Sequence[Event]) -> dict[str, Any]:
    (campaign,) = [event for event in events if isinstance(event, CampaignPublished)]
    assigned = [event for event in events if isinstance(event, DutyAssigned)]
    return {
        "campaign": campaign.campaign,
        "units": len(campaign.units),
        "duties": len(assigned),
        "assignments": sum(len(duty.units) for duty in assigned),
        "unassigned": [{"duty": duty.duty, "groups": duty.unassigned} for duty in assigned if duty.unassigned],
        "expected_reports": sum(expected.required for expected in campaign.expected_reports),
        "due_at": campaign.unit_report.due_at,
        "last_valid_day": campaign.unit_report.last_valid_day,
        "report_periods": [period.model_dump() for period in campaign.report_periods],
        "cautions": cautions(events),
    }


@unless_amended
async def acknowledge(service: Service, campaign: str, duty: str, command: Acknowledge) -> Decision:
    stream = streams.assignment(campaign, duty, command.unit)
    own = await _history(service, stream)
    history = [*await _history(service, streams.duty(campaign, duty)), *own]
    state = reduce(duties.evolve, history, duties.Assignment(command.unit))
    events = duties.decide_acknowledge(state, duty)
    answer = {"campaign": campaign, "duty": duty, "unit": command.unit, "progress": "acknowledged"}
    return Decision(_drafts(events, campaign, at=len(own)), answer)


async def reading_of(service: Service, plan: str) -> tuple[PlanRead, int]:
    """The latest reading of a plan and its version; raises Refusal (404)."""
    history = await service.log.stream(streams.plan(plan))
    if not history:
        raise refusals.unknown("plan", "plan", plan, status=404)
    return PlanRead.model_validate_json(history[-1].data), history[-1].version


async def _history(service: Service, stream: str) -> list[Event]:
    return [EVENTS.load(stored) for stored in await service.log.stream(stream)]


def _drafts(events: Sequence[Event], campaign: str = "", *, at: int = 0) -> list[Draft]:
    """One event a stream; `at`: where the stream stands, if it is not new."""
    return [Draft(streams.stream_of(event), at, [event], campaign, streams.scope_of(event)) for event in events]
