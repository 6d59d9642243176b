"""Activities over HTTP: record one or many, check, list, show, correct, void, and what happened to one."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_intake import commands, examples, queries, shown
from chungtay_intake.bodies import CorrectActivity, RecordActivity, VoidActivity
from chungtay_intake.commands import Intake
from chungtay_intake.described import CampaignCode, DutyFilter, UnitFilter, asks, changes, lists, shows
from chungtay_intake.queries import Row
from chungtay_intake.unknown import unknown_activity, unknown_duty
from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, read_model, reader
from chungtay_kernel.openapi import writes
from chungtay_kernel.paging import page


def activity_router(intake: Intake) -> APIRouter:
    routes = APIRouter(tags=["activities"])
    _writing(routes, intake)
    _changing(routes, intake)
    _reading(routes, intake)
    return routes


def _writing(routes: APIRouter, intake: Intake) -> None:
    @routes.post(
        "/activities", **writes("activity.record", RecordActivity, example=examples.ACTIVITY, many=True),
        summary="Ghi một hoạt động, hoặc đến 500. Record an activity, or up to 500.",
    )  # fmt: skip
    async def record(request: Request, campaign: CampaignCode) -> Response:
        """One activity: 201. A list, each with its idempotency_key: 200 with an outcome an item."""

        async def handle(call: Call[RecordActivity]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: commands.record(intake, campaign, call))

        return await command(request, RecordActivity, handle)

    @routes.post(
        "/activities/validate", **asks("activity.record", RecordActivity, examples.ACTIVITY, examples.CHECKED),
        summary="Kiểm tra, không ghi. Check without recording.",
    )  # fmt: skip
    async def validate(request: Request, campaign: CampaignCode) -> Response:
        """The same checks and refusals as recording, and how figures are read; nothing is written."""
        body = await read_model(request, RecordActivity)
        reader(request, body.unit)
        accepted, _ = await commands.checked(intake, campaign, body)
        return json_response({"understood": commands.understood(accepted)})


def _changing(routes: APIRouter, intake: Intake) -> None:
    @routes.put(
        "/activities/{activity}", **changes("activity.correct", CorrectActivity, examples.CORRECTION),
        summary="Sửa một hoạt động, có lý do. Correct an activity, with a reason.",
    )  # fmt: skip
    async def correct(request: Request, campaign: CampaignCode, activity: UUID) -> Response:
        async def handle(call: Call[CorrectActivity]) -> Answer:
            call.act_for((await _known(intake, campaign, activity))["unit"])
            return await call.run(lambda: commands.correct(intake, campaign, activity, call))

        return await command(request, CorrectActivity, handle)

    @routes.post(
        "/activities/{activity}/void", **changes("activity.void", VoidActivity, examples.VOID),
        summary="Hủy một hoạt động, có lý do. Void an activity, with a reason.",
    )  # fmt: skip
    async def void(request: Request, campaign: CampaignCode, activity: UUID) -> Response:
        async def handle(call: Call[VoidActivity]) -> Answer:
            unit = (await _known(intake, campaign, activity))["unit"]
            call.act_for(unit)
            return await call.run(lambda: commands.void(intake, campaign, activity, unit, call))

        return await command(request, VoidActivity, handle)


def _reading(routes: APIRouter, intake: Intake) -> None:
    engine = intake.service.database

    @routes.get(
        "/activities", **lists("activity.read", examples.ACTIVITIES),
        summary="Hoạt động, mới ghi trước. Activities, last recorded first.",
    )  # fmt: skip
    async def listed(
        request: Request, campaign: CampaignCode, unit: UnitFilter = None, duty: DutyFilter = None
    ) -> Response:
        asked = page(request)
        unit = await _readable_unit(intake, request, campaign, unit)
        await _known_duty(intake, campaign, duty)
        rows = await queries.activities(engine.engine, campaign, unit=unit, duty=duty, page=asked)
        return asked.answer(rows, lambda row: [row["first_position"]], shown.activity)

    @routes.get("/activities/{activity}", **shows("activity.read", examples.SHOWN_ACTIVITY))
    async def show(request: Request, campaign: CampaignCode, activity: UUID) -> Response:
        """An activity as it stands; its ETag is the version that If-Match names."""
        row = await _known(intake, campaign, activity)
        reader(request, row["unit"])
        return json_response(shown.activity(row), version=row["version"])

    @routes.get("/activities/{activity}/history", **lists("activity.read", examples.HISTORY))
    async def history(request: Request, campaign: CampaignCode, activity: UUID) -> Response:
        """Every version, oldest first: who, when, why, and what it changed."""
        asked = page(request)
        row = await _known(intake, campaign, activity)
        reader(request, row["unit"])
        versions = shown.history(await intake.service.log.stream(f"activity/{activity}"))
        (seen,) = asked.key(int) or [0]
        following = [version for version in versions if version["version"] > seen]
        return asked.answer(following[: asked.fetch], lambda version: [version["version"]], lambda version: version)


async def _known(intake: Intake, campaign: str, activity: UUID) -> Row:
    """Raises Refusal (404)."""
    row = await queries.activity(intake.service.database.engine, campaign, activity)
    if row is None:
        await intake.references.judge(campaign, lambda known: known)
        raise unknown_activity(activity)
    return row


async def _readable_unit(intake: Intake, request: Request, campaign: str, unit: str | None) -> str | None:
    """The unit to show: the one asked for; of who may read only their own, their own. Raises Refusal."""
    actor = request.scope["chungtay.actor"]
    if unit is None and intake.service.policy.needs_unit(actor, "activity.read"):
        unit = actor.unit
    reader(request, unit)
    await intake.references.judge(campaign, lambda known: unit and commands.known_unit(known, unit))
    return unit


async def _known_duty(intake: Intake, campaign: str, duty: str | None) -> None:
    known = await intake.references.judge(campaign, lambda known: known)
    if duty is not None and duty not in known.duties:
        raise unknown_duty(known, duty)
