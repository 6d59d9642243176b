"""The simulated clock moves only when everybody is still: twice in a row nothing is under way and no head moved."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from chungtay_kernel.cli import Unreachable
from chungtay_local.replay.api import Api

_LOOK_EVERY = 0.01
_PATIENCE = 180.0
"""Seconds; a consumer that has to be healed from a feed takes its time."""

Standings = Sequence[Mapping[str, Any]]


class Stillness:
    def __init__(self, api: Api) -> None:
        self.api = api

    async def move(self, to: datetime) -> None:
        """Moves the clock to a moment by way of every timer that is due before it, waiting at each."""
        await self.wait()
        while (timer := _next_timer(await self.api.standing())) is not None and timer < to:
            await self.api.move_clock(timer)
            await self.wait()
        await self.api.move_clock(to)
        await self.wait()

    async def wait(self) -> None:
        """Raises Unreachable where a service does not come to rest, and says which one waits for what."""
        before: list[int] | None = None
        end = monotonic() + _PATIENCE
        while True:
            standings = await self.api.standing()
            heads = _heads(standings)
            if still(standings) and heads == before:
                return
            if monotonic() > end:
                restless = "; ".join(map(_told, standings))
                raise Unreachable(
                    f"Hệ thống không lắng xuống: {restless}", f"The system does not come to rest: {restless}"
                )
            before = heads
            await asyncio.sleep(_LOOK_EVERY)


def _told(s: Mapping[str, Any]) -> str:
    heard = ", ".join(f"{source} {cursor['complete_to']}" for source, cursor in s["inputs"].items())
    at, unpublished, due = s["head"]["position"], s["unpublished"], s["due_timers"]
    return f"{s['service']} at {at}, unpublished {unpublished}, due {due}, heard {heard}"


def _heads(standings: Standings) -> list[int]:
    return [s["head"]["position"] for s in standings]


def still(standings: Standings) -> bool:
    """Whether every service has sent all it has, heard all there is, and fired what is due."""
    heads = {s["service"]: s["head"]["position"] for s in standings}
    return all(
        not s["unpublished"]
        and not s["due_timers"]
        and all(heard["complete_to"] == heads[source] for source, heard in s["inputs"].items())
        for s in standings
    )


def _next_timer(standings: Standings) -> datetime | None:
    """The next moment at which something is scheduled, in any service."""
    moments = [datetime.fromisoformat(s["next_timer"]) for s in standings if s["next_timer"]]
    return min(moments, default=None)
