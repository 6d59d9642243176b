"""The product's road: intake's log, its relay, Kafka, and reporting's inbox, as the two services run them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from bench.lab import Lab, reaches
from chungtay_intake.main import SPEC as INTAKE
from chungtay_kernel.consumer import Consumers
from chungtay_kernel.relay import Relay
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription
from chungtay_kernel.testing import running_services
from chungtay_kernel.topics import Topic, create_topics
from chungtay_reporting.consumers import INTAKE as FROM_INTAKE
from chungtay_reporting.main import SPEC as REPORTING


def _hears_nothing(_: Service) -> Sequence[Subscription]:
    return ()


def _hears_intake(_: Service) -> Sequence[Subscription]:
    return (FROM_INTAKE,)


# The two ends of the road as they are, but for peers that do not run here.
TELLS = replace(INTAKE, subscriptions=_hears_nothing)
HEARS = replace(REPORTING, subscriptions=_hears_intake)
SPECS = (TELLS, HEARS)


@dataclass(frozen=True, slots=True)
class Road:
    intake: Service
    reporting: Service

    @property
    def relay(self) -> Relay:
        assert self.intake.relay is not None
        return self.intake.relay

    @property
    def consumers(self) -> Consumers:
        assert self.reporting.consumers is not None
        return self.reporting.consumers

    def sent(self) -> int:
        return self.relay.state.position

    def heard(self) -> int:
        """How many events have their journal and fact rows committed; the log's first row is one."""
        return self.consumers.states["intake"].received


def watch(consumers: Consumers, told: Callable[[int], None]) -> None:
    """Calls `told(received)` right after each commit of what intake told."""
    receiver = consumers.consumers["intake"]
    watched = type("Watched", (type(receiver.state),), {"__setattr__": _telling(told)})()
    vars(watched).update(vars(receiver.state))
    receiver.state = receiver.inbox.state = receiver.sweep.state = watched


def _telling(told: Callable[[int], None]) -> Any:
    def set_and_tell(state: Any, name: str, value: Any) -> None:
        object.__setattr__(state, name, value)
        if name == "received":
            told(value)

    return set_and_tell


@asynccontextmanager
async def product_road(lab: Lab) -> AsyncGenerator[Road]:
    """Entered once reporting has heard the log's first row over Kafka or the feed and both loops stand."""
    for spec in SPECS:
        await lab.databases.fresh(spec.name, migrations=spec.migrations)
    await create_topics(lab.kafka, [Topic(f"chungtay.{spec.name}.events") for spec in SPECS])
    async with running_services(
        *SPECS, folder=lab.folder / "secrets", database_url=lab.postgres, kafka=lab.kafka
    ) as running:
        road = Road(running.services["intake"], running.services["reporting"])
        await reaches(lambda: min(road.sent(), road.heard()), 1)
        yield road
