"""How the verbs on a campaign's duties ask the running service: whole lists, and commands in a unit's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from chungtay_kernel.asking import ask

Told = Mapping[str, Any]


def told(path: str, **query: Any) -> Told:
    return ask(f"tasks/{path}", role="auditor", query=query).json()


def every(path: str, **query: Any) -> Iterator[Told]:
    """All items of a list, page by page."""
    cursor = None
    while True:
        page = told(path, **query, limit=500, cursor=cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def do(path: str, body: Mapping[str, Any], *, role: str, unit: str) -> Told:
    """Sends a command once; members that are None are left out."""
    given = {name: value for name, value in body.items() if value is not None}
    return ask(f"tasks/{path}", role=role, unit=unit, method="POST", body=given, key=str(uuid4())).json()


def coordinator(campaign: str) -> str:
    """The unit that coordinates a campaign."""
    return told(f"campaigns/{campaign}")["coordinator"]


def zone(campaign: str) -> ZoneInfo:
    """In which its people read moments."""
    return ZoneInfo(told(f"campaigns/{campaign}")["timezone"])
