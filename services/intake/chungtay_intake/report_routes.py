"""Unit reports over HTTP: the draft that the unit's own activities add up to, filing, withdrawing, how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_intake import commands, examples, queries, shown
from chungtay_intake.bodies import FileReport, WithdrawReport
from chungtay_intake.commands import Intake
from chungtay_intake.described import CampaignCode, Diff, Period, PeriodFilter, UnitCode, changes, lists, shows
from chungtay_intake.heard import FINAL
from chungtay_intake.readmodels import drawn
from chungtay_intake.reference import Campaign
from chungtay_intake.refused import no_earlier_filing
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
    engine = intake.service.database

    @routes.get("/unit-reports", **lists("unit_report.read", examples.REPORTS))
    async def listed(request: Request, campaign: CampaignCode, period: PeriodFilter = None) -> Response:
        """The reports that units have filed, by unit and period."""
        asked = page(request)
        reader(request)
        rows = await queries.unit_reports(engine.engine, campaign, asked, period=period)
        await intake.references.judge(
            campaign, lambda known: period and not rows and commands.known_period(known, period)
        )
        return asked.answer(rows, lambda row: [row["unit"], row["period"]], shown.listed_report)

    @routes.get("/unit-reports/{unit}/draft", **shows("unit_report.read", examples.DRAFT))
    async def draft(request: Request, campaign: CampaignCode, unit: UnitCode, period: Period = FINAL) -> Response:
        """What a filing would freeze now, figure by figure, with the number of activities behind each."""
        known = await _cleared(intake, request, campaign, unit, period)
        state = await commands.standing_report(intake, campaign, unit, period)
        own = (await drawn(engine.pool, campaign, unit)).of(known.reports[period])
        return json_response(shown.draft(known, unit, state, own), version=state.version)

    @routes.get("/unit-reports/{unit}", **shows("unit_report.read", examples.SHOWN_REPORT))
    async def show(
        request: Request, campaign: CampaignCode, unit: UnitCode, period: Period = FINAL, diff: Diff = None
    ) -> Response:
        """How the unit's report of a period stands: state, content filed last, the word on it, every filing.

        `diff`: what the last filing says otherwise than the one that was returned, or than a version named.
        """
        reader(request, unit)
        state = await commands.standing_report(intake, campaign, unit, period)
        await intake.references.judge(campaign, lambda known: commands.require_known(known, unit, state))
        stream = await intake.service.log.stream(commands.report_stream(campaign, unit, period))
        reviews = await queries.reviews(engine.engine, campaign, unit, period)
        body = shown.report(campaign, unit, state, stream, reviews)
        if diff is not None:
            against = _against(diff, body["versions"])
            body["diff"] = None if against is None else shown.difference(stream, against, reviews)
        return json_response(body, version=state.version)


def _against(diff: str, versions: Sequence[Mapping[str, Any]]) -> int | None:
    """The earlier filing to compare with; None where none was returned. Raises Refusal for a version never filed."""
    earlier = versions[:-1]
    if diff == "returned":
        return next((v["report_version"] for v in reversed(earlier) if v["verdict"] == "returned"), None)
    known = [v["report_version"] for v in earlier]
    if not diff.isdigit() or int(diff) not in known:
        raise no_earlier_filing(diff, known)
    return int(diff)


async def _cleared(intake: Intake, request: Request, campaign: str, unit: str, period: str) -> Campaign:
    """The campaign, once the actor may read the unit's report and one may be filed; raises Refusal."""
    reader(request, unit)

    def known(campaign: Campaign) -> Campaign:
        commands.known_unit(campaign, unit)
        commands.known_period(campaign, period)
        return campaign

    return await intake.references.judge(campaign, known)
