"""Drafts over HTTP: started from a plan, reviewed, edited with reasons, undone, published or given up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.events import Decision
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_tasks import draft_commands, draft_views, examples, queries
from chungtay_tasks.asked import one_of
from chungtay_tasks.draft_bodies import DiscardDraft, EditDraft, PublishDraft, StartDraft
from chungtay_tasks.draft_commands import Loaded
from chungtay_tasks.steering import steer
from chungtay_tasks.tables import ACTIVITY, DRAFT

STANDINGS = ("open", "published", "discarded")
ONE = "/drafts/{campaign}"


def draft_routes(routes: APIRouter, service: Service) -> None:
    _reading(routes, service)
    _starting(routes, service)
    _changing(routes, service)


def _starting(routes: APIRouter, service: Service) -> None:
    @routes.post("/drafts", **writes("draft.edit", StartDraft, example=examples.DRAFT))
    async def start_draft(request: Request) -> Response:
        """Starts a draft: from a plan's reading, as an amendment of a published campaign, or after another campaign."""

        async def handle(call: Call[StartDraft]) -> Answer:
            coordinator, issuer = await _steered_by(service, call)
            steer(call, coordinator, issuer)
            return await call.run(lambda: draft_commands.start(service, call.body, coordinator))

        return await command(request, StartDraft, handle)


async def _steered_by(service: Service, call: Call[StartDraft]) -> tuple[str | None, str | None]:
    """Who coordinates and who issues: what the campaign says that is amended or cloned. A draft of a plan binds nobody
    yet: leaders start it in their own name, whoever the plan turns out to be issued by."""
    body, actor = call.body, call.actor
    try:
        published = await queries.campaign(service.database.engine, body.clone_of or body.id)
    except Refusal:
        own = actor.unit if "coordinator" in actor.roles else None
        return body.coordinator or own, actor.unit
    return published.coordinator, published.issuer


def _reading(routes: APIRouter, service: Service) -> None:
    @routes.get("/drafts", **reads("draft.read"))
    async def list_drafts(request: Request) -> Response:
        """Drafts, the latest first; `standing`: open, published or discarded."""
        reader(request)
        asked, standing = page(request), one_of(request, "standing", STANDINGS)
        query = select(DRAFT).order_by(DRAFT.c.position.desc()).limit(asked.fetch)
        if standing is not None:
            query = query.where(DRAFT.c.standing == standing)
        if (after := asked.key(int)) is not None:
            query = query.where(DRAFT.c.position < after[0])
        async with service.database.engine.connect() as connection:
            rows = [dict(row) for row in (await connection.execute(query)).mappings()]
        return asked.answer(
            rows,
            lambda row: [row["position"]],
            lambda row: {str(name): value for name, value in row.items() if name != "position"},
        )

    @routes.get(ONE, **reads("draft.read"))
    async def show_draft(request: Request, campaign: str) -> Response:
        """The plan's text and the duties with their places in it, what is open, and what publishing would refuse."""
        reader(request)
        loaded = await draft_commands.opened(service, campaign)
        units = await draft_commands.registered(service, loaded)
        return json_response(draft_views.shown(loaded, units), version=loaded.state.version)

    @routes.get(f"{ONE}/history", **reads("draft.read"))
    async def draft_history(request: Request, campaign: str) -> Response:
        """Every edit, the latest first, with its author and reason; its `version` is what an undo names."""
        reader(request)
        loaded = await draft_commands.opened(service, campaign)
        return json_response({"items": draft_views.history(loaded), "next": None}, version=loaded.state.version)

    @routes.get(f"{ONE}/diff", **reads("draft.read"))
    async def draft_diff(request: Request, campaign: str) -> Response:
        """What publishing would change of the campaign that stands: duties added, changed, dropped, and settings."""
        reader(request)
        loaded = await draft_commands.opened(service, campaign)
        units = await draft_commands.registered(service, loaded)
        found = draft_views.diff(loaded, units, await _activities(service, campaign))
        return json_response(found, version=loaded.state.version)


async def _activities(service: Service, campaign: str) -> dict[str, int]:
    query = (
        select(ACTIVITY.c.duty, func.count())
        .where(ACTIVITY.c.campaign == campaign, ~ACTIVITY.c.voided, ACTIVITY.c.duty.is_not(None))
        .group_by(ACTIVITY.c.duty)
    )
    async with service.database.engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return {str(row[0]): int(row[1]) for row in rows}


async def _changed(
    service: Service, call: Call[Any], campaign: str, decide: Callable[[Loaded], Awaitable[Decision]]
) -> Answer:
    """A decision about the draft whose version the caller names."""
    settings = (await draft_commands.opened(service, campaign)).state.content.settings
    steer(call, settings.coordinator, settings.issuer.code if settings.issuer else None)

    async def decided() -> Decision:
        now = await draft_commands.opened(service, campaign)
        call.require_version(now.state.version)
        return await decide(now)

    return await call.run(decided)


def _changing(routes: APIRouter, service: Service) -> None:
    @routes.post(f"{ONE}/edits", **writes("draft.edit", EditDraft, example=examples.DRAFT_EDIT, versioned=True))
    async def edit_draft(request: Request, campaign: str) -> Response:
        """Edits a draft: split, merge, edit, assign, lead, name, group, add, drop, set, context, undo."""

        async def handle(call: Call[EditDraft]) -> Answer:
            return await _changed(service, call, campaign, lambda found: draft_commands.edit(service, found, call.body))

        return await command(request, EditDraft, handle)

    @routes.post(
        f"{ONE}/publish", **writes("draft.publish", PublishDraft, example=examples.DRAFT_PUBLISH, versioned=True)
    )
    async def publish_draft(request: Request, campaign: str) -> Response:
        """Publishes a draft as `POST /campaigns` would, or amends the campaign that stands."""

        async def handle(call: Call[PublishDraft]) -> Answer:
            return await _changed(
                service, call, campaign, lambda found: draft_commands.publish(service, found, call.body)
            )

        return await command(request, PublishDraft, handle)

    @routes.post(f"{ONE}/discard", **writes("draft.edit", DiscardDraft, example=examples.DRAFT_DISCARD, versioned=True))
    async def discard_draft(request: Request, campaign: str) -> Response:
        """Gives a draft up; nothing follows from it."""

        async def handle(call: Call[DiscardDraft]) -> Answer:
            return await _changed(
                service, call, campaign, lambda found: draft_commands.discard(service, found, call.body)
            )

        return await command(request, DiscardDraft, handle)
