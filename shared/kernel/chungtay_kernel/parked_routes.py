"""Routes about what could not take effect: look at it, have it applied again, or give it up, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.edge import correlation_id
from chungtay_kernel.events import Context
from chungtay_kernel.http import json_response, read_model, reader
from chungtay_kernel.inbox import Inbox
from chungtay_kernel.openapi import reads
from chungtay_kernel.parked import NothingParked, discard, retry
from chungtay_kernel.parking import list_parked, show_parked
from chungtay_kernel.problems import Refusal
from chungtay_kernel.rejected import list_rejected
from chungtay_kernel.subscription import SubscriptionState
from chungtay_kernel.text import FreeText

if TYPE_CHECKING:
    from chungtay_kernel.service import Service


class Retry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    source: str
    stream: str
    reason: Annotated[FreeText, Field(min_length=3, max_length=500)]


class Discard(Retry):
    """Gives up the stream's parked events up to `version`."""

    version: int = Field(ge=1)


def parked_router(service: Service) -> APIRouter:
    router = APIRouter(tags=["parked"])

    @router.get("/parked", **reads("parked.read"))
    async def parked(source: str | None = None) -> Response:
        """A row a stream: where it stopped, why, since when, how many events wait."""
        return json_response({"items": await list_parked(service.database.pool, service.name, source), "next": None})

    @router.get("/parked/{source}/{stream:path}", **reads("parked.read"))
    async def show(source: str, stream: str) -> Response:
        """Every parked or discarded event of a stream, with its data."""
        rows = await show_parked(service.database.pool, service.name, source, stream)
        return json_response({"items": rows, "next": None})

    @router.get("/rejected", **reads("parked.read"))
    async def rejected(
        before: Annotated[int, Query(ge=0, lt=2**63)] | None = None, limit: Annotated[int, Query(ge=1, le=500)] = 100
    ) -> Response:
        """Records that came on a topic and are no events; the newest first."""
        rows = await list_rejected(service.database.pool, before=before, limit=limit)
        following = rows[-1]["id"] if len(rows) == limit else None
        return json_response({"items": rows, "next": following})

    @router.post("/parked/retry", **reads("parked.settle"))
    async def retry_stream(request: Request) -> Response:
        wish, context = await read_model(request, Retry), _context(request)
        try:
            done = await retry(_inbox(service, wish.source), wish.stream, context=context, reason=wish.reason)
        except NothingParked:
            raise _nothing_parked(wish.stream) from None
        return json_response({"stream": wish.stream, "versions": done.versions, "still_parked_for": done.reason})

    @router.post("/parked/discard", **reads("parked.settle"))
    async def discard_stream(request: Request) -> Response:
        wish, context = await read_model(request, Discard), _context(request)
        inbox = _inbox(service, wish.source)
        try:
            versions = await discard(inbox, wish.stream, wish.version, context=context, reason=wish.reason)
        except NothingParked:
            raise _nothing_parked(wish.stream) from None
        return json_response({"stream": wish.stream, "versions": versions})

    return router


def _context(request: Request) -> Context:
    return Context(str(reader(request)), correlation_id(request))


def _inbox(service: Service, source: str) -> Inbox:
    """The running consumer's, or, in a process that does not consume, one made for the occasion."""
    if service.consumers is not None and source in service.consumers.states:
        return service.consumers.inbox(source)
    for subscription in service.spec.subscriptions(service):
        if subscription.source == source:
            return Inbox(service.name, service.database, service.log.writer, subscription, SubscriptionState())
    raise Refusal(
        "source_unknown", 404, field="source", value=source, vi=f"Dịch vụ này không nghe nguồn {source}.",
        en=f"This service does not hear {source}.", remedy_vi="Xem GET /parked.", remedy_en="See GET /parked.",
    )  # fmt: skip


def _nothing_parked(stream: str) -> Refusal:
    return Refusal(
        "nothing_parked", 404, field="stream", value=stream, vi="Luồng này không có sự kiện nào bị giữ lại.",
        en="No event of this stream is parked.", remedy_vi="Xem GET /parked.", remedy_en="See GET /parked.",
    )  # fmt: skip
