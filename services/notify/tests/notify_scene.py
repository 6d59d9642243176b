"""Notify with what it hears: logs of tasks and intake, read one event at a time or many at once."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from notify_producers import CAMPAIGN, Producer, producer

from chungtay_kernel.cursors import open_source
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.inbox import Batch, Inbox
from chungtay_kernel.service import Service
from chungtay_kernel.settings import Settings
from chungtay_kernel.subscription import SubscriptionState
from chungtay_kernel.testing import until
from chungtay_local.fresh_databases import Databases
from chungtay_notify.consumers import INTAKE, TASKS
from chungtay_notify.main import SPEC

DUE = {"campaign": "c1", "unit": "XP-1", "due_at": "2024-07-01T00:00:00+07:00", "last_valid_day": "2024-06-30"}
REPORT = {"campaign": "c1", "unit": "XP-1"}
RETURNED = {**REPORT, "report_version": 1, "reasons": [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]}


@dataclass
class Scene:
    service: Service
    tasks: Producer
    intake: Producer
    outbox: Path

    async def restart(self, role: Literal["api", "timers"]) -> None:
        settings = self.service.settings.model_copy(update={"roles": frozenset({role})})
        self.service = await Service.start(SPEC, settings)

    async def hear(self, *events: StoredEvent) -> None:
        """Each event on its own, in the order given: the order between services is nobody's promise."""
        for event in events:
            await self.hear_at_once(event)

    async def hear_at_once(self, *events: StoredEvent) -> None:
        """One batch of one service."""
        subscription = TASKS if events[0].source == "tasks" else INTAKE
        inbox = Inbox("notify", self.service.database, self.service.log.writer, subscription, SubscriptionState())
        await open_source(self.service.database.pool, "notify", subscription.source)
        await inbox.take(Batch(events))

    async def alerts(self, campaign: str = "c1") -> dict[str, bool]:
        """Rule and recipient to whether the alert still stands."""
        rows = await self.service.database.pool.fetch(
            "SELECT * FROM alert WHERE campaign = $1 ORDER BY position", campaign
        )
        return {f"{row['rule']} {row['unit']}": row["withdrawn_at"] is None for row in rows}

    async def value(self, question: str) -> Any:
        return await self.service.database.pool.fetchval(question)

    async def deliveries(self, state: str = "succeeded") -> Sequence[Any]:
        return await self.service.database.pool.fetch("SELECT * FROM delivery WHERE state = $1", state)

    async def delivered(self, count: int, state: str = "succeeded") -> None:
        async def enough() -> bool:
            return len(await self.deliveries(state)) == count

        await until(enough)

    async def published(self, campaign: str = "c1") -> StoredEvent:
        return await self.tasks.say(f"campaign/{campaign}", "campaign.published", {**CAMPAIGN, "campaign": campaign})

    async def amended(self, due_at: str, **other: Any) -> StoredEvent:
        report = {**CAMPAIGN["unit_report"], "due_at": due_at}
        data = {**CAMPAIGN, "unit_report": report, "reason": "Dời hạn.", **other}
        return await self.tasks.say("campaign/c1", "campaign.amended", data)

    async def due(self, kind: str, unit: str = "XP-1", campaign: str = "c1", **other: Any) -> StoredEvent:
        stream, data = f"expected-report/{campaign}/{unit}", {**DUE, "campaign": campaign, "unit": unit, **other}
        return await self.tasks.say(stream, f"report.{kind}", data, actor="system:tasks:timer")

    async def returned(self, campaign: str = "c1") -> StoredEvent:
        stream, data = f"review/{campaign}/XP-1/final", {**RETURNED, "campaign": campaign}
        return await self.tasks.say(stream, "review.returned", data, actor="coordinator:CATX:b")

    async def filed(self, campaign: str = "c1") -> StoredEvent:
        stream = f"unit-report/{campaign}/XP-1/final"
        return await self.intake.say(stream, "unit_report.filed", {**REPORT, "campaign": campaign})

    async def withdrawn(self, campaign: str = "c1") -> StoredEvent:
        data = {**REPORT, "campaign": campaign, "report_version": 1, "reason": "Nhầm."}
        return await self.intake.say(f"unit-report/{campaign}/XP-1/final", "unit_report.withdrawn", data)


@asynccontextmanager
async def staged(databases: Databases, folder: Path, roles: frozenset[str]) -> AsyncGenerator[Scene]:
    await databases.fresh("notify", migrations="chungtay_notify:migrations")
    settings = Settings(database_url=databases.server, secrets=folder, data=folder, roles=roles)
    async with producer(databases, "tasks") as tasks, producer(databases, "intake") as intake:
        service = await Service.start(SPEC, settings)
        yield Scene(service, tasks, intake, folder / "outbox")
        await service.stop()
