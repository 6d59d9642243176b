"""A client as it should be: it sends again under the same key until it has an answer."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from chungtay_kernel.tokens import issue
from chungtay_tasks import sample
from tests.crash.installation import Installation

CAMPAIGN = "chung-tay-2024-06"
_PAUSE = 0.1


class Client:
    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.http = httpx.AsyncClient(base_url=installation.url, timeout=20, trust_env=False)
        self._tokens: dict[tuple[str, str], str] = {}

    def token(self, role: str, unit: str) -> str:
        if (role, unit) not in self._tokens:
            self._tokens[role, unit] = issue(
                self.installation.secrets, account=f"{role}-{unit}", unit=unit, roles=[role], days=1
            )
        return self._tokens[role, unit]

    async def once(self, method: str, path: str, body: Any, *, key: str, role: str, unit: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token(role, unit)}", "Idempotency-Key": key}
        return await self.http.request(method, path, json=body, headers=headers)

    async def insist(
        self, method: str, path: str, body: Any = None, *, key: str = "-", role: str = "ops", unit: str = "-",
        within: float = 60,
    ) -> Any:  # fmt: skip
        """The answer's body; AssertionError where the service refuses, TimeoutError where it never answers."""
        async with asyncio.timeout(within):
            while True:
                try:
                    answer = await self.once(method, path, body, key=key, role=role, unit=unit)
                except httpx.TransportError:
                    answer = None
                if answer is not None and answer.status_code < 500:
                    break
                await asyncio.sleep(_PAUSE)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def get(self, path: str, **who: str) -> Any:
        return await self.insist("GET", path, **who)

    async def publish(self) -> None:
        """The sample campaign, heard by everybody."""
        who = {"role": "coordinator", "unit": "CATX"}
        await self.insist("POST", "/tasks/units", {"units": sample.units()}, key="units", **who)
        plan = {"id": CAMPAIGN, "text": sample.plan_text()}
        await self.insist("POST", "/tasks/plans", plan, key="plan", **who)
        await self.insist("POST", "/tasks/campaigns", sample.campaign(), key="campaign", **who)

    async def standing(self, service: str) -> Any:
        return await self.get(f"/{service}/standing")

    async def log(self, service: str) -> list[dict[str, Any]]:
        """The whole log of a service, as its feed tells it."""
        events: list[dict[str, Any]] = []
        after = 0
        while True:
            page = await self.get(f"/{service}/events?after={after}&limit=1000")
            events += page["items"]
            if not page["next"]:
                return events
            after = page["next"]
