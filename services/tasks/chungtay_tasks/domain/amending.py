"""An amendment of a published campaign, decided in one go: what it adds, changes and drops, and the work goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from chungtay_kernel.events import Event
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.domain import publishing, refusals
from chungtay_tasks.domain.checks import problems
from chungtay_tasks.domain.drafts import refused
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import (
    CampaignAmended,
    CampaignContent,
    CampaignPublished,
    DutyAssigned,
    DutyChanged,
    DutyContent,
    DutyDropped,
    PlanRead,
)  # fmt: skip
from chungtay_tasks.events.campaigns import MovedDuty

Duties = Mapping[str, DutyContent]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it stands: its content, the duties that stand, and every duty it ever had."""

    content: CampaignContent | None = None
    duties: Duties = field(default_factory=dict[str, DutyContent])
    ever: frozenset[str] = frozenset()


def evolve(campaign: Campaign, event: Event) -> Campaign:
    match event:
        case CampaignContent():
            return replace(campaign, content=event)
        case DutyContent():
            duties = {**campaign.duties, event.duty: event}
            return replace(campaign, duties=duties, ever=campaign.ever | {event.duty})
        case DutyDropped():
            return replace(campaign, duties={d: c for d, c in campaign.duties.items() if d != event.duty})
        case _:
            return campaign


@dataclass(frozen=True, slots=True)
class Change:
    """A duty as it stood and as it will."""

    was: DutyContent
    becomes: DutyAssigned

    @property
    def fields(self) -> list[str]:
        """What reads otherwise; where a duty stands in the plan is not part of it."""
        names = [name for name in DutyContent.model_fields if name != "span"]
        return [name for name in names if getattr(self.was, name) != getattr(self.becomes, name)]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amendment makes of a campaign's duties, each sort in the order of the plan."""

    campaign: CampaignPublished
    added: tuple[DutyAssigned, ...]
    changed: tuple[Change, ...]
    dropped: tuple[DutyContent, ...]
    unchanged: tuple[Change, ...]


def amendment(standing: Campaign, command: PublishCampaign, units: Directory) -> Amendment:
    """What a checked command comes to. Units that are known stay as they were named when they came in."""
    assert standing.content is not None, "what is amended was published"
    becomes, *assigned = publishing.events_of(publishing.Ground(units), command)
    assert isinstance(becomes, CampaignPublished)
    before = {unit.code: unit for unit in standing.content.units}
    becomes = becomes.model_copy(update={"units": [before.get(unit.code, unit) for unit in becomes.units]})
    duties = [_carried(duty, standing) for duty in assigned if isinstance(duty, DutyAssigned)]
    kept = {duty.duty for duty in duties}
    changes = [Change(standing.duties[duty.duty], duty) for duty in duties if duty.duty in standing.duties]
    return Amendment(
        becomes,
        tuple(duty for duty in duties if duty.duty not in standing.duties),
        tuple(change for change in changes if change.fields),
        tuple(duty for name, duty in standing.duties.items() if name not in kept),
        tuple(change for change in changes if not change.fields),
    )


def _carried(duty: DutyAssigned, standing: Campaign) -> DutyAssigned:
    """Groups are published with the units behind them: one that nobody knows the members of, within another, is
    remembered by the duty alone."""
    before = standing.duties.get(duty.duty)
    if before is None or before.holders != duty.holders:
        return duty
    unassigned = dict.fromkeys([*duty.unassigned, *before.unassigned])
    return duty.model_copy(update={"unassigned": list(unassigned)})


def decide_amend(
    standing: Campaign, command: PublishCampaign, units: Directory, plan: PlanRead | None, reason: str
) -> list[Event]:
    """`campaign.amended`, then `duty.assigned`, `duty.changed` and `duty.dropped`; raises Refusal."""
    if standing.content is None:
        raise refusals.unknown("campaign", "campaign", command.id, status=404)
    refusals.raise_all(problems(command, units, plan))
    found = amendment(standing, command, units)
    same = all(getattr(standing.content, f) == getattr(found.campaign, f) for f in CampaignContent.model_fields)
    if same and not (found.added or found.changed or found.dropped):
        raise refused.nothing_changed("campaign")
    moved = [
        MovedDuty(duty=change.was.duty, span=change.becomes.span)
        for change in found.unchanged
        if change.was.span != change.becomes.span
    ]
    return [CampaignAmended(**dict(found.campaign), reason=reason, moved=moved), *_of_duties(found, command.id, reason)]


def _of_duties(found: Amendment, campaign: str, reason: str) -> Iterable[Event]:
    yield from found.added
    yield from (DutyChanged(**dict(change.becomes), reason=reason) for change in found.changed)
    yield from (DutyDropped(campaign=campaign, duty=duty.duty, reason=reason) for duty in found.dropped)
