"""A service: its spec, its parts put together, its loops, its application."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import structlog
from aiokafka.errors import KafkaError
from fastapi import APIRouter, Depends, FastAPI

from chungtay_kernel import cursors, edge, logs, openapi
from chungtay_kernel.append import InlineModel, LogWriter, catch_up
from chungtay_kernel.clock import Clock
from chungtay_kernel.commands import Commands
from chungtay_kernel.consumer import Consumers
from chungtay_kernel.database import Database
from chungtay_kernel.http import admit
from chungtay_kernel.log import Log, open_log
from chungtay_kernel.metrics import Metrics
from chungtay_kernel.parked_routes import parked_router
from chungtay_kernel.peers import Peers
from chungtay_kernel.policy import Policy
from chungtay_kernel.relay import Relay
from chungtay_kernel.revisions import pending_revision
from chungtay_kernel.routes import KERNEL_POLICY, OPEN_ROUTES, kernel_router, open_router
from chungtay_kernel.settings import Settings
from chungtay_kernel.subscription import Subscription
from chungtay_kernel.supervision import Supervisor
from chungtay_kernel.tail import TailLost, compare
from chungtay_kernel.timers import TimerHandler, Timers
from chungtay_kernel.tokens import Tokens
from chungtay_kernel.writer import LogUnavailable, Writer

BROKER_PATIENCE = 10.0
"""Seconds a starting service waits for its topic's last records."""

STOP_WITHIN = 20.0
"""Seconds; a container engine kills after thirty."""

LOOK_EVERY = 0.2
"""Seconds between two looks for what a start waits for."""

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Where a simulated clock stands until it is moved: its log's first row must not be later than what is replayed."""

_FIRST_MOMENT = """INSERT INTO simulated_clock (one, simulated, real, running)
                   VALUES (true, $1, clock_timestamp(), false) ON CONFLICT DO NOTHING"""


Part = TypeVar("Part")


def _no_subscriptions(service: Service) -> Sequence[Subscription]:
    return ()


def _no_timers(service: Service) -> Mapping[str, TimerHandler]:
    return {}


@dataclass(frozen=True, kw_only=True)
class ServiceSpec:
    """All that makes one service; `migrations` as "package:folder", `router` without the /<name> prefix.

    `unmatched` counts what was taken in and could not be matched yet: sealing asks for it.
    """

    name: str
    migrations: str
    policy: Policy
    router: Callable[[Service], APIRouter]
    inline_models: Sequence[InlineModel] = ()
    subscriptions: Callable[[Service], Sequence[Subscription]] = _no_subscriptions
    timers: Callable[[Service], Mapping[str, TimerHandler]] = _no_timers
    unmatched: Callable[[Service], Awaitable[int]] | None = None


class Service:
    """The parts of one running service. Until its database answers and is migrated, commands get 503."""

    def __init__(self, spec: ServiceSpec, settings: Settings | None = None) -> None:
        self.spec = spec
        self.name = spec.name
        self.settings = settings or Settings()
        self.policy = spec.policy.joined(KERNEL_POLICY)
        self.database = Database(self.settings.database(spec.name))
        self.clock = Clock(self.database, simulated=self.settings.clock == "simulated")
        self.tokens = Tokens(self.settings.jwks_path)
        self.metrics = Metrics(spec.name)
        self.logger = structlog.get_logger(service=spec.name)
        self.peers = Peers(self.settings.url, self.settings.secret("service.token"))
        self.supervisor = Supervisor(spec.name, self.metrics.restarted)
        self.opened = asyncio.Event()
        self.relay: Relay | None = None
        self.consumers: Consumers | None = None
        self._writer: Writer | None = None
        self._log: Log | None = None
        self._commands: Commands | None = None

    @classmethod
    async def start(cls, spec: ServiceSpec, settings: Settings | None = None) -> Service:
        """A service that is open: for programs and tests without an application."""
        service = cls(spec, settings)
        service.begin()
        await service.opened.wait()
        return service

    @property
    def log(self) -> Log:
        """Raises LogUnavailable until the service is open; so do `commands` and `writer`."""
        return _open(self._log)

    @property
    def commands(self) -> Commands:
        return _open(self._commands)

    @property
    def writer(self) -> Writer:
        return _open(self._writer)

    async def has_heard(self, source: str, moment: datetime) -> bool:
        """Whether all that a source had recorded up to a moment was taken in: what a timer that rests on foreign
        facts asks before it decides. Raises FeedUnreachable."""
        head = await self.peers.head_as_of(source, moment)
        heard = await cursors.standing(self.database.pool, self.name)
        return source in heard and heard[source]["complete_to"] >= head.position

    def begin(self) -> None:
        """Starts opening; returns at once, so that /live and /ready answer while the database is away."""
        if self.settings.production and self.clock.simulated:
            raise RuntimeError("CHUNGTAY_CLOCK=simulated is refused where CHUNGTAY_PRODUCTION is set")
        self.supervisor.begin("open", self._open)

    async def _open(self) -> None:
        """Waits for what must be there first: the database and its tables."""
        await self.database.stop()
        await self.database.start()
        while await pending_revision(self.database.pool, self.spec.migrations):
            await asyncio.sleep(LOOK_EVERY)
        if self.clock.simulated:
            await self.database.pool.execute(_FIRST_MOMENT, BEGINNING)
        models = tuple(self.spec.inline_models)
        known = await open_log(self.database, self.name, simulated=self.clock.simulated, models=models)
        self._writer = Writer(self.database, known)
        self._log = Log(self.database, known)
        self._commands = Commands(self.database, self._writer)
        await catch_up(self.database.pool, known)
        if "relay" in self.settings.roles:
            await self._compare_with_topic(known)
        self._begin_loops()
        settle_memory()
        self.opened.set()
        self.logger.info("service open", logid=known.logid, roles=sorted(self.settings.roles))

    async def _compare_with_topic(self, known: LogWriter) -> None:
        """A log restored to an older past takes no writes before it was compared with its topic; a broker that is
        away does not keep the service closed, and the relay's leader compares once it is back."""
        try:
            async with asyncio.timeout(BROKER_PATIENCE), self.database.pool.acquire() as connection:
                await compare(connection, known, self.settings.kafka, f"chungtay.{self.name}.events")
        except TailLost as lost:
            self.logger.error("the log is older than its topic", reason=str(lost))
        except (KafkaError, OSError, TimeoutError) as error:
            self.logger.warning("the topic could not be compared with the log", error=repr(error))

    def _begin_loops(self) -> None:
        roles, known = self.settings.roles, self.log.writer
        self.supervisor.begin("writer", self.writer.run)
        if "relay" in roles:
            topic = f"chungtay.{self.name}.events"
            self.relay = Relay(self.database, known, self.settings.kafka, topic=topic)
            self.supervisor.begin("relay", self.relay.run)
        if "consume" in roles and (subscriptions := self.spec.subscriptions(self)):
            kafka = self.settings.kafka
            self.consumers = Consumers(self.name, self.database, known, kafka, subscriptions, self.peers.feed)
            self.supervisor.begin("consume", self.consumers.run)
        if "timers" in roles and (handlers := self.spec.timers(self)):
            timers = Timers(self.database, known, handlers, fired=self.metrics.timer_fired)
            self.supervisor.begin("timers", timers.run)

    async def stop(self) -> None:
        """Ends the loops, then the writer with what it has in hand, then the connections; within STOP_WITHIN."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN):
                await self.supervisor.end("open", "timers", "consume", "relay")
                await self.supervisor.end("writer")
                if self._writer is not None:
                    await self._writer.stop()
                await self.peers.close()
        await self.database.stop()


def settle_memory() -> None:
    """Takes what was loaded to start with out of the collector's sight: a full collection would stop every request
    for about 90 ms, several times a second under load (measured with 32 callers). What remains is looked at after
    20,000 new objects, not 700: a page of events is more than that, and to go over it 100 times cost a quarter of
    hearing it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def _open(part: Part | None) -> Part:
    if part is None:
        raise LogUnavailable("the service is not open yet: its database is away or not migrated")
    return part


def create_app(spec: ServiceSpec, settings: Settings | None = None) -> FastAPI:
    """The service's application, all routes under /<name>; its lifespan starts and stops the service."""
    service = Service(spec, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        if not structlog.is_configured():
            logs.configure(service.settings.log_level)
        service.begin()
        try:
            yield
        finally:
            await service.stop()

    prefix = f"/{spec.name}"
    app = FastAPI(
        title=f"Chung Tay · {spec.name}", version="1", lifespan=lifespan, redoc_url=None,
        docs_url=f"{prefix}/docs", openapi_url=f"{prefix}/openapi.json",
    )  # fmt: skip
    app.state.service = service
    edge.install(app, spec.name, service.metrics)
    app.include_router(open_router(service), prefix=prefix)
    routers = [kernel_router(service), parked_router(service)]
    if "api" in service.settings.roles:
        routers.append(spec.router(service))
    for router in routers:
        app.include_router(router, prefix=prefix, dependencies=[Depends(admit)])
    _check_actions(app, service.policy)
    app.openapi = lambda: openapi.document(app)
    return app


def _check_actions(app: FastAPI, policy: Policy) -> None:
    """A route without an action, or with one the policy does not know, is a mistake found at start."""
    for method, path, action in openapi.actions(app):
        if action is None and path.rpartition("/")[2] not in OPEN_ROUTES:
            raise RuntimeError(f"{method} {path} names no action: use reads() or writes()")
        if action is not None and action not in policy.rules:
            raise RuntimeError(f"{method} {path}: the policy has no rule for {action}")
