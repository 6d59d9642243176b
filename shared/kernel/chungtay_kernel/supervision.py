"""Loops that run as long as the service does: begun again after an error, with growing pauses, and ended in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

import structlog

from chungtay_kernel.pauses import Pauses

LONGEST_PAUSE = 5.0
STEADY = 10.0
"""Seconds after which a loop counts as recovered."""

log = structlog.get_logger("chungtay.supervision")

Loop = Callable[[], Awaitable[None]]


@dataclass
class LoopState:
    """What readiness says of a loop; `error` is that of its last end, None while it is steady."""

    name: str
    error: str | None = None
    restarts: int = 0
    since: datetime | None = None


class Supervisor:
    def __init__(self, service: str, restarted: Callable[[str], None] = lambda loop: None) -> None:
        self.service = service
        self.loops: dict[str, LoopState] = {}
        self._restarted = restarted
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, name: str, loop: Loop) -> None:
        self.loops[name] = LoopState(name, since=datetime.now(UTC))
        self._tasks[name] = asyncio.create_task(self._keep(self.loops[name], loop), name=f"{self.service}-{name}")

    async def _keep(self, state: LoopState, loop: Loop) -> None:
        structlog.contextvars.bind_contextvars(service=self.service, loop=state.name)
        pauses = Pauses(longest=LONGEST_PAUSE)
        while True:
            began = monotonic()
            try:
                await loop()
                state.error = None
                return
            except Exception as error:
                state.error = repr(error)
                log.warning("loop ended", error=state.error, exc_info=error)
            state.restarts += 1
            state.since = datetime.now(UTC)
            self._restarted(state.name)
            if monotonic() - began > STEADY:
                pauses.reset()
            await asyncio.sleep(pauses.next())

    def failing(self) -> list[LoopState]:
        """Loops that ended with an error and have not run steadily since."""
        now = datetime.now(UTC)
        recent = (s for s in self.loops.values() if s.error and s.since)
        return [s for s in recent if s.since and (now - s.since).total_seconds() < STEADY]

    async def end(self, *names: str) -> None:
        """Cancels these loops (all, where none is named) and waits until they are gone."""
        tasks = [self._tasks.pop(name) for name in names or tuple(self._tasks) if name in self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
