"""Deadlines over HTTP: explained to whoever asks, and moved for one unit by a leader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_tasks import deadline_commands, deadline_queries, queries
from chungtay_tasks.asked import visible_unit
from chungtay_tasks.commands import reading_of
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import CampaignContent, DutyAssigned
from chungtay_tasks.explaining.explain import Subject, explained

EXTENSION: dict[str, Any] = {
    "unit": "XP-07759", "last_valid_day": "2024-07-05", "reason": "Mưa lũ, mất điện ba ngày liền.",
}  # fmt: skip

_MOST = 10_000


def deadline_routes(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/deadlines", **reads("deadline.read"))
    async def explain(request: Request, campaign: str) -> Response:
        """Each deadline of the campaign: rule, source, instants, grace, lock, extensions, planned reminders.

        `unit`: the deadlines that stand for it, and the duties it holds.
        """
        unit = visible_unit(service, request, "deadline.read")
        published = await queries.campaign(service.database.engine, campaign)
        if unit and unit not in {known.code for known in published.units}:
            if request.query_params.get("unit"):
                raise refusals.unknown("campaign_unit", "unit", unit, status=404)
            unit = None
        return json_response(explained(await _subject(service, published, unit)))

    path = "/campaigns/{campaign}/extensions"

    @routes.post(path, **writes("deadline.extend", ExtendDeadline, example=EXTENSION))
    async def extend(request: Request, campaign: str) -> Response:
        """A leader of the issuing body gives one unit more time for a report, with a reason that is printed."""

        async def handle(call: Call[ExtendDeadline]) -> Answer:
            await deadline_commands.cleared(service, campaign, call)
            return await call.run(lambda: deadline_commands.extend(service, campaign, call))

        return await command(request, ExtendDeadline, handle)


async def _subject(service: Service, campaign: CampaignContent, unit: str | None) -> Subject:
    engine, pool = service.database.engine, service.database.pool
    rows = await queries.duties(engine, campaign.campaign, unit, None, _MOST)
    return Subject(
        campaign, [DutyAssigned.model_validate(row["data"]) for row in rows],
        await _reading(service, campaign.plan),
        await deadline_queries.extensions(engine, campaign.campaign, unit), unit, await service.clock.now(),
        await deadline_queries.sent(pool, campaign.campaign, unit),
    )  # fmt: skip


async def _reading(service: Service, plan: str | None) -> Mapping[str, Any] | None:
    """What was read in the plan's text; None where the campaign rests on none."""
    if plan is None:
        return None
    try:
        read, _ = await reading_of(service, plan)
    except Refusal:
        return None
    return read.reading
