"""Units' reports over HTTP as who reviews them sees them: what is expected, verdicts, the way to the right desk."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_tasks import deadline_queries, examples, queries, review_commands
from chungtay_tasks.asked import visible_unit
from chungtay_tasks.bodies import RerouteReport, ReviewReport
from chungtay_tasks.deadline_queries import latest
from chungtay_tasks.domain.cautions import of_calendar
from chungtay_tasks.reports_board import boards, counted, current, shown_report, who
from chungtay_tasks.working_days import vietnam


def report_routes(routes: APIRouter, service: Service) -> None:
    _expected(routes, service)
    _reviews(routes, service)
    _reroutes(routes, service)


def _expected(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/expected-reports", **reads("report.read"))
    async def expected_reports(request: Request, campaign: str) -> Response:
        """Each unit's report of a period as it stands now, how many there are of each sort, and whose they are.

        `period`: by default the one that is due next, after all of them the one that closes the campaign.
        """
        unit = visible_unit(service, request, "report.read")
        published = await queries.campaign(service.database.engine, campaign)
        now = await service.clock.now()
        asked = request.query_params.get("period")
        period = review_commands.require_period(published, asked) if asked else current(published, now)
        found = await queries.all_reports(service.database.engine, campaign, unit)
        expected = [e for e in published.expected_reports if unit in (None, e.unit)]
        given = latest(await deadline_queries.extensions(service.database.engine, campaign, unit))
        every = list(boards(published, found, now, given))
        board = next(one for one in every if one.period.period == period.period)
        units = who(board, expected)
        due = board.deadline
        return json_response(
            {
                "items": [shown_report(board, e) for e in expected],
                "next": None,
                "period": period.period,
                "counts": {name: len(found) for name, found in units.items()},
                "units": units,
                "due_at": due.due_at,
                "last_valid_day": due.last_valid_day,
                "working_days_left": board.working_days_left,
                "periods": [{**one.period.model_dump(), "counts": counted(one, expected)} for one in every],
                "cautions": list(of_calendar(published, published.unit_report.due_at, vietnam())),
                "as_of": now,
            }
        )


def _reviews(routes: APIRouter, service: Service) -> None:
    @routes.post("/campaigns/{campaign}/reviews", **writes("report.review", ReviewReport, example=examples.REVIEW))
    async def review(request: Request, campaign: str) -> Response:
        """Who reviews a unit's report checks, accepts or returns exactly one version of it; nobody their own."""

        async def handle(call: Call[ReviewReport]) -> Answer:
            published = await queries.campaign(service.database.engine, campaign)
            review_commands.seated(published, call)
            return await call.run(lambda: review_commands.review_report(service, campaign, call))

        return await command(request, ReviewReport, handle)

    @routes.get("/campaigns/{campaign}/reviews", **reads("report.read"))
    async def list_reviews(request: Request, campaign: str) -> Response:
        """What was said of reports and where they went: who, when, what, why; filters: unit, period."""
        unit, asked = visible_unit(service, request, "report.read"), page(request)
        await queries.campaign(service.database.engine, campaign)
        rows = await queries.reviews(
            service.database.engine, campaign, unit=unit, period=request.query_params.get("period"),
            after=asked.key(str, str, int), limit=asked.fetch,
        )  # fmt: skip
        key = ("unit", "period", "version")
        return asked.answer(rows, lambda row: [row[name] for name in key], review_commands.shown_review)


def _reroutes(routes: APIRouter, service: Service) -> None:
    @routes.post("/campaigns/{campaign}/reroutes", **writes("report.reroute", RerouteReport, example=examples.REROUTE))
    async def reroute(request: Request, campaign: str) -> Response:
        """A report that came to the wrong desk is passed on by that desk, or taken over by the right one."""

        async def handle(call: Call[RerouteReport]) -> Answer:
            published = await queries.campaign(service.database.engine, campaign)
            review_commands.at_a_desk(published, call)
            return await call.run(lambda: review_commands.reroute_report(service, campaign, call))

        return await command(request, RerouteReport, handle)
