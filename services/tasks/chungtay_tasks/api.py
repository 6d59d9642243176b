"""Tasks over HTTP: the directory and plans; campaigns, duties and who holds them; reports and reviews elsewhere."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_tasks import commands, examples, queries
from chungtay_tasks.board_routes import board_routes
from chungtay_tasks.bodies import PublishCampaign, ReadPlan, RegisterUnits
from chungtay_tasks.events import UnitRegistered
from chungtay_tasks.plan import PlanRefused, read_plan
from chungtay_tasks.report_routes import report_routes


def router(service: Service) -> APIRouter:
    routes = APIRouter()
    _directory(routes, service)
    _plans(routes, service)
    _campaigns(routes, service)
    board_routes(routes, service)
    report_routes(routes, service)
    return routes


def _directory(routes: APIRouter, service: Service) -> None:
    @routes.post("/units", **writes("unit.register", RegisterUnits, example=examples.UNITS))
    async def register_units(request: Request) -> Response:
        """Adds units to the directory; those that stand there word for word are passed over."""

        async def handle(call: Call[RegisterUnits]) -> Answer:
            return await call.run(lambda: commands.register_units(service, call.body))

        return await command(request, RegisterUnits, handle)

    @routes.get("/units", **reads("unit.read"))
    async def list_units(request: Request) -> Response:
        """The directory of units, by code."""
        reader(request)
        asked = page(request)
        rows = await queries.units(service.database.engine, asked.key(str), asked.fetch)
        return asked.answer(rows, lambda row: [row["code"]], _unit)


def _unit(row: queries.Row) -> dict[str, Any]:
    return {name: row[name] for name in UnitRegistered.model_fields}


def _plans(routes: APIRouter, service: Service) -> None:
    @routes.post("/plans", **writes("plan.submit", ReadPlan, example=examples.PLAN))
    async def submit_plan(request: Request) -> Response:
        """Reads a plan's text: header, period, clauses, agencies, duties with their place in it, deadlines."""

        async def handle(call: Call[ReadPlan]) -> Answer:
            reading = await asyncio.to_thread(_read, call.body.text)
            return await call.run(lambda: commands.read_plan(service, call.body, reading))

        return await command(request, ReadPlan, handle)

    @routes.get("/plans/{plan}", **reads("plan.inspect"))
    async def show_plan(request: Request, plan: str) -> Response:
        """The latest reading of a plan."""
        reader(request)
        read, version = await commands.reading_of(service, plan)
        found = {"plan": read.plan, "text_sha256": read.text_sha256, "reading": read.reading}
        return json_response(found, version=version)


def _read(text: str) -> dict[str, Any]:
    try:
        return read_plan(text).model_dump(mode="json")
    except PlanRefused as refused:
        raise Refusal(
            refused.code, 422, field="text", vi=refused.vi, en=refused.en,
            remedy_vi=refused.remedy_vi, remedy_en=refused.remedy_en,
        ) from refused  # fmt: skip


def _campaigns(routes: APIRouter, service: Service) -> None:
    @routes.post("/campaigns", **writes("campaign.publish", PublishCampaign, example=examples.campaign()))
    async def publish_campaign(request: Request) -> Response:
        """Publishes a reviewed campaign with all its duties, or refuses it with everything that is wrong."""

        async def handle(call: Call[PublishCampaign]) -> Answer:
            call.act_for(call.body.coordinator)
            return await call.run(lambda: commands.publish_campaign(service, call.body))

        return await command(request, PublishCampaign, handle)

    @routes.get("/campaigns", **reads("campaign.read"))
    async def list_campaigns(request: Request) -> Response:
        """Campaigns, the latest first."""
        reader(request)
        asked = page(request)
        rows = await queries.campaigns(service.database.engine, asked.key(int), asked.fetch)
        return asked.answer(rows, lambda row: [row["position"]], _summary)

    @routes.get("/campaigns/{campaign}", **reads("campaign.read"))
    async def show_campaign(request: Request, campaign: str) -> Response:
        """A campaign as it was published."""
        reader(request)
        row = await queries.campaign_row(service.database.engine, campaign)
        return json_response({**row["data"], "published_at": row["published_at"]}, version=1)

    @routes.get("/campaigns/{campaign}/units", **reads("campaign.read"))
    async def list_campaign_units(request: Request, campaign: str) -> Response:
        """The campaign's units as they were when it was published, and what is expected of each."""
        reader(request)
        data = (await queries.campaign_row(service.database.engine, campaign))["data"]
        required = {expected["unit"]: expected["required"] for expected in data["expected_reports"]}
        items = [{**unit, "report_required": required.get(unit["code"])} for unit in data["units"]]
        return json_response({"items": items, "next": None})


_SUMMARY = ("title_vi", "title_en", "period", "issuer", "coordinator", "plan")


def _summary(row: queries.Row) -> dict[str, Any]:
    shown = {name: row["data"][name] for name in _SUMMARY}
    due = row["data"]["unit_report"]
    return {
        "campaign": row["campaign"], **shown, "published_at": row["published_at"],
        "due_at": due["due_at"], "last_valid_day": due["last_valid_day"],
    }  # fmt: skip
