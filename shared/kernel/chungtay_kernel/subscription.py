"""What a service says about a source it hears: which kinds it handles, which it ignores, and what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter

from chungtay_kernel.database import Tx
from chungtay_kernel.events import KERNEL_KINDS, Context, Decision, Kind, StoredEvent


class Incoming(NamedTuple):
    """A received event and its data as the consumer's own model reads it."""

    event: StoredEvent
    data: BaseModel


@dataclass(frozen=True, slots=True)
class Reaction:
    """Own events that follow from a received one, appended in the same transaction."""

    key: str
    context: Context
    decision: Decision


Apply = Callable[[Tx, Sequence[Incoming]], Awaitable[Sequence[Reaction]]]
Receive = Callable[[Tx, Sequence[StoredEvent]], Awaitable[None]]


@dataclass(frozen=True)
class Subscription:
    """One source a service hears.

    `apply` gets handled events in position order, many streams at once, and may run again for the same ones after
    a rollback; effects are folded per key before they are written in bulk. `receive` gets every new event, handled
    or not. A kind that is neither handled nor ignored is parked.
    """

    source: str
    handles: Mapping[Kind, type[BaseModel]]
    ignores: frozenset[Kind]
    apply: Apply
    receive: Receive | None = None

    @property
    def topic(self) -> str:
        return f"chungtay.{self.source}.events"

    @cached_property
    def adapters(self) -> dict[Kind, TypeAdapter[BaseModel]]:
        return {kind: TypeAdapter(model) for kind, model in self.handles.items()}

    @cached_property
    def passes(self) -> frozenset[Kind]:
        """Kinds that need no effect."""
        return self.ignores | KERNEL_KINDS

    def knows(self, kind: Kind) -> bool:
        return kind in self.handles or kind in self.passes


@dataclass
class SubscriptionState:
    """What readiness and metrics say of one source; positions as of this process's last look."""

    received: int = 0
    highest: int = 0
    complete_to: int = 0
    head_known: int = 0
    lag: int | None = None
    last_progress: datetime | None = None
    parked: int = 0
    waiting: int = 0
    rejected: int = 0
    repeated: int = 0
    error: str | None = None
    feed_error: str | None = None
    stopped_reason: str | None = None
    hole: asyncio.Event = field(default_factory=asyncio.Event)
    newly_parked: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])
