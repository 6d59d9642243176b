"""Test support: given/when/then for decisions, and services run whole, on a real PostgreSQL and a real Kafka."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, Generic, TypeVar

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service, ServiceSpec, create_app
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import issue, make_key_pair

State = TypeVar("State")


@dataclass(frozen=True)
class Given(Generic[State]):
    """given(*events, evolve=…, initial=…).when(decide, command, now).then(*events)"""

    events: Sequence[Any]
    evolve: Callable[[State, Any], State]
    initial: State

    @property
    def state(self) -> State:
        return reduce(self.evolve, self.events, self.initial)

    def when(self, decide: Callable[..., Sequence[Event]], *arguments: Any, **named: Any) -> When:
        try:
            return When(list(decide(self.state, *arguments, **named)), None)
        except Refusal as refusal:
            return When([], refusal)


@dataclass(frozen=True)
class When:
    """What came of a decision."""

    events: list[Event]
    refusal: Refusal | None

    def then(self, *expected: Event) -> None:
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.events == list(expected)

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, code: str, field: str | None = None) -> Refusal:
        assert self.refusal is not None, f"not refused, but decided: {self.events}"
        assert self.refusal.code == code
        assert field is None or self.refusal.field == field
        return self.refusal


def given(*events: Any, evolve: Callable[[State, Any], State], initial: State) -> Given[State]:
    return Given(events, evolve, initial)


@dataclass
class Running:
    """Services under one address, each as create_app makes it, with keys of their own."""

    url: str
    secrets: Path
    services: dict[str, Service]
    stack: AsyncExitStack

    def token(self, role: str, unit: str = "CATX", account: str = "test") -> str:
        return issue(self.secrets, account=account, unit=unit, roles=[role], days=1)

    async def client(self, role: str, unit: str = "CATX", account: str = "test") -> httpx.AsyncClient:
        """A client signed in as an account of a unit; closed with the services."""
        headers = {"Authorization": f"Bearer {self.token(role, unit, account)}"}
        client = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=30)
        return await self.stack.enter_async_context(client)


@asynccontextmanager
async def running_services(
    *specs: ServiceSpec, folder: Path, opened: bool = True, **settings: Any
) -> AsyncGenerator[Running]:
    """Serves the specs' applications under one port over real HTTP until the block ends.

    Waits until they are open, unless `opened` is False.
    `settings` are those of Settings (database_url, kafka, clock, roles…); the databases exist and are migrated.
    Keys and the services' own token are made in `folder`.
    """
    make_key_pair(folder)
    (folder / "service.token").write_text(issue(folder, account="service", unit="-", roles=["service"], days=1))
    listener = _listener()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    chosen = Settings(secrets=folder, url=url, **settings)
    apps = {spec.name: create_app(spec, chosen) for spec in specs}
    async with AsyncExitStack() as stack:
        for app in apps.values():
            await stack.enter_async_context(app.router.lifespan_context(app))
        await stack.enter_async_context(_served(_by_first_segment(apps), listener))
        services = {name: app.state.service for name, app in apps.items()}
        if opened:
            await asyncio.gather(*(until(_is_open(service)) for service in services.values()))
        yield Running(url, folder, services, stack)


@asynccontextmanager
async def running_service(
    spec: ServiceSpec, *, folder: Path, opened: bool = True, **settings: Any
) -> AsyncGenerator[Running]:
    async with running_services(spec, folder=folder, opened=opened, **settings) as running:
        yield running


async def until(condition: Callable[[], Awaitable[Any]], *, within: float = 60.0, every: float = 0.02) -> Any:
    """Waits for a condition and returns its first true value; AssertionError after `within` seconds."""
    async with asyncio.timeout(within):
        while not (found := await condition()):
            await asyncio.sleep(every)
    return found


def _listener() -> socket.socket:
    """Named as TCP: asyncio sends small answers at once (TCP_NODELAY) only on a socket that says so, else each waits
    40 ms for the other side's acknowledgement."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    return listener


def _is_open(service: Service) -> Callable[[], Awaitable[bool]]:
    async def opened() -> bool:
        return service.opened.is_set()

    return opened


def _by_first_segment(apps: dict[str, FastAPI]) -> ASGIApp:
    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].split("/", 2)[1]
        await apps.get(name, next(iter(apps.values())))(scope, receive, send)

    return dispatch


@asynccontextmanager
async def _served(app: ASGIApp, listener: socket.socket) -> AsyncGenerator[None]:
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve([listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving
