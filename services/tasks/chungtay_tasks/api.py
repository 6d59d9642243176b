"""Tasks over HTTP: the directory and plans; campaigns, duties and who holds them; reports and reviews elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_tasks import commands, examples, queries
from chungtay_tasks.assignment_routes import assignment_routes
from chungtay_tasks.board_routes import board_routes
from chungtay_tasks.bodies import PublishCampaign
from chungtay_tasks.deadline_routes import deadline_routes
from chungtay_tasks.directory.routes import unit_routes
from chungtay_tasks.draft_routes import draft_routes
from chungtay_tasks.obstacle_routes import obstacle_routes
from chungtay_tasks.plan_routes import plan_routes
from chungtay_tasks.report_routes import report_routes
from chungtay_tasks.steering import steer


def router(service: Service) -> APIRouter:
    routes = APIRouter()
    unit_routes(routes, service)
    plan_routes(routes, service)
    draft_routes(routes, service)
    _campaigns(routes, service)
    board_routes(routes, service)
    assignment_routes(routes, service)
    obstacle_routes(routes, service)
    report_routes(routes, service)
    deadline_routes(routes, service)
    return routes


def _campaigns(routes: APIRouter, service: Service) -> None:
    @routes.post("/campaigns", **writes("campaign.publish", PublishCampaign, example=examples.campaign()))
    async def publish_campaign(request: Request) -> Response:
        """Publishes a reviewed campaign with all its duties, or refuses it with everything that is wrong."""

        async def handle(call: Call[PublishCampaign]) -> Answer:
            steer(call, call.body.coordinator, call.body.issuer)
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
        """A campaign as it stands: as it was published, or as it was amended last."""
        reader(request)
        row = await queries.campaign_row(service.database.engine, campaign)
        told = {**row["data"], "published_at": row["published_at"], "amended_at": row["amended_at"]}
        return json_response(told, version=row["version"])

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
