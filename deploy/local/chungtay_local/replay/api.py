"""The four services as a client sees them: one token a role and unit, refusals as errors that say what was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import httpx

from chungtay_kernel.cli import Failure
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import issue

SERVICES = ("tasks", "intake", "reporting", "notify")
Who = tuple[str, str]
"""(role, unit)."""

_OPERATOR: Who = ("ops", "-")
_UNAVAILABLE = 503
_PATIENCE = 30


class Api:
    def __init__(self, client: httpx.AsyncClient, settings: Settings, campaign: str) -> None:
        self.client = client
        self.settings = settings
        self.name = campaign
        self._tokens: dict[Who, str] = {}

    @classmethod
    @asynccontextmanager
    async def opened(cls, settings: Settings, campaign: str) -> AsyncGenerator[Api]:
        async with httpx.AsyncClient(base_url=settings.url, timeout=120, trust_env=False) as client:
            yield cls(client, settings, campaign)

    def _headers(self, who: Who, **more: str) -> dict[str, str]:
        if who not in self._tokens:
            assert self.settings.secrets is not None
            role, unit = who
            account = f"{role}-{unit.lower()}"
            self._tokens[who] = issue(self.settings.secrets, account=account, unit=unit, roles=[role], days=1)
        return {"Authorization": f"Bearer {self._tokens[who]}", **more}

    async def _asked(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> Any:
        """Sends once more, under the same key, while a service says that it cannot for the moment."""
        answer = await self.client.request(method, path, json=body, headers=dict(headers))
        for _ in range(_PATIENCE):
            if answer.status_code != _UNAVAILABLE:
                break
            await asyncio.sleep(1)
            answer = await self.client.request(method, path, json=body, headers=dict(headers))
        if answer.is_error:
            raise Failure(f"{method} {path}: {answer.text}", f"{answer.status_code}; sent: {str(body)[:400]}")
        return answer.json()

    async def get(self, path: str, *, who: Who = ("leader", "UBTX"), **query: Any) -> Any:
        address = httpx.URL(path, params=query) if query else path
        return await self._asked("GET", str(address), None, self._headers(who))

    async def post(self, path: str, body: Any, *, key: str, who: Who, version: int | None = None) -> Any:
        return await self._write("POST", path, body, key, who, version)

    async def put(self, path: str, body: Any, *, key: str, who: Who, version: int | None = None) -> Any:
        return await self._write("PUT", path, body, key, who, version)

    async def _write(self, method: str, path: str, body: Any, key: str, who: Who, version: int | None) -> Any:
        match = {"If-Match": f'"{version}"'} if version is not None else {}
        return await self._asked(method, path, body, self._headers(who, **{"Idempotency-Key": key}, **match))

    async def post_many(self, path: str, items: Sequence[Any], *, who: Who) -> list[Mapping[str, Any]]:
        answer = await self._asked("POST", path, items, self._headers(who))
        for item, result in zip(items, answer["results"], strict=True):
            if result["status"] != 201:
                raise Failure(f"{path}: {result}", f"sent: {item}")
        return answer["results"]

    async def campaign(self) -> Mapping[str, Any]:
        return await self.get(f"/tasks/campaigns/{self.name}")

    async def duties(self) -> list[Mapping[str, Any]]:
        return (await self.get(f"/tasks/campaigns/{self.name}/duties", limit=500))["items"]

    async def sealed(self) -> bool:
        path = f"/reporting/campaigns/{self.name}/seals"
        answer = await self.client.get(path, headers=self._headers(("leader", "UBTX")))
        return answer.status_code == 200 and bool(answer.json()["items"])

    async def standing(self) -> list[Mapping[str, Any]]:
        return list(await asyncio.gather(*(self.get(f"/{s}/standing", who=_OPERATOR) for s in SERVICES)))

    async def move_clock(self, to: datetime, *, running: bool = False) -> None:
        body = {"to": to.isoformat(), "running": running}
        headers = self._headers(_OPERATOR)
        await asyncio.gather(*(self._asked("POST", f"/{s}/clock", body, headers) for s in SERVICES))
