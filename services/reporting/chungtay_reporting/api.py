"""Reporting over HTTP: the report, its figures and where they come from, seals, and the proof."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BeforeValidator
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.faults import fault
from chungtay_kernel.http import Call, command, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_kernel.tokens import Actor
from chungtay_reporting import standing
from chungtay_reporting.assembly import told
from chungtay_reporting.completeness import Completeness
from chungtay_reporting.definitions import Definitions
from chungtay_reporting.events import ReportSealed
from chungtay_reporting.explain import explain, parse
from chungtay_reporting.figures import Figures, figures
from chungtay_reporting.report import canonical
from chungtay_reporting.reports import MEDIA_TYPES, Content, Reports
from chungtay_reporting.sealing import Sealer, SealReport
from chungtay_reporting.vector import At, Vector, at
from chungtay_reporting.verification import verify

Format = Literal["json", "html", "docx"]
PeriodKey = Annotated[
    str | None,
    Query(max_length=16, description="a recurring report's period, such as 2024-06; none: the whole campaign"),
]


def _written_out(moment: object) -> object:
    """A bare number would be read as seconds since 1970, which nobody means who asks for `2024`."""
    if isinstance(moment, str) and moment.strip("+-").isdecimal():
        raise ValueError("a moment with offset, e.g. 2024-06-28T17:00:00+07:00")
    return moment


AsOf = Annotated[
    AwareDatetime | None, BeforeValidator(_written_out), Query(description="moment with offset; none: now")
]


def router(service: Service) -> APIRouter:
    routes = APIRouter()
    reports = Reports(service)
    _report_routes(routes, reports)
    _figure_routes(routes, reports)
    _seal_routes(routes, reports)
    _verification_route(routes, reports)
    return routes


def _report_routes(routes: APIRouter, reports: Reports) -> None:
    @routes.get("/campaigns/{campaign}/report", **reads("report.read"))
    async def read_report(
        request: Request,
        campaign: str,
        document_format: Annotated[Format, Query(alias="format")] = "json",
        as_of: AsOf = None,
        period: PeriodKey = None,
    ) -> Response:
        """The consolidated report; without `as_of` the sealed edition, unless something changed since.

        `period`: of a recurring report's days alone; those are never sealed.
        """
        reader(request)
        found = await reports.document(campaign, document_format, as_of, period)
        return _document(found, campaign, document_format)

    @routes.get("/campaigns/{campaign}/completeness", **reads("report.read"))
    async def read_completeness(
        request: Request, campaign: str, as_of: AsOf = None, period: PeriodKey = None
    ) -> Response:
        """Who has reported, on time, late or not at all, by name; `period`: by default the one that closes."""
        reader(request)
        judged_at = as_of or await reports.service.clock.now()
        async with at(reports.pool, await reports.vector(as_of)) as then:
            definition = await standing.campaign(then, campaign)
            found = await standing.reports(then, definition, period)
            every = await standing.every(then, definition)
        units = [{"unit": u.unit, "timeliness": u.timeliness(judged_at)} for u in found.units]
        body = {**told(found, definition), "timeliness": units, "periods": [_counted(one) for one in every]}
        return _json({**body, "vector": shown_vector(then.vector)})


def _counted(reports: Completeness) -> dict[str, Any]:
    return {"period": reports.period, "due_at": reports.due_at, "counts": reports.counts()}


def _figure_routes(routes: APIRouter, reports: Reports) -> None:
    @routes.get("/campaigns/{campaign}/figures", **reads("figure.read"))
    async def list_figures(
        request: Request, campaign: str, unit: str | None = None, indicator: str | None = None, as_of: AsOf = None,
        period: PeriodKey = None,
    ) -> Response:  # fmt: skip
        """Every figure that applies, zero and missing told apart; `unit` is a scope: total, XP or a unit's code.

        Who sees only a unit's own figures gets those without naming it.
        """
        unit = _seen(request, reports, unit)
        found, vector = await _figures(reports, campaign, as_of, period)
        items = [found.shown(cell).model_dump() for cell in found.all(unit=unit, indicator=indicator)]
        return _json({"items": items, "next": None, "vector": shown_vector(vector)})

    @routes.get("/campaigns/{campaign}/figures/{figure}", **reads("figure.read"))
    async def read_figure(
        request: Request, campaign: str, figure: str, as_of: AsOf = None, period: PeriodKey = None
    ) -> Response:
        async with at(reports.pool, await reports.vector(as_of)) as then:
            code, scope = await _cleared(request, then, campaign, figure)
            found = await figures(then, campaign, period)
        return _json({**found.figure(code, scope).model_dump(), "vector": shown_vector(then.vector)})

    @routes.get("/campaigns/{campaign}/figures/{figure}/explain", **reads("figure.read"))
    async def explain_figure(
        request: Request, campaign: str, figure: str, as_of: AsOf = None, period: PeriodKey = None
    ) -> Response:
        """The activities and reports that make a figure up, each with its event; they add up to it."""
        async with at(reports.pool, await reports.vector(as_of)) as then:
            found = await explain(then, campaign, *await _cleared(request, then, campaign, figure), period)
        body = {"figure": found.figure.model_dump(), "contributions": found.contributions}
        return _json({**body, "vector": shown_vector(then.vector)})


async def _figures(
    reports: Reports, campaign: str, as_of: AwareDatetime | None, period: str | None
) -> tuple[Figures, Vector]:  # fmt: skip
    async with at(reports.pool, await reports.vector(as_of)) as then:
        return await figures(then, campaign, period), then.vector


def _seen(request: Request, reports: Reports, unit: str | None) -> str | None:
    """The scope whose figures are asked for; raises Refusal (403) for one that the reader may not look at."""
    actor: Actor = request.scope["chungtay.actor"]
    if unit is None and reports.service.policy.needs_unit(actor, "figure.read"):
        unit = actor.unit
    reader(request, unit)
    return unit


async def _cleared(request: Request, then: At, campaign: str, figure: str) -> tuple[str, str]:
    """Indicator and scope of a figure that the reader may look at; raises Refusal (404, 403)."""
    code, scope = parse(Definitions(await standing.campaign(then, campaign)), figure)
    reader(request, scope)
    return code, scope


def _seal_routes(routes: APIRouter, reports: Reports) -> None:
    @routes.post("/campaigns/{campaign}/seals", **writes("report.seal", SealReport, example={"overrides": []}))
    async def seal_report(request: Request, campaign: str) -> Response:
        async def handle(call: Call[SealReport]) -> Answer:
            async with at(reports.pool) as now:
                call.act_for((await standing.campaign(now, campaign)).coordinator)
            answer = await call.run(Sealer(reports, campaign, call).decide)
            fault("seal.after_commit")
            return answer

        return await command(request, SealReport, handle)

    @routes.get("/campaigns/{campaign}/seals", **reads("seal.read"))
    async def list_seals(request: Request, campaign: str) -> Response:
        reader(request)
        return _json({"items": [s.model_dump(exclude_unset=True) for s in await reports.seals(campaign)], "next": None})

    @routes.get("/campaigns/{campaign}/seals/{edition}", **reads("seal.read"))
    async def read_seal(request: Request, campaign: str, edition: int) -> Response:
        """The file `report.seal.json`: what was sealed, signed."""
        reader(request)
        return _json((await _edition(reports, campaign, edition)).model_dump(exclude_unset=True))

    @routes.get("/campaigns/{campaign}/seals/{edition}/documents/{document_format}", **reads("seal.document"))
    async def read_sealed_document(request: Request, campaign: str, edition: int, document_format: Format) -> Response:
        """A sealed document, the very bytes whose digest the seal holds."""
        reader(request)
        sealed = await _edition(reports, campaign, edition)
        content = await reports.edition(sealed, document_format)
        return _document(content, campaign, document_format)


async def _edition(reports: Reports, campaign: str, edition: int) -> ReportSealed:
    found = next((s for s in await reports.seals(campaign) if s.edition == edition), None)
    if found is None:
        raise _no_edition(edition)
    return found


def _verification_route(routes: APIRouter, reports: Reports) -> None:
    @routes.get("/verification", **reads("report.verify"))
    async def verification(request: Request, campaign: str | None = None) -> Response:
        """Recomputes every log's hash chain from journal and feed, and checks the seals."""
        reader(request)
        return _json(await verify(reports, campaign))


def shown_vector(vector: Vector) -> dict[str, Any]:
    return {source: {"position": mark.position, "hash": mark.hash.hex()} for source, mark in vector.items()}


def _json(value: Any) -> Response:
    return Response(canonical(value), media_type="application/json")


def _document(found: Content, campaign: str, document_format: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{campaign}.{document_format}"'}
    if found.edition is not None:
        headers["Chungtay-Edition"] = str(found.edition)
    return Response(found.content, headers=headers, media_type=MEDIA_TYPES[document_format])


def _no_edition(edition: int) -> Refusal:
    return Refusal(
        "edition_unknown", 404, field="edition", value=edition,
        vi="Không có bản niêm phong số này.", en="There is no such edition.",
        expected_vi="số của một bản đã niêm phong", expected_en="the number of a sealed edition",
        remedy_vi="Chọn một số trong danh sách bản niêm phong.", remedy_en="See GET …/seals.",
    )  # fmt: skip
