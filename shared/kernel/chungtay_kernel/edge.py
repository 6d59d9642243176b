"""Around every request: its correlation id, its log line, its place in the metrics, and the last net below it."""

from __future__ import annotations

import re
from time import perf_counter
from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, ExceptionHandler, Message, Receive, Scope, Send

from chungtay_kernel import problems
from chungtay_kernel.errors import refusal_of
from chungtay_kernel.ids import uuid7
from chungtay_kernel.metrics import Metrics

_CORRELATION = b"x-correlation-id"
_ACCEPTABLE = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})

log = structlog.get_logger("chungtay.edge")


class Requests:
    """Pure ASGI, as this stands in the way of every request."""

    def __init__(self, app: ASGIApp, service: str, metrics: Metrics) -> None:
        self.app = app
        self.service = service
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            await _problem(Request(scope), _nul())(scope, receive, send)
            return
        correlation = _correlation(scope)
        scope["chungtay.correlation"] = correlation
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service=self.service, correlation_id=correlation)
        await self._answered(scope, receive, send, correlation.encode("ascii"))

    async def _answered(self, scope: Scope, receive: Receive, send: Send, correlation: bytes) -> None:
        began = perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (_CORRELATION, correlation)]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            status = status or 499
        except Exception as error:
            if status:
                raise
            await _problem(Request(scope), error)(scope, receive, sending)
        finally:
            self._note(scope, status, perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path_format", "unknown")
        method = scope["method"]
        self.metrics.request(method, route, status, seconds)
        line = log.debug if method in _READS and status < 400 else log.info
        line("request", method=method, path=scope["path"], status=status, ms=round(seconds * 1000, 1))


def _nul() -> problems.Refusal:
    return problems.Refusal(
        "value_invalid", 422, field="address", vi="Địa chỉ có ký tự NUL.", en="The address holds a NUL character.",
        expected_vi="địa chỉ không có %00", expected_en="an address without %00",
        remedy_vi="Bỏ %00 khỏi địa chỉ.", remedy_en="Leave %00 out of the address.",
    )  # fmt: skip


def _correlation(scope: Scope) -> str:
    """The caller's own id, where it sent a harmless one; else a new one."""
    for name, value in scope["headers"]:
        if name == _CORRELATION and _ACCEPTABLE.fullmatch(value):
            return value.decode("ascii")
    return str(uuid7())


def correlation_id(request: Request) -> str:
    return request.scope.get("chungtay.correlation", "")


async def _handle(request: Request, error: Exception) -> Response:
    return _problem(request, error)


def _problem(request: Request, error: Exception) -> Response:
    refusal = refusal_of(error)
    if refusal.status >= 500:
        log.error("request failed", code=refusal.code, exc_info=error)
    return problems.response(refusal, request.headers.get("accept-language", ""), correlation_id(request))


def install(app: FastAPI, service: str, metrics: Metrics) -> None:
    """Every answer of the app that is not a success becomes a problem document."""
    for kind in (problems.Refusal, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, cast(ExceptionHandler, _handle))
    app.add_middleware(Requests, service=service, metrics=metrics)
