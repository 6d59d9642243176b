"""A campaign's duties over HTTP, and that a unit takes note of one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_tasks import commands, deadline_queries, examples, queries
from chungtay_tasks.asked import one_of
from chungtay_tasks.board import Board, shown_duty
from chungtay_tasks.board_queries import MOST_DUTIES
from chungtay_tasks.bodies import Acknowledge
from chungtay_tasks.deadline_queries import latest
from chungtay_tasks.domain.groups import role_of
from chungtay_tasks.report_periods import closing


def board_routes(routes: APIRouter, service: Service) -> None:
    _duties(routes, service)
    _acknowledgements(routes, service)


def _duties(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/duties", **reads("campaign.read"))
    async def list_duties(request: Request, campaign: str) -> Response:
        """Duties in the plan's order; `unit`: those it holds or partners in, each once, with its role; `dropped`: those
        that an amendment dropped."""
        reader(request)
        asked, unit = page(request), request.query_params.get("unit")
        board = await board_now(service, campaign)
        limit = asked.fetch if unit is None else MOST_DUTIES
        dropped = one_of(request, "dropped", ("true", "false")) == "true"
        rows = await queries.duties(service.database.engine, campaign, None, asked.key(int), limit, dropped=dropped)
        groups = {group.code: group for group in board.campaign.groups}
        roles = [(row, role_of(unit, row["data"], groups) if unit else None) for row in rows]
        return asked.answer(
            [(row, role) for row, role in roles if unit is None or role],
            lambda found: [found[0]["position"]],
            lambda found: {**shown_duty(board, found[0]), **({"role": found[1]} if unit else {})},
        )

    @routes.get("/campaigns/{campaign}/duties/{duty}", **reads("campaign.read"))
    async def show_duty(request: Request, campaign: str, duty: str) -> Response:
        reader(request)
        board = await board_now(service, campaign)
        row = await queries.duty_row(service.database.engine, campaign, duty)
        return json_response(shown_duty(board, row), version=row["version"])


def _acknowledgements(routes: APIRouter, service: Service) -> None:
    path = "/campaigns/{campaign}/duties/{duty}/acknowledgements"

    @routes.post(path, **writes("assignment.acknowledge", Acknowledge, example=examples.ACKNOWLEDGE))
    async def acknowledge(request: Request, campaign: str, duty: str) -> Response:
        """A unit takes note of a duty it holds."""

        async def handle(call: Call[Acknowledge]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: commands.acknowledge(service, campaign, duty, call.body))

        return await command(request, Acknowledge, handle)


async def board_now(service: Service, campaign: str) -> Board:
    """The campaign as it stands, without its units' reports; raises Refusal (404)."""
    published = await queries.campaign(service.database.engine, campaign)
    given = latest(await deadline_queries.extensions(service.database.engine, campaign))
    of_closing = {unit: one for (unit, period), one in given.items() if period == closing(published).period}
    return Board(published, {}, await service.clock.now(), of_closing)
