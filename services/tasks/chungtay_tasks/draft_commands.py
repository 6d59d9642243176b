"""Commands about drafts: load what they rest on, have the domain decide, name the streams."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_kernel.events import Decision, Draft, Event, Guard, StoredEvent
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_tasks import queries, streams
from chungtay_tasks.directory import Directory, stored
from chungtay_tasks.directory.commands import SCOPE as DIRECTORY
from chungtay_tasks.domain import amending, refusals
from chungtay_tasks.domain.cautions import cautions, left_open
from chungtay_tasks.domain.drafts import amending as amendments
from chungtay_tasks.domain.drafts import cloning, deciding, editing, refused, starting
from chungtay_tasks.domain.drafts.building import Building
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.found import Reading
from chungtay_tasks.domain.drafts.questions import Review
from chungtay_tasks.domain.drafts.standing import Standing, as_content
from chungtay_tasks.domain.drafts.state import DraftState, evolve
from chungtay_tasks.domain.units import Directory as Registered
from chungtay_tasks.draft_bodies import DiscardDraft, EditDraft, PublishDraft, StartDraft
from chungtay_tasks.events import (
    EVENTS,
    CampaignAmended,
    CampaignContent,
    CampaignPublished,
    DutyAssigned,
    DutyChanged,
    DutyContent,
    DutyDropped,
    PlanRead,
)
from chungtay_tasks.events.drafts import DraftStarted
from chungtay_tasks.events.parts import Period
from chungtay_tasks.tables import DUTY

_DIRECTORIES: WeakKeyDictionary[AsyncEngine, stored.Cached] = WeakKeyDictionary()
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Loaded:
    """A campaign's draft and what it rests on; `versions` are those of the campaign's duties' streams; `before` is the
    text of the plan that an amended plan takes the place of."""

    position: int
    campaign: str
    state: DraftState
    history: Sequence[StoredEvent]
    plan: PlanRead | None
    plan_version: int | None
    standing: amending.Campaign
    campaign_version: int
    versions: dict[str, int]
    directory: Directory
    today: date
    before: str = ""

    @property
    def guards(self) -> list[Guard]:
        """What a campaign is decided on: itself as it stands, the directory, and the plan as it was read."""
        started = self.state.started
        plan = [streams.plan(started.plan)] if started and started.plan else []
        return [Guard(scope, self.position) for scope in (streams.campaign(self.campaign), DIRECTORY, *plan)]

    @property
    def reading(self) -> Reading | None:
        return Reading.model_validate(self.plan.reading) if self.plan else None

    @property
    def text(self) -> str:
        reading = self.reading
        return reading.text if reading else ""

    @property
    def review(self) -> Review:
        """What is asked of the draft as it stands."""
        started, reading = self.state.started, self.reading
        plan = started.plan if started else None
        building = Building(self.campaign, plan, self.state.content, self.text)
        return Review(
            self.state, building, self.directory, self.today, tuple(reading.doubts) if reading else (), self.before,
            self.standing.duties if started and started.amends is not None else {},
        )  # fmt: skip

    @property
    def ground(self) -> editing.Ground:
        amends = self.state.started is not None and self.state.started.amends is not None
        standing = frozenset(self.standing.duties) if amends else None
        return editing.Ground(self.text, self.directory, self.today, standing, self.standing.ever)


async def load(service: Service, campaign: str) -> Loaded:
    """The draft of a campaign, also where there is none yet."""
    position = await service.log.position()
    history = await service.log.stream(streams.draft(campaign))
    state = reduce(evolve, map(EVENTS.load, history), DraftState())
    started = state.started
    plan, latest = (
        await _plan(service, started.plan, started.plan_version) if started and started.plan else (None, None)
    )
    standing, versions = await _standing(service, campaign)
    version = len(await service.log.stream(streams.campaign(campaign)))
    return Loaded(
        position, campaign, state, history, plan, latest, standing, version, versions, await _directory(service),
        await _today(service), await _before(service, started, standing),
    )  # fmt: skip


async def _before(service: Service, started: DraftStarted | None, standing: amending.Campaign) -> str:
    if started is None or started.amends is None or started.plan is None or standing.content is None:
        return ""
    old = standing.content.plan
    if old is None or old == started.plan:
        return ""
    return Reading.model_validate((await _rested_on(service, standing.content.campaign, old)).reading).text


async def _directory(service: Service) -> Directory:
    engine = service.database.engine
    return await _DIRECTORIES.setdefault(engine, stored.Cached()).read(engine)


async def opened(service: Service, campaign: str) -> Loaded:
    """Raises Refusal (404) where no draft was ever started."""
    loaded = await load(service, campaign)
    if loaded.state.standing == "none":
        raise refused.draft_unknown(campaign)
    return loaded


async def _plan(service: Service, plan: str, version: int | None = None) -> tuple[PlanRead, int]:
    """A plan as it was read at a version (None: last), and the version of its last reading; raises Refusal."""
    history = await service.log.stream(streams.plan(plan))
    if not history:
        raise refusals.unknown("plan", "plan", plan)
    return PlanRead.model_validate_json(history[(version or len(history)) - 1].data), len(history)


async def _rested_on(service: Service, campaign: str, plan: str) -> PlanRead:
    """A plan as it was read when the campaign came to rest on it: there duties have their places."""
    version = await queries.plan_version(service.database.engine, campaign, plan)
    return (await _plan(service, plan, version))[0]


async def _standing(service: Service, campaign: str) -> tuple[amending.Campaign, dict[str, int]]:
    """What is published under a name, its duties in the plan's order."""
    engine = service.database.engine
    try:
        content = await queries.campaign(engine, campaign)
    except Refusal:
        return amending.Campaign(), {}
    query = select(DUTY).where(DUTY.c.campaign == campaign).order_by(DUTY.c.position)
    async with engine.connect() as connection:
        rows = [dict(row) for row in (await connection.execute(query)).mappings()]
    duties: dict[str, DutyContent] = {
        row["duty"]: DutyAssigned.model_validate(row["data"]) for row in rows if row["dropped_at"] is None
    }
    ever = frozenset(row["duty"] for row in rows)
    return amending.Campaign(content, duties, ever), {row["duty"]: row["version"] for row in rows}


async def _today(service: Service) -> date:
    return (await service.clock.now()).astimezone(_ZONE).date()


async def start(service: Service, body: StartDraft, coordinator: str | None) -> Decision:
    loaded = await load(service, body.id)
    if loaded.state.is_open:
        raise refused.draft_open(body.id, loaded.state.version)
    if body.clone_of:
        events = await _clone(service, loaded, body)
    elif loaded.standing.content is not None:
        events = await _amend(service, loaded, body)
    else:
        events = await _from_plan(service, loaded, body, coordinator)
    state = reduce(evolve, events, loaded.state)
    return Decision(_appended(events, loaded), _told(body.id, state), loaded.guards)


async def _from_plan(service: Service, loaded: Loaded, body: StartDraft, coordinator: str | None) -> list[Event]:
    if body.plan is None:
        raise refused.plan_required(body.id)
    plan, version = await _plan(service, body.plan)
    reading = Reading.model_validate(plan.reading)
    read = await asyncio.to_thread(starting.read, reading, loaded.directory, loaded.today, coordinator)
    return deciding.decide_start(
        loaded.state, body.id, "plan", _led(read.content), read.notes, plan=plan, plan_version=version
    )  # fmt: skip


def _led(content: Content) -> Content:
    """Where nobody said who coordinates, it is the unit that reports go through."""
    settings = content.settings
    if settings.coordinator is None and settings.report_via and settings.report_via.code:
        settings = settings.model_copy(update={"coordinator": settings.report_via.code})
    return Content(settings, content.duties, content.unassigned)


async def _amend(service: Service, loaded: Loaded, body: StartDraft) -> list[Event]:
    """With an amended plan, or of what stands alone: a deadline may move without a new paper."""
    assert loaded.standing.content is not None
    old = loaded.standing.content.plan
    named = body.plan or old
    plan, version = await _plan(service, named) if named else (None, None)
    before = await _rested_on(service, loaded.campaign, old) if old else None
    standing = _as_stands(loaded.standing, before)
    if body.plan and plan:
        reading = Reading.model_validate(plan.reading)
        read = await asyncio.to_thread(
            amendments.amended, standing, reading, loaded.directory, loaded.today, loaded.standing.ever
        )
    else:
        read = starting.Read(as_content(standing), (), {})
    return deciding.decide_start(
        loaded.state, body.id, "amendment", read.content, read.notes, plan=plan, plan_version=version,
        amends=loaded.campaign_version,
    )  # fmt: skip


def _as_stands(campaign: amending.Campaign, plan: PlanRead | None) -> Standing:
    assert campaign.content is not None
    reading = Reading.model_validate(plan.reading) if plan else None
    return Standing(campaign.content, campaign.duties, reading)


async def _clone(service: Service, loaded: Loaded, body: StartDraft) -> list[Event]:
    assert body.clone_of is not None
    if loaded.standing.content is not None:
        raise refusals.campaign_published(body.id)
    source, _ = await _standing(service, body.clone_of)
    if source.content is None:
        raise refusals.unknown("campaign", "clone_of", body.clone_of)
    start = body.period_start or _a_year_later(source.content.period.start)
    read = cloning.cloned(_as_stands(source, None), start, loaded.directory)
    return deciding.decide_start(
        loaded.state, body.id, "clone", read.content, read.notes, clone_of=body.clone_of
    )  # fmt: skip


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


async def edit(service: Service, loaded: Loaded, body: EditDraft) -> Decision:
    events = deciding.decide_edit(loaded.state, loaded.campaign, body.operations, loaded.ground, body.reason)
    state = reduce(evolve, events, loaded.state)
    made = [duty.duty for duty in state.content.duties if loaded.state.content.find(duty.duty) is None]
    return Decision(_appended(events, loaded), {**_told(loaded.campaign, state), "new_duties": made})


async def discard(service: Service, loaded: Loaded, body: DiscardDraft) -> Decision:
    events = deciding.decide_discard(loaded.state, loaded.campaign, body.reason)
    return Decision(_appended(events, loaded), {"campaign": loaded.campaign, "standing": "discarded"})


async def publish(service: Service, loaded: Loaded, body: PublishDraft) -> Decision:
    units = await registered(service, loaded)
    events = deciding.decide_publish(
        loaded.review, units, loaded.plan, loaded.plan_version, loaded.standing, loaded.campaign_version, body.reason
    )
    drafts = [d for event in events for d in _appended([event], loaded)]
    answer = _published(events)
    left = left_open([(question.code, question.subject) for question in loaded.review.questions()])
    return Decision(drafts, {**answer, "cautions": [*answer["cautions"], *left]}, loaded.guards)


async def registered(service: Service, loaded: Loaded) -> Registered:
    """The units a draft names, as the campaign's time asks for them."""
    building = loaded.review.building
    settings = building.content.settings
    start, end = settings.period_start, settings.period_end
    period = Period(start=start, end=end) if start and end and start <= end else None
    return await queries.directory(service.database.engine, building.units, period)


def _told(campaign: str, state: DraftState) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "standing": state.standing,
        "origin": state.started.origin if state.started else None,
        "duties": len(state.content.duties),
        "notes": [note.model_dump() for note in state.started.notes] if state.started else [],
    }


def _published(events: Sequence[Event]) -> dict[str, Any]:
    campaign = next(event for event in events if isinstance(event, CampaignContent))
    held = [event for event in events if isinstance(event, DutyContent)]
    return {
        "campaign": campaign.campaign,
        "amended": isinstance(campaign, CampaignAmended),
        "units": len(campaign.units),
        "duties": len(held),
        "assignments": sum(len(duty.units) for duty in held),
        "added": [event.duty for event in events if isinstance(event, DutyAssigned)],
        "changed": [event.duty for event in events if isinstance(event, DutyChanged)],
        "dropped": [event.duty for event in events if isinstance(event, DutyDropped)],
        "unassigned": [{"duty": duty.duty, "groups": duty.unassigned} for duty in held if duty.unassigned],
        "expected_reports": sum(expected.required for expected in campaign.expected_reports),
        "due_at": campaign.unit_report.due_at,
        "last_valid_day": campaign.unit_report.last_valid_day,
        "cautions": cautions(events),
    }


def _appended(events: Sequence[Event], loaded: Loaded) -> list[Draft]:
    """One event a stream, each where its stream stands."""
    return [
        Draft(streams.stream_of(event), _at(event, loaded), [event], loaded.campaign, streams.scope_of(event))
        for event in events
    ]


def _at(event: Event, loaded: Loaded) -> int:
    match event:
        case CampaignPublished() | CampaignAmended():
            return loaded.campaign_version
        case DutyContent() | DutyDropped():
            return loaded.versions.get(event.duty, 0)
        case _:
            return loaded.state.version
