"""A publisher that speaks as intake does: the kernel's log and relay with intake's event types, and no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ConfigDict

from chungtay_kernel.events import Context, Decision, Draft, Event
from chungtay_kernel.policy import Policy
from chungtay_kernel.service import Service, ServiceSpec


class Said(Event):
    """Any event of intake: the type is set by the subclass, the data are what is said."""

    model_config = ConfigDict(frozen=True, extra="allow")


def _said(type_: str) -> type[Said]:
    class Other(Said):
        TYPE: ClassVar[str] = type_

    return Other


def _no_routes(_: Service) -> APIRouter:
    return APIRouter()


INTAKE = ServiceSpec(
    name="intake",
    migrations=str(Path(__file__).with_name("intake_migrations")),
    policy=Policy({}),
    router=_no_routes,
)


@dataclass
class Voice:
    service: Service

    async def say(self, type_: str, stream: str, data: dict[str, Any]) -> int:
        """Appends an event; returns the version it leaves its stream at."""

        async def decide() -> Decision:
            version = len(await self.service.log.stream(stream))
            return Decision([Draft(stream, version, [_said(type_).model_validate(data)], data["campaign"])], {})

        key = str(uuid4())
        return (await self.service.commands.run(key, b"", Context("officer:X:test", "test"), decide)).version

    async def record(self, campaign: str, unit: str, duty: str | None) -> str:
        stream = f"activity/{uuid4()}"
        await self.say("activity.recorded", stream, {"campaign": campaign, "unit": unit, "duty": duty, "type": "event"})
        return stream

    async def file(
        self, campaign: str, unit: str, content: str, received_at: datetime | None = None, *, period: str = "final",
        **more: Any,
    ) -> int:  # fmt: skip
        data = {"campaign": campaign, "unit": unit, "content_hash": content, "received_at": received_at, **more}
        stream = f"unit-report/{campaign}/{unit}/{period}"
        return await self.say("unit_report.filed", stream, {**data, "period": period})

    async def withdraw(self, campaign: str, unit: str) -> int:
        data = {"campaign": campaign, "unit": unit, "reason": "Sửa số liệu."}
        return await self.say("unit_report.withdrawn", f"unit-report/{campaign}/{unit}/final", data)
