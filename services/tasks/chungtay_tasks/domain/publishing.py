"""A campaign is published in one go: everything it names is checked, and every duty is fanned out to its holders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_kernel.events import Event
from chungtay_tasks.bodies import DutyBody, PublishCampaign
from chungtay_tasks.deadlines import bounded
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.checks import problems
from chungtay_tasks.domain.groups import expand
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import (
    CampaignPublished,
    CampaignUnit,
    DutyAssigned,
    Group,
    PlanRead,
    UnitRegistered,
    UnitReportDue,
)  # fmt: skip
from chungtay_tasks.report_periods import owed


@dataclass(frozen=True, slots=True)
class Ground:
    """What a publication rests on: the directory, the plan it names, whether the campaign exists already."""

    units: Directory
    plan: PlanRead | None = None
    published: bool = False


EMPTY = Ground({})


def evolve(ground: Ground, event: Event) -> Ground:
    match event:
        case UnitRegistered():
            return replace(ground, units={**ground.units, event.code: event})
        case PlanRead():
            return replace(ground, plan=event)
        case CampaignPublished():
            return replace(ground, published=True)
        case _:
            return ground


def decide_publish(ground: Ground, command: PublishCampaign) -> list[Event]:
    """`campaign.published` and one `duty.assigned` a duty; raises Refusal with everything that is wrong."""
    if ground.published:
        raise refusals.campaign_published(command.id)
    refusals.raise_all(problems(command, ground.units, ground.plan))
    return events_of(ground, command)


def events_of(ground: Ground, command: PublishCampaign) -> list[Event]:
    """What a checked command comes to."""
    return [_campaign(ground, command), *_duties(command)]


def _campaign(ground: Ground, command: PublishCampaign) -> CampaignPublished:
    frozen = {"id", "units", "groups", "unit_report", "duties"}
    return CampaignPublished(
        campaign=command.id,
        units=[_as_it_is_now(ground.units[code]) for code in command.units],
        groups=_flat(command),
        **_reports(command),
        **{name: getattr(command, name) for name in PublishCampaign.model_fields if name not in frozen},
    )


def _as_it_is_now(unit: UnitRegistered) -> CampaignUnit:
    return CampaignUnit(**{name: getattr(unit, name) for name in CampaignUnit.model_fields})


def _flat(command: PublishCampaign) -> list[Group]:
    """Groups with the units behind them: nobody who reads the event has to follow groups within groups."""
    groups = {group.code: group for group in command.groups}
    return [
        Group(code=g.code, name_vi=g.name_vi, members=list(expand(g.members, groups).units) if g.members else None)
        for g in command.groups
    ]


def _reports(command: PublishCampaign) -> dict[str, Any]:
    rule, zone = command.unit_report, ZoneInfo(command.timezone)
    reports = owed(rule, command.period, zone)
    assert reports is not None, "checks require a date or a cycle"
    closing = bounded(reports.closing, rule.terms, zone)
    due = UnitReportDue(
        to=rule.to, via=rule.via, due=rule.due, due_at=closing.due_at, last_valid_day=closing.last_valid_day,
        recurring=rule.recurring, terms=rule.terms, grace_until=closing.grace_until, lock_at=closing.lock_at,
    )  # fmt: skip
    return {"unit_report": due, "report_periods": [bounded(one, rule.terms, zone) for one in reports.periods]}


def _duties(command: PublishCampaign) -> Iterator[DutyAssigned]:
    groups = {group.code: group for group in command.groups}
    for duty in command.duties:
        yield _assigned(command, duty, groups)


def _assigned(command: PublishCampaign, duty: DutyBody, groups: dict[str, Group]) -> DutyAssigned:
    held = expand(duty.holders, groups)
    return DutyAssigned(
        campaign=command.id,
        units=list(held.units),
        unassigned=list(held.empty),
        **{name: getattr(duty, name) for name in DutyBody.model_fields},
    )
