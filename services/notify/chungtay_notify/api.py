"""Notify over HTTP: alerts, the inbox, the ledger of deliveries, and where units are reached."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.events import Decision, Draft
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_notify import queries
from chungtay_notify.events import RecipientChanged
from chungtay_notify.queries import Row

UnitCode = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$", examples=["XP-07777"], description="Mã đơn vị. Unit.")]

_IF_MATCH: dict[str, Any] = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"}, "example": '"1"',
    "description": "ETag của bản đang sửa; nếu gửi thì được kiểm tra. ETag of the version that is changed, checked "
    "where it is sent.",
}  # fmt: skip


class ChangeRecipient(BaseModel):
    """A unit's official mailboxes; none: the unit gets no mail."""

    model_config = ConfigDict(extra="forbid")
    mail: list[Annotated[str, Field(pattern=r"^[^@\s,<>]{1,64}@[A-Za-z0-9.-]{1,190}$")]] = Field(max_length=5)


def router(service: Service) -> APIRouter:
    routes = APIRouter()
    _alert_routes(routes, service)
    _recipient_routes(routes, service)
    return routes


def _alert_routes(routes: APIRouter, service: Service) -> None:
    @routes.get("/campaigns/{campaign}/alerts", **reads("alert.read"))
    async def list_alerts(request: Request, campaign: str) -> Response:
        unit, asked = request.query_params.get("unit"), page(request)
        reader(request, unit)
        state = _one_of(request, "state", ("open", "withdrawn"))
        rows = await queries.alerts(service.database.engine, campaign, unit=unit, state=state, page=asked)
        return asked.answer(rows, _position, shown_alert)

    @routes.get("/alerts/{alert:path}", **reads("alert.read"))
    async def show_alert(request: Request, alert: str) -> Response:
        row = await queries.alert(service.database.engine, alert)
        if row is None:
            raise _unknown_alert(alert)
        reader(request, row["unit"])
        return json_response(shown_alert(row), version=row["version"])

    @routes.get("/inbox", **reads("alert.read"))
    async def show_inbox(request: Request) -> Response:
        unit, asked = request.scope["chungtay.actor"].unit, page(request)
        reader(request, unit)
        rows = await queries.inbox(service.database.engine, unit, asked)
        return asked.answer(rows, _position, shown_alert)

    @routes.get("/campaigns/{campaign}/deliveries", **reads("delivery.read"))
    async def list_deliveries(request: Request, campaign: str) -> Response:
        asked = page(request)
        reader(request)
        state = _one_of(request, "state", ("started", "succeeded", "failed", "uncertain"))
        rows = await queries.deliveries(
            service.database.engine,
            campaign,
            alert_id=request.query_params.get("alert"),
            state=state,
            page=asked,
        )
        return asked.answer(rows, _position, dict)


def _recipient_routes(routes: APIRouter, service: Service) -> None:
    @routes.get("/recipients/{unit}", **reads("recipient.read"))
    async def show_recipient(request: Request, unit: UnitCode) -> Response:
        reader(request, unit)
        row = await queries.recipient(service.database.engine, unit)
        return json_response({"unit": unit, "mail": row["mail"] if row else []}, version=row["version"] if row else 0)

    change = writes("recipient.change", ChangeRecipient, example={"mail": ["vanthu.bichdong@example.gov.vn"]})
    change["openapi_extra"]["parameters"].append(_IF_MATCH)

    @routes.put("/recipients/{unit}", **change)
    async def change_recipient(request: Request, unit: UnitCode) -> Response:
        async def handle(call: Call[ChangeRecipient]) -> Answer:
            call.act_for(unit)
            return await call.run(lambda: _change(service, unit, call))

        return await command(request, ChangeRecipient, handle)


async def _change(service: Service, unit: str, call: Call[ChangeRecipient]) -> Decision:
    stream = f"recipient/{unit}"
    version = len(await service.log.stream(stream))
    if "if-match" in call.request.headers:
        call.require_version(version)
    return Decision([Draft(stream, version, [RecipientChanged(unit=unit, mail=call.body.mail)])], {"unit": unit})


def shown_alert(row: Row) -> dict[str, Any]:
    """An alert as JSON: what it says, to whom, why, and whether it still stands."""
    said = row["wording"]
    return {
        "id": row["alert"],
        "campaign": row["campaign"],
        "rule": row["rule"],
        "unit": row["unit"],
        "subject_unit": row["subject_unit"],
        "period": row["period"],
        "state": "withdrawn" if row["withdrawn_at"] else "open",
        "raised_at": row["raised_at"],
        "withdrawn_at": row["withdrawn_at"],
        "withdrawn_reason": row["withdrawn_reason"],
        "title": {"vi": said["vi"]["title"], "en": said["en"]["title"]},
        "text": {"vi": said["vi"]["text"], "en": said["en"]["text"]},
    }


def _position(row: Row) -> list[int]:
    return [row["position"]]


def _one_of(request: Request, name: str, allowed: tuple[str, ...]) -> str | None:
    value = request.query_params.get(name)
    if value is None or value in allowed:
        return value
    raise Refusal(
        "value_invalid", 422, field=name, value=value,
        vi=f"Giá trị của {name} không hợp lệ.", en=f"The value of {name} is not valid.",
        expected_vi=f"một trong: {', '.join(allowed)}", expected_en=f"one of: {', '.join(allowed)}",
        remedy_vi=f"Sửa hoặc bỏ {name}.", remedy_en=f"Change {name} or leave it out.",
    )  # fmt: skip


def _unknown_alert(alert: str) -> Refusal:
    return Refusal(
        "alert_unknown", 404, field="alert", value=alert, vi="Không có thông báo này.", en="There is no such alert.",
        expected_vi="id lấy từ danh sách thông báo", expected_en="an id from the list of alerts",
        remedy_vi="Lấy id từ danh sách thông báo của đợt.",
        remedy_en="See GET /notify/campaigns/{campaign}/alerts.",
    )  # fmt: skip
