"""A campaign's board over HTTP: duties, assignments, expected reports, acknowledgements and reviews."""

from __future__ import annotations

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
from chungtay_tasks.board import Board, shown_assignment, shown_duty, shown_report, who
from chungtay_tasks.bodies import Acknowledge, ReviewReport
from chungtay_tasks.domain.progress import PROGRESS, TIMELINESS
from chungtay_tasks.events import DutyAssigned


def board_routes(routes: APIRouter, service: Service) -> None:
    _duties(routes, service)
    _assignments(routes, service)
    _reports(routes, service)


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
        rows, reports = await queries.assignments(
            service.database.engine, campaign, unit=unit, duty=duty, after=asked.key(int, str),
            limit=asked.fetch if state is timely is None else None,
        )  # fmt: skip
        board = await _board(service, campaign, reports)
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


def _reports(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/expected-reports", **reads("report.read"))
    async def expected_reports(request: Request, campaign: str) -> Response:
        """Each unit's report as it stands now, how many there are of each sort, and whose they are."""
        unit = visible_unit(service, request, "report.read")
        board = await _board(service, campaign, await queries.reports(service.database.engine, campaign, unit))
        expected = [e for e in board.campaign.expected_reports if unit in (None, e.unit)]
        units = who(board, expected)
        due = board.report_deadline
        return json_response(
            {
                "items": [shown_report(board, e) for e in expected],
                "next": None,
                "counts": {name: len(found) for name, found in units.items()},
                "units": units,
                "due_at": due.due_at,
                "last_valid_day": due.last_valid_day,
                "working_days_left": board.working_days_left(due),
                "as_of": board.now,
            }
        )

    @routes.post("/campaigns/{campaign}/reviews", **writes("report.review", ReviewReport, example=examples.REVIEW))
    async def review(request: Request, campaign: str) -> Response:
        """The coordinator accepts or returns exactly one version of a unit's report."""

        async def handle(call: Call[ReviewReport]) -> Answer:
            published = await queries.campaign(service.database.engine, campaign)
            call.act_for(published.coordinator)
            return await call.run(lambda: commands.review_report(service, published, call.body))

        return await command(request, ReviewReport, handle)


async def _board(service: Service, campaign: str, reports: queries.Reports | None = None) -> Board:
    published = await queries.campaign(service.database.engine, campaign)
    return Board(published, reports or {}, await service.clock.now())


def _assigned(row: queries.Row) -> DutyAssigned:
    return DutyAssigned.model_validate(row["data"])
