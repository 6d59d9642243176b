"""Intake as it is, with one more route: all that recording checks of a request itself, and no append.

`POST /intake/campaigns/{campaign}/checks`: token, policy, idempotency key, strict JSON, the body's model, 201.
"""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_intake import examples
from chungtay_intake.bodies import RecordActivity
from chungtay_intake.main import SPEC
from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command
from chungtay_kernel.openapi import writes
from chungtay_kernel.service import Service, create_app


def router(service: Service) -> APIRouter:
    routes = SPEC.router(service)

    @routes.post("/checks", **writes("activity.record", RecordActivity, example=examples.ACTIVITY))
    async def check(request: Request, campaign: str) -> Response:
        async def handle(call: Call[RecordActivity]) -> Answer:
            call.act_for(call.body.unit)
            return Answer("activity/checked", 1, 1, {"unit": call.body.unit}, replayed=False)

        return await command(request, RecordActivity, handle)

    return routes


app = create_app(replace(SPEC, router=router))
