"""A campaign's board over HTTP: duties, assignments and acknowledgements."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_tasks import commands, examples, queries
from chungtay_tasks.asked import one_of, visible_unit
from chungtay_tasks.board import Board, shown_assignment, shown_duty
from chungtay_tasks.bodies import Acknowledge
from chungtay_tasks.domain.progress import PROGRESS, TIMELINESS
from chungtay_tasks.events import DutyAssigned
from chungtay_tasks.report_periods import closing


def board_routes(routes: APIRouter, service: Service) -> None:
    _duties(routes, service)
    _assignments(routes, service)


def _duties(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/duties", **reads("campaign.read"))
    async def list_duties(request: Request, campaign: str) -> Response:
        """Duties in the plan's order; `unit`: those it holds."""
        reader(request)
        asked, unit = page(request), request.query_params.get("unit")
        board = await _board(service, campaign)
        rows = await queries.duties(service.database.engine, campaign, unit, asked.key(int), asked.fetch)
        return asked.answer(rows, lambda row: [row["position"]], lambda row: shown_duty(board, _assigned(row)))

    @routes.get("/campaigns/{campaign}/duties/{duty}", **reads("campaign.read"))
    async def show_duty(request: Request, campaign: str, duty: str) -> Response:
        reader(request)
        board = await _board(service, campaign)
        row = await queries.duty_row(service.database.engine, campaign, duty)
        return json_response(shown_duty(board, _assigned(row)), version=1)


def _assignments(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/assignments", **reads("assignment.read"))
    async def list_assignments(request: Request, campaign: str) -> Response:
        """One row a duty and unit, with progress and timeliness as of now; filters: unit, duty, state, timeliness."""
        unit = visible_unit(service, request, "assignment.read")
        asked, duty = page(request), request.query_params.get("duty")
        state, timely = one_of(request, "state", PROGRESS), one_of(request, "timeliness", TIMELINESS)
        board = await _board(service, campaign)
        rows, reports = await queries.assignments(
            service.database.engine, campaign, unit=unit, duty=duty, after=asked.key(int, str),
            limit=asked.fetch if state is timely is None else None, period=closing(board.campaign).period,
        )  # fmt: skip
        board = replace(board, reports=reports)
        shown = [(row, shown_assignment(board, row)) for row in rows]
        fitting = [
            (row, item) for row, item in shown
            if state in (None, item["progress"]) and timely in (None, item["timeliness"])
        ]  # fmt: skip
        return asked.answer(
            fitting, lambda found: [found[0]["position"], found[0]["unit"]], lambda found: found[1]
        )  # fmt: skip

    path = "/campaigns/{campaign}/duties/{duty}/acknowledgements"

    @routes.post(path, **writes("assignment.acknowledge", Acknowledge, example=examples.ACKNOWLEDGE))
    async def acknowledge(request: Request, campaign: str, duty: str) -> Response:
        """A unit takes note of a duty it holds."""

        async def handle(call: Call[Acknowledge]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: commands.acknowledge(service, campaign, duty, call.body))

        return await command(request, Acknowledge, handle)


async def _board(service: Service, campaign: str) -> Board:
    published = await queries.campaign(service.database.engine, campaign)
    return Board(published, {}, await service.clock.now())


def _assigned(row: queries.Row) -> DutyAssigned:
    return DutyAssigned.model_validate(row["data"])
