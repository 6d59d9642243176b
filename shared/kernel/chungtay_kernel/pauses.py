"""Waiting before another try: pauses that grow, and scatter, so that replicas do not come back in step."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from typing import cast


class Pauses:
    """Seconds from `first`, doubling up to `longest`, each a half more or less."""

    def __init__(self, first: float = 0.2, longest: float = 10.0) -> None:
        self.first, self.longest = first, longest
        self._next = first

    def next(self) -> float:
        pause, self._next = self._next, min(self._next * 2, self.longest)
        return scattered(pause)

    def reset(self) -> None:
        self._next = self.first


def called_off() -> bool:
    """Whether this task is being cancelled; a client library may let a CancelledError of its own escape."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def cause_of(error: BaseException) -> BaseException:
    """The first error of a group of tasks: the others were cancelled for it."""
    while isinstance(error, BaseExceptionGroup):
        error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
    return error


def scattered(seconds: float, by: float = 0.5) -> float:
    return seconds * random.uniform(1 - by, 1 + by)  # noqa: S311 - no secret


async def happens_within(event: asyncio.Event, seconds: float) -> bool:
    """Waits for the event, at most so long."""
    with suppress(TimeoutError):
        return await asyncio.wait_for(event.wait(), seconds)
    return False
