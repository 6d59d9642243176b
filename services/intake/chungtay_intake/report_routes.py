"""Unit reports over HTTP: the draft that the unit's own activities add up to, filing, withdrawing, how it stands."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_intake import commands, examples, queries, shown
from chungtay_intake.bodies import FileReport, WithdrawReport
from chungtay_intake.commands import Intake
from chungtay_intake.described import CampaignCode, UnitCode, changes, lists, shows
from chungtay_intake.readmodels import drawn
from chungtay_intake.reference import Campaign
from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.paging import page


def report_router(intake: Intake) -> APIRouter:
    routes = APIRouter(tags=["unit reports"])
    _writing(routes, intake)
    _reading(routes, intake)
    return routes


def _writing(routes: APIRouter, intake: Intake) -> None:
    @routes.post(
        "/unit-reports/{unit}", **changes("unit_report.file", FileReport, examples.REPORT),
        summary="Nộp báo cáo của đơn vị. File the unit's report.",
    )  # fmt: skip
    async def file(request: Request, campaign: CampaignCode, unit: UnitCode) -> Response:
        """Draws the figures and freezes them, with the words, under a hash; filed activities can no longer change."""

        async def handle(call: Call[FileReport]) -> Answer:
            call.act_for(unit)
            return await call.run(lambda: commands.file(intake, campaign, unit, call))

        return await command(request, FileReport, handle)

    @routes.post(
        "/unit-reports/{unit}/withdraw", **changes("unit_report.withdraw", WithdrawReport, examples.WITHDRAWAL),
        summary="Rút báo cáo, có lý do. Withdraw the report, with a reason.",
    )  # fmt: skip
    async def withdraw(request: Request, campaign: CampaignCode, unit: UnitCode) -> Response:
        async def handle(call: Call[WithdrawReport]) -> Answer:
            call.act_for(unit)
            return await call.run(lambda: commands.withdraw(intake, campaign, unit, call))

        return await command(request, WithdrawReport, handle)


def _reading(routes: APIRouter, intake: Intake) -> None:
    @routes.get("/unit-reports", **lists("unit_report.read", examples.REPORTS))
    async def listed(request: Request, campaign: CampaignCode) -> Response:
        """The reports that units have filed, by unit."""
        asked = page(request)
        reader(request)
        await intake.references.judge(campaign, lambda known: known)
        rows = await queries.unit_reports(intake.service.database.engine, campaign, asked)
        return asked.answer(rows, lambda row: [row["unit"]], shown.listed_report)

    @routes.get("/unit-reports/{unit}/draft", **shows("unit_report.read", examples.DRAFT))
    async def draft(request: Request, campaign: CampaignCode, unit: UnitCode) -> Response:
        """What a filing would freeze now, figure by figure, with the number of activities behind each."""
        known = await _cleared(intake, request, campaign, unit)
        state = await commands.standing_report(intake, campaign, unit)
        own = await drawn(intake.service.database.pool, campaign, unit)
        return json_response(shown.draft(known, unit, state, own), version=state.version)

    @routes.get("/unit-reports/{unit}", **shows("unit_report.read", examples.SHOWN_REPORT))
    async def show(request: Request, campaign: CampaignCode, unit: UnitCode) -> Response:
        """How the unit's report stands: state, content filed last, and the coordinator's word on it."""
        await _cleared(intake, request, campaign, unit)
        stream = await intake.service.log.stream(commands.report_stream(campaign, unit))
        state = await commands.standing_report(intake, campaign, unit)
        review = await queries.review(intake.service.database.engine, campaign, unit, state.report_version)
        return json_response(shown.report(campaign, unit, state, stream, review), version=state.version)


async def _cleared(intake: Intake, request: Request, campaign: str, unit: str) -> Campaign:
    """The campaign, once the actor may read the unit's report and both exist; raises Refusal."""
    reader(request, unit)

    def known(campaign: Campaign) -> Campaign:
        commands.known_unit(campaign, unit)
        return campaign

    return await intake.references.judge(campaign, known)
