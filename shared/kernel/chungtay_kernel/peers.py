"""The other services, as this one reaches them: their feeds, and where their logs stood at a moment."""

from __future__ import annotations

from datetime import datetime

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from chungtay_kernel.events import Head
from chungtay_kernel.feeds import Feed, FeedUnreachable


class _Head(BaseModel):
    model_config = ConfigDict(extra="ignore")
    position: int
    hash: str
    logid: str
    recorded_at: datetime


class Peers:
    """One HTTP client for all of them; `base` is the URL under which the services stand."""

    def __init__(self, base: str, token: str | None) -> None:
        self.base = base.rstrip("/")
        self._token = token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = httpx.AsyncClient(headers=headers, timeout=httpx.Timeout(10.0), trust_env=False)

    def feed(self, source: str) -> Feed:
        return Feed(self.client, self.base, source, self._token)

    async def head_as_of(self, source: str, moment: datetime) -> Head:
        """The final answer where a peer's log stood at a moment. Raises FeedUnreachable, also for a moment that has
        not come there yet."""
        url = f"{self.base}/{source}/events/head"
        try:
            answer = await self.client.get(url, params={"as_of": moment.isoformat()})
            answer.raise_for_status()
            head = _Head.model_validate_json(answer.content)
            return Head(head.position, bytes.fromhex(head.hash), head.logid, head.recorded_at)
        except (httpx.HTTPError, ValidationError, ValueError) as error:
            raise FeedUnreachable(f"{url}: {error!r}") from error

    async def close(self) -> None:
        await self.client.aclose()
