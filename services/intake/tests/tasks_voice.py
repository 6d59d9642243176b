"""A publisher that speaks as tasks does: the kernel's log and relay with tasks' event types, and no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ConfigDict

from chungtay_kernel.events import Context, Decision, Draft, Event
from chungtay_kernel.policy import Policy
from chungtay_kernel.service import Service, ServiceSpec


class Said(Event):
    """Any event of tasks: the type is set by the subclass, the data are what is said."""

    model_config = ConfigDict(frozen=True, extra="allow")


def said(type_: str) -> type[Said]:
    class Other(Said):
        TYPE: ClassVar[str] = type_

    return Other


def no_routes(_: Service) -> APIRouter:
    return APIRouter()


TASKS = ServiceSpec(
    name="tasks",
    migrations=str(Path(__file__).with_name("tasks_migrations")),
    policy=Policy({}),
    router=no_routes,
)


@dataclass
class Voice:
    service: Service

    async def say(self, type_: str, stream: str, data: dict[str, Any]) -> None:
        async def decide() -> Decision:
            version = len(await self.service.log.stream(stream))
            event = said(type_).model_validate(data)
            return Decision([Draft(stream, version, [event], data.get("campaign", ""))], {})

        await self.service.commands.run(str(uuid4()), b"", Context("coordinator:CATX:test", "test"), decide)
