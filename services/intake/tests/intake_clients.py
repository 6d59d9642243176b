"""Intake as its clients meet it: whoever signs in, and the officer of one commune at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from intake_samples import activity
from tasks_voice import Voice

from chungtay_kernel.testing import Running, until

UNIT = "XP-07777"
LONG = "dai-han"
"""A campaign that goes on for decades, so that a day in the future can lie within it."""


@dataclass
class Intake:
    """Intake as a client meets it."""

    running: Running
    tasks: Voice

    @property
    def service(self) -> Any:
        return self.running.services["intake"]

    async def client(self, role: str = "officer", unit: str = UNIT) -> httpx.AsyncClient:
        return await self.running.client(role, unit)

    async def position(self) -> int:
        return await self.service.log.position()


@dataclass
class Unit:
    """The officer of one unit at work in one campaign."""

    intake: Intake
    client: httpx.AsyncClient
    campaign: str

    def path(self, tail: str) -> str:
        return f"/intake/campaigns/{self.campaign}/{tail}"

    async def get(self, tail: str, **query: Any) -> httpx.Response:
        return await self.client.get(self.path(tail), params=query)

    async def post(self, tail: str, body: Any, **headers: str) -> httpx.Response:
        return await self.client.post(self.path(tail), json=body, headers=keyed(**headers))

    async def record(self, **changes: Any) -> dict[str, Any]:
        answer = await self.post("activities", activity(duty=None, **changes))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def correct(self, recorded: dict[str, Any], **changes: Any) -> httpx.Response:
        body = activity(duty=None, reason="Đếm nhầm.", **changes)
        path = self.path(f"activities/{recorded['activity']}")
        return await self.client.put(path, json=body, headers=keyed())

    async def void(self, recorded: dict[str, Any]) -> httpx.Response:
        return await self.post(f"activities/{recorded['activity']}/void", {"reason": "Ghi trùng."})

    async def file(self, **changes: Any) -> httpx.Response:
        return await self.post(f"unit-reports/{UNIT}", {"narrative": "Đã triển khai đủ."} | changes)

    async def withdraw(self, **changes: Any) -> httpx.Response:
        return await self.post(f"unit-reports/{UNIT}/withdraw", {"reason": "Bổ sung."} | changes)

    async def report(self, **query: str) -> dict[str, Any]:
        return (await self.get(f"unit-reports/{UNIT}", **query)).json()

    async def review(self, verdict: str, filed: dict[str, Any]) -> None:
        """The coordinator's word, heard from tasks."""
        period = filed["period"]
        await self.intake.tasks.say(f"review.{verdict}", f"review/{self.campaign}/{UNIT}/{period}", {
            "campaign": self.campaign, "unit": UNIT, "report": filed["stream"], "report_version": filed["version"],
            "period": period,
            "content_hash": filed["content_hash"], "note": None, "due_at": None,
            "reasons": [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}] if verdict == "returned" else [],
        })  # fmt: skip

        async def heard() -> bool:
            return (await self.report(period=period))["state"] == verdict

        await until(heard)


def keyed(**more: str) -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4()), **more}
