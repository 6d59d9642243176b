"""Loops that try again: pauses that grow and scatter, so that replicas do not come back in step, and what failed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, cast


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


async def together(*work: Coroutine[Any, Any, Any]) -> list[Any]:
    """Does several things at once; where one fails, the others are called off and the group of errors is raised.

    In a task of its own: before Python 3.13 a TaskGroup that fails leaves its task marked as cancelled (gh-117407),
    and whoever asks `called_off()` there would be misled for ever after.
    """

    async def group() -> list[Any]:
        async with asyncio.TaskGroup() as tasks:
            begun = [tasks.create_task(one) for one in work]
        return [task.result() for task in begun]

    return await asyncio.create_task(group())


def cause_of(error: BaseException) -> BaseException:
    """The first error of a group of tasks: the others were cancelled for it."""
    while isinstance(error, BaseExceptionGroup):
        error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
    return error


def scattered(seconds: float, by: float = 0.5) -> float:
    return seconds * random.uniform(1 - by, 1 + by)  # noqa: S311 - no secret


async def happens_within(event: asyncio.Event, seconds: float) -> bool:
    """Waits for the event, at most so long.

    Not by wait_for, which before Python 3.12 loses a cancellation that comes together with the event.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await event.wait()
    return False


async def closed(closing: Coroutine[Any, Any, None]) -> None:
    """Waits until a client has closed; behind a shield, since aiokafka's close() swallows a cancellation."""
    await asyncio.shield(asyncio.create_task(closing))
