"""The four services under one port, in one process: the first part of the path chooses the service."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Generator, Mapping

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from chungtay_intake.main import SPEC as INTAKE
from chungtay_kernel import problems
from chungtay_kernel.cli import Unreachable
from chungtay_kernel.errors import refusal_of
from chungtay_kernel.service import create_app
from chungtay_kernel.settings import Settings
from chungtay_notify.main import SPEC as NOTIFY
from chungtay_reporting.main import SPEC as REPORTING
from chungtay_tasks.main import SPEC as TASKS

SPECS = (TASKS, INTAKE, REPORTING, NOTIFY)
_READY_WITHIN = 90.0
_POLL = 0.1


@contextlib.asynccontextmanager
async def serving(settings: Settings) -> AsyncGenerator[None]:
    """Serves until the block ends; entered once every service says it is ready. Raises Unreachable."""
    async with contextlib.AsyncExitStack() as stack:
        apps = {spec.name: create_app(spec, settings) for spec in SPECS}
        for app in apps.values():
            await _live(app, stack)
        server = _Server(_config(settings, OnePort(apps)))
        serving = asyncio.create_task(server.serve())
        stack.push_async_callback(_stop, server, serving)
        await _wait_until_ready(settings, apps, serving)
        yield


async def _live(app: FastAPI, stack: contextlib.AsyncExitStack) -> None:
    """A service ends in order whatever ends us: its lifespan never sees our exception."""
    lifespan = app.router.lifespan_context(app)
    await lifespan.__aenter__()
    stack.push_async_callback(lifespan.__aexit__, None, None, None)


class OnePort:
    """Chooses the service by the first part of the path; the services' routes carry it themselves."""

    def __init__(self, apps: Mapping[str, FastAPI]) -> None:
        self._apps: dict[str, ASGIApp] = dict(apps)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        service = scope["path"].split("/", 2)[1] if scope["type"] == "http" else ""
        await self._apps.get(service, self._contents)(scope, receive, send)

    async def _contents(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What stands at /; anything else is not found, said as every service says it."""
        if scope["type"] == "http" and scope["path"] != "/":
            answer = problems.response(refusal_of(HTTPException(404)), Headers(scope=scope).get("accept-language", ""))
        else:
            answer = JSONResponse({"chungtay": {name: f"/{name}/docs" for name in self._apps}})
        await answer(scope, receive, send)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """The launcher owns the signals: it also has a broker and a database to end, in order."""
        yield


def _config(settings: Settings, app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host="127.0.0.1",
        port=settings.port,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
    )


async def _stop(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    server.should_exit = True
    with contextlib.suppress(SystemExit):
        await serving


async def _wait_until_ready(settings: Settings, apps: Mapping[str, FastAPI], serving: asyncio.Task[None]) -> None:
    unready = dict.fromkeys(apps, "")
    async with httpx.AsyncClient(base_url=settings.url, trust_env=False) as client:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_READY_WITHIN):
                while unready and not serving.done():
                    unready = {name: why for name in unready if (why := await _why_unready(client, name))}
                    await asyncio.sleep(_POLL if unready else 0)
    if unready:
        reasons = "; ".join(f"{name}: {why}" for name, why in unready.items())
        raise Unreachable(f"Dịch vụ chưa sẵn sàng: {reasons}", f"Services are not ready: {reasons}")


async def _why_unready(client: httpx.AsyncClient, service: str) -> str:
    try:
        answer = await client.get(f"/{service}/ready")
    except httpx.TransportError as error:
        return repr(error)
    return "" if answer.status_code == 200 else answer.text
