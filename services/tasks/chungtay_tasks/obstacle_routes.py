"""Obstacles over HTTP: raised by units, answered and closed by the coordinator, reopened by either; seen by state."""

from __future__ import annotations

from itertools import islice
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_kernel.text import fold
from chungtay_kernel.tokens import Actor
from chungtay_tasks import duty_commands, examples, queries, streams
from chungtay_tasks.asked import known_alone, one_of, some_of, visible_unit
from chungtay_tasks.domain.obstacles import STATES, known
from chungtay_tasks.duty_bodies import AnswerObstacle, CloseObstacle, RaiseObstacle, ReopenObstacle
from chungtay_tasks.events import CampaignContent
from chungtay_tasks.history import entries_of, shown_entry
from chungtay_tasks.obstacle_queries import obstacles

_ALL = "/campaigns/{campaign}/obstacles"
_ONE = f"{_ALL}/{{obstacle}}"
_PARAMETERS = ("unit", "duty", "state", "q", "sort", "cursor", "limit")


def obstacle_routes(routes: APIRouter, service: Service) -> None:
    _reading(routes, service)
    _raising(routes, service)
    _coordinating(routes, service)
    _reopening(routes, service)


def _reading(routes: APIRouter, service: Service) -> None:
    @routes.get(_ALL, **reads("obstacle.read"))
    async def list_obstacles(request: Request, campaign: str) -> Response:
        """Obstacles, the oldest first or (sort=newest) the newest; filters: unit, duty, state, q (no diacritics)."""
        known_alone(request, _PARAMETERS)
        unit = visible_unit(service, request, "obstacle.read")
        asked, words = page(request), fold(request.query_params.get("q", "")).split()
        published = await queries.campaign(service.database.engine, campaign)
        rows = await obstacles(
            service.database.engine, campaign, unit=unit, duty=request.query_params.get("duty"),
            states=some_of(request, "state", STATES), newest=one_of(request, "sort", ("oldest", "newest")) == "newest",
            after=asked.key(int), limit=None if words else asked.fetch,
        )  # fmt: skip
        fitting = (row for row in rows if all(word in _searched(row) for word in words))
        return asked.answer(
            list(islice(fitting, asked.fetch)), lambda row: [row["position"]], lambda row: _shown(published, row)
        )

    @routes.get(_ONE, **reads("obstacle.read"))
    async def show_obstacle(request: Request, campaign: str, obstacle: UUID) -> Response:
        """One obstacle with all that was said of it, oldest first."""
        standing, version = await duty_commands.obstacle_at(service, campaign, str(obstacle))
        raised = known(standing)
        reader(request, raised.unit)
        said = entries_of(await service.log.stream(streams.obstacle(campaign, str(obstacle))))
        shown = {
            **raised.model_dump(), "state": standing.state, "state_label": _label(standing.state),
            "history": [shown_entry(entry) for entry in said],
        }  # fmt: skip
        return json_response(shown, version=version)


def _searched(row: queries.Row) -> str:
    about: dict[str, Any] = row["about"] or {}
    said = (row["text"], row["answer"], row["outcome"], row["duty"], row["unit"], about.get("title_vi"))
    return fold(" ".join(part for part in said if part))


def _shown(campaign: CampaignContent, row: queries.Row) -> dict[str, Any]:
    names = {unit.code: unit.name_vi for unit in campaign.units}
    about: dict[str, Any] = row["about"] or {}
    return {
        "obstacle": row["obstacle"],
        "campaign": row["campaign"],
        "unit": row["unit"],
        "unit_name_vi": names.get(row["unit"], row["unit"]),
        "duty": row["duty"],
        "clause": about.get("clause"),
        "title_vi": about.get("title_vi"),
        "state": row["state"],
        "state_label": _label(row["state"]),
        "text": row["text"],
        "answers": row["answers"],
        "answer": row["answer"],
        "outcome": row["outcome"],
        "raised_at": row["raised_at"],
        "changed_at": row["changed_at"],
        "version": row["version"],
    }


def _label(state: Any) -> dict[str, str]:
    vi, en = next(words for known, words in STATES.items() if known == state)
    return {"vi": vi, "en": en}


def _raising(routes: APIRouter, service: Service) -> None:
    @routes.post(_ALL, **writes("obstacle.raise", RaiseObstacle, example=examples.RAISE_OBSTACLE))
    async def raise_obstacle(request: Request, campaign: str) -> Response:
        """A unit says what stands in the way of a duty it holds or partners in, at any time."""

        async def handle(call: Call[RaiseObstacle]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: duty_commands.raise_obstacle(service, campaign, call.body, call.new_id))

        return await command(request, RaiseObstacle, handle)


def _coordinating(routes: APIRouter, service: Service) -> None:
    async def as_coordinator(call: Call[Any], campaign: str) -> None:
        call.act_for((await queries.campaign(service.database.engine, campaign)).coordinator)

    @routes.post(f"{_ONE}/answers", **writes("obstacle.answer", AnswerObstacle, example=examples.ANSWER_OBSTACLE))
    async def answer_obstacle(request: Request, campaign: str, obstacle: UUID) -> Response:
        """The coordinator answers, as often as it takes."""

        async def handle(call: Call[AnswerObstacle]) -> Answer:
            await as_coordinator(call, campaign)
            return await call.run(
                lambda: duty_commands.answer_obstacle(service, campaign, str(obstacle), call.body)
            )  # fmt: skip

        return await command(request, AnswerObstacle, handle)

    @routes.post(f"{_ONE}/close", **writes("obstacle.close", CloseObstacle, example=examples.CLOSE_OBSTACLE))
    async def close_obstacle(request: Request, campaign: str, obstacle: UUID) -> Response:
        """The obstacle is out of the way: it counts in OR06 until it is reopened."""

        async def handle(call: Call[CloseObstacle]) -> Answer:
            await as_coordinator(call, campaign)
            return await call.run(lambda: duty_commands.close_obstacle(service, campaign, str(obstacle), call.body))

        return await command(request, CloseObstacle, handle)


def _reopening(routes: APIRouter, service: Service) -> None:
    @routes.post(f"{_ONE}/reopen", **writes("obstacle.reopen", ReopenObstacle, example=examples.REOPEN_OBSTACLE))
    async def reopen_obstacle(request: Request, campaign: str, obstacle: UUID) -> Response:
        """The unit that raised it, or the coordinator, finds it in the way still, or again."""

        async def handle(call: Call[ReopenObstacle]) -> Answer:
            published = await queries.campaign(service.database.engine, campaign)
            standing, _ = await duty_commands.obstacle_at(service, campaign, str(obstacle))
            call.act_for(_whose(call.actor, published, known(standing).unit))
            return await call.run(lambda: duty_commands.reopen_obstacle(service, campaign, str(obstacle), call.body))

        return await command(request, ReopenObstacle, handle)


def _whose(actor: Actor, campaign: CampaignContent, unit: str) -> str:
    """The unit for which an actor reopens: the coordinator's for its coordinators, else the one that raised it."""
    return campaign.coordinator if "coordinator" in actor.roles and actor.unit == campaign.coordinator else unit
