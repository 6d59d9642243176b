"""Before a seal: whether everything that could change a figure has come to rest, in every service.

All services are asked how they stand, until two rounds in a row are equal and nobody is behind. What then still
stands in the way is a blocker with a name; it can be overridden by that name, with a reason. A parked event that was
sealed over and is applied later counts from its old position: it changes past vectors, and `verify` says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Standing = Mapping[str, Any]
Round = Mapping[str, Standing]

PATIENCE = 10.0
PAUSE = 0.1

SERVICES = ("intake", "tasks", "reporting", "notify")
CHANGES_FIGURES = ("intake", "tasks", "reporting")
"""Whose unfinished business could change a figure; an alert that was not sent changes none."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """`name` is what an override names, such as "parked:intake"."""

    name: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Barrier:
    """The last round: where each log ended, and what stands in the way."""

    heads: Mapping[str, int]
    blockers: tuple[Blocker, ...]


async def barrier(ask: Callable[[str], Awaitable[Standing]], due_at: datetime, now: datetime) -> Barrier:
    """Waits for rest, PATIENCE seconds at most. `ask` gives a service's standing and raises what it raises."""
    before: Mapping[str, int] | None = None
    this: Round = {}
    for _ in range(int(PATIENCE / PAUSE)):
        this = dict(zip(SERVICES, await asyncio.gather(*(ask(service) for service in SERVICES)), strict=True))
        ends = heads(this)
        if ends == before and not [*behind(this)]:
            return Barrier(ends, (*unfinished(this), *_too_early(due_at, now)))
        before = ends
        await asyncio.sleep(PAUSE)
    return Barrier(heads(this), (*_moving(this), *unfinished(this), *_too_early(due_at, now)))


def heads(round_: Round) -> dict[str, int]:
    return {service: stands["head"]["position"] for service, stands in round_.items()}


def behind(round_: Round) -> Iterator[Blocker]:
    """Services that have not heard all there is to hear."""
    ends = heads(round_)
    for service in CHANGES_FIGURES:
        for source, heard in round_[service]["inputs"].items():
            if heard["complete_to"] != ends.get(source, heard["complete_to"]):
                yield Blocker(
                    f"behind:{service}:{source}",
                    f"{service} chưa nhận hết sự kiện của {source} ({heard['complete_to']}/{ends[source]}).",
                    f"{service} has not heard all of {source} ({heard['complete_to']} of {ends[source]}).",
                )


def _moving(round_: Round) -> Iterator[Blocker]:
    found = [*behind(round_)]
    yield from found
    if not found:
        yield Blocker("moving", "Dữ liệu vẫn đang được ghi.", "Events are still being recorded.")


_UNFINISHED = {
    "parked": ("{n} sự kiện bị giữ lại ở {s}.", "{n} events are parked in {s}."),
    "unmatched": ("{n} nội dung chưa đối chiếu được ở {s}.", "{n} submissions are unmatched in {s}."),
    "due_timers": ("{n} hẹn giờ đến hạn chưa chạy ở {s}.", "{n} timers are due in {s}."),
}


def unfinished(round_: Round) -> Iterator[Blocker]:
    for service in CHANGES_FIGURES:
        for what, (vi, en) in _UNFINISHED.items():
            if count := round_[service][what]:
                yield Blocker(f"{what}:{service}", vi.format(n=count, s=service), en.format(n=count, s=service))


def _too_early(due_at: datetime, now: datetime) -> Iterator[Blocker]:
    if now < due_at:
        yield Blocker(
            "before_deadline", "Chưa hết hạn nộp báo cáo của các đơn vị.", "The units' deadline has not passed."
        )
