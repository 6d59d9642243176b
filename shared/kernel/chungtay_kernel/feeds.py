"""The feed of a log over HTTP: the page a service answers with, and the client of its peers' feeds.

GET /<service>/events?after=<position>&limit=<n>   {"items": [event, …], "next": <position> | null}
GET /<service>/events/head                         {"position", "hash", "logid", "recorded_at"}
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx
import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from chungtay_kernel.chain import moment
from chungtay_kernel.cloudevents import Defect, from_feed_item, is_redacted, to_feed_item
from chungtay_kernel.events import Head, StoredEvent

PAGE = 1000


class FeedUnreachable(Exception):
    """The peer did not answer, or not with what a feed answers."""


class _Head(BaseModel):
    model_config = ConfigDict(extra="ignore")
    position: int
    hash: str
    logid: str
    recorded_at: datetime


def page_json(events: Sequence[StoredEvent], limit: int) -> bytes:
    """One page of the feed; `next` is what to ask `after` for more, null at the end."""
    full = len(events) >= limit
    return orjson.dumps({"items": [to_feed_item(e) for e in events], "next": events[-1].position if full else None})


def head_json(head: Head) -> dict[str, Any]:
    return {
        "position": head.position,
        "hash": head.hash.hex(),
        "logid": head.logid,
        "recorded_at": moment(head.recorded_at),
    }


class Feed:
    """Reads the feed of one peer; `base` is the URL under which all services stand."""

    def __init__(self, client: httpx.AsyncClient, base: str, source: str, token: str | None = None) -> None:
        self.client = client
        self.source = source
        self._url = f"{base.rstrip('/')}/{source}/events"
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def after(self, position: int, limit: int = PAGE) -> list[StoredEvent]:
        """The events after a position, in order and without a hole. Raises FeedUnreachable."""
        answer = await self._get(self._url, {"after": position, "limit": limit})
        items = answer.get("items")
        if not isinstance(items, list):
            raise FeedUnreachable(f"{self._url}: no items in the answer")
        events: list[StoredEvent] = []
        for item in items:  # pyright: ignore[reportUnknownVariableType]
            event = from_feed_item(item, self.source)
            if isinstance(event, Defect):
                raise FeedUnreachable(f"{self._url}: after {position}: {event.reason}")
            events.append(event)
            if event.position != position + len(events):
                raise FeedUnreachable(f"{self._url}: position {event.position} after {position + len(events) - 1}")
        return events

    async def head(self) -> Head:
        """Where the peer's log ends. Raises FeedUnreachable."""
        try:
            head = _Head.model_validate(await self._get(f"{self._url}/head", {}))
            return Head(head.position, bytes.fromhex(head.hash), head.logid, head.recorded_at)
        except (ValidationError, ValueError) as error:
            raise FeedUnreachable(f"{self._url}/head: {error}") from error

    async def holds(self, event: StoredEvent) -> bool:
        """Whether the peer's log has this very event at its position. Raises FeedUnreachable."""
        page = await self.after(event.position - 1, 1)
        if page and is_redacted(page[0].salt, page[0].data):
            event = event._replace(salt=page[0].salt, data=page[0].data)
        return page == [event]

    async def _get(self, url: str, params: dict[str, int]) -> dict[str, Any]:
        try:
            response = await self.client.get(url, params=params, headers=self._headers)
            response.raise_for_status()
            answer = orjson.loads(response.content)
        except (httpx.HTTPError, orjson.JSONDecodeError) as error:
            raise FeedUnreachable(f"{url}: {error!r}") from error
        if not isinstance(answer, dict):
            raise FeedUnreachable(f"{url}: the answer is no object")
        return answer  # pyright: ignore[reportUnknownVariableType]
