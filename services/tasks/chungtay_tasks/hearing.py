"""How far another service's log was heard: asked once for all who wait for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from chungtay_kernel.feeds import FeedUnreachable
from chungtay_kernel.timers import LOOK_EVERY, NotYet

ASK_EVERY = LOOK_EVERY
"""Seconds for which a no holds: about one round of timers, of which a thousand may wait for the same answer."""


@dataclass(frozen=True, slots=True)
class _No:
    moment: datetime
    reason: str
    until: float


class Hearing:
    """What was heard up to a moment was heard up to every earlier one; what was not, is not up to any later one."""

    def __init__(self, ask: Callable[[datetime], Awaitable[bool]], *, clock: Callable[[], float] = monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._heard_to: datetime | None = None
        self._no: _No | None = None

    async def require(self, moment: datetime) -> None:
        """Raises NotYet unless all that was recorded up to a moment was heard."""
        if self._heard_to is not None and moment <= self._heard_to:
            return
        no = self._no
        if no is None or moment < no.moment or self._clock() >= no.until:
            no = self._no = await self._asked(moment)
        if no is not None:
            raise NotYet(no.reason)
        self._heard_to = moment

    async def _asked(self, moment: datetime) -> _No | None:
        reason = f"not all that was recorded up to {moment.isoformat()} has been heard"
        try:
            if await self._ask(moment):
                return None
        except FeedUnreachable as error:
            reason = str(error)
        return _No(moment, reason, self._clock() + ASK_EVERY)
