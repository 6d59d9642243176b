"""Routes every service has: health, the feed of its log, how it stands, parked streams, the simulated clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.feeds import PAGE, head_json, page_json
from chungtay_kernel.health import Health
from chungtay_kernel.http import json_response, read_model, reader
from chungtay_kernel.metrics import CONTENT_TYPE
from chungtay_kernel.openapi import reads
from chungtay_kernel.policy import EVERYONE, Policy, Rule
from chungtay_kernel.problems import Refusal
from chungtay_kernel.standing import standing
from chungtay_kernel.writer import CHANNEL

if TYPE_CHECKING:
    from chungtay_kernel.service import Service

KERNEL_POLICY = Policy(
    {
        "feed.read": Rule({"service", "auditor", "ops"}),
        "standing.read": Rule({"service", "auditor", "ops", "coordinator", "leader"}),
        "parked.read": Rule({"auditor", "ops"}),
        "parked.settle": Rule({"ops"}),
        "clock.read": Rule(EVERYONE),
        "clock.move": Rule({"ops"}),
    }
)

OPEN_ROUTES = frozenset({"live", "ready", "metrics"})
"""Answered without a token: they tell nothing of what was recorded."""


class MoveClock(BaseModel):
    """`running`: from there on the simulated clock runs with real time."""

    model_config = ConfigDict(extra="forbid")
    to: AwareDatetime
    running: bool = False


def open_router(service: Service) -> APIRouter:
    router = APIRouter(tags=["health"])
    health = Health(service)

    @router.get("/live")
    async def live() -> Response:
        """The process runs and its event loop answers."""
        return json_response({"alive": True, "service": service.name})

    @router.get("/ready")
    async def ready() -> Response:
        """200 where everything works, 503 with the reasons where something does not."""
        found = await health.ready()
        return json_response(found, 200 if found["ready"] else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        if service.opened.is_set():
            await observe(service)
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)

    return router


async def observe(service: Service) -> None:
    """Sets the gauges that are read when asked for."""
    stands, gauge = await standing(service), service.metrics.observe
    gauge("log_position", "Position of the log's head", stands["head"]["position"])
    gauge("unpublished_events", "Events not yet on the topic", stands["unpublished"])
    gauge("due_timers", "Timers due and not fired", stands["due_timers"])
    gauge("parked_events", "Events parked", stands["parked"])
    gauge("writes_open", "1 while the log takes writes", stands["writes_open"])
    for source, cursor in stands["inputs"].items():
        gauge("received_events", "Events received", cursor["received"], {"source": source})
        if cursor["head_known"] is not None:
            behind = max(cursor["head_known"] - cursor["complete_to"], 0)
            gauge("events_behind", "Events the source has and we have not", behind, {"source": source})


def kernel_router(service: Service) -> APIRouter:
    router = APIRouter(tags=["kernel"])

    @router.get("/events", **reads("feed.read"))
    async def feed(
        after: Annotated[int, Query(ge=0, lt=2**63)] = 0, limit: Annotated[int, Query(ge=1, le=PAGE)] = 500
    ) -> Response:
        """The log as CloudEvents, in order, from a position on."""
        return Response(page_json(await service.log.after(after, limit), limit), media_type="application/json")

    @router.get("/events/head", **reads("feed.read"))
    async def head(as_of: AwareDatetime | None = None) -> Response:
        """The log's end, now or as of a moment; the latter is final."""
        found = await (service.log.head() if as_of is None else service.log.head_as_of(as_of))
        return json_response(head_json(found))

    @router.get("/standing", **reads("standing.read"))
    async def stands() -> Response:
        return json_response(await standing(service))

    @router.get("/clock", **reads("clock.read"))
    async def clock() -> Response:
        return json_response({"now": await service.clock.now(), "simulated": service.clock.simulated})

    @router.post("/clock", **reads("clock.move"))
    async def move_clock(request: Request) -> Response:
        """Moves the simulated clock forward; it never goes back, so that sending it twice does no harm."""
        wish = await read_model(request, MoveClock)
        reader(request)
        if not service.clock.simulated:
            raise _system_clock()
        await service.clock.move(wish.to, running=wish.running)
        await service.database.pool.execute(f"NOTIFY {CHANNEL}")
        return json_response({"now": await service.clock.now(), "simulated": True})

    return router


def _system_clock() -> Refusal:
    return Refusal(
        "clock_not_simulated", 409, vi="Đồng hồ hệ thống không dời được.", en="The system clock cannot be moved.",
        expected_vi="CHUNGTAY_CLOCK=simulated", expected_en="CHUNGTAY_CLOCK=simulated",
        remedy_vi="Chỉ dời đồng hồ trên hệ thống mô phỏng.", remedy_en="Move the clock on a simulated system only.",
    )  # fmt: skip
