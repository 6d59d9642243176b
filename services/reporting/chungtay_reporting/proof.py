"""The proof that nothing was changed: hash chains recomputed, event by event."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from chungtay_kernel.chain import GENESIS, hash_of
from chungtay_kernel.database import Pool
from chungtay_kernel.events import Head, StoredEvent
from chungtay_kernel.feeds import PAGE, Feed, FeedUnreachable
from chungtay_reporting import journal
from chungtay_reporting.vector import snapshot


@dataclass(frozen=True, slots=True)
class Break:
    """The first position at which a chain does not hold, and in what words."""

    position: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What a walk found: how far it went, the hash there, and where it broke (None: nowhere)."""

    position: int
    hash: bytes
    broken: Break | None
    hashes: dict[int, bytes]


async def walk(pages: AsyncIterator[Sequence[StoredEvent]], wanted: frozenset[int] = frozenset()) -> Chain:
    """Recomputes a log's chain; `wanted` positions have their hash kept."""
    position, previous, kept = 0, GENESIS, {0: GENESIS}
    async for page in pages:
        for event in page:
            broken = _break(event, position, previous)
            if broken:
                return Chain(position, previous, broken, kept)
            position, previous = event.position, event.hash
            if position in wanted:
                kept[position] = previous
    return Chain(position, previous, None, kept)


def _break(event: StoredEvent, position: int, previous: bytes) -> Break | None:
    if event.position != position + 1:
        return Break(position + 1, "Thiếu sự kiện ở vị trí này.", "The event at this position is missing.")
    if hash_of(event, previous) != event.hash:
        return Break(
            event.position, f"Nội dung của {event.name} không khớp chuỗi băm.",
            f"What {event.name} holds does not match the hash chain.",
        )  # fmt: skip
    return None


async def journalled(pool: Pool, source: str, until: int) -> AsyncIterator[Sequence[StoredEvent]]:
    """The journal of a source, page by page, each in a transaction of its own."""
    position = 0
    while position < until:
        async with snapshot(pool) as tx:
            page = await journal.page(tx, source, position, until)
        if not page:
            return
        yield page
        position = page[-1].position


async def logged(
    after: Callable[[int, int], Awaitable[Sequence[StoredEvent]]], until: int
) -> AsyncIterator[Sequence[StoredEvent]]:
    """A log read from its service, page by page."""
    position = 0
    while position < until:
        page = await after(position, min(PAGE, until - position))
        if not page:
            return
        yield page
        position = page[-1].position


async def fed(feed: Feed, head: Head, wanted: frozenset[int] = frozenset()) -> Chain:
    """Recomputes a peer's own log over its feed; an event that cannot even be read breaks the chain there."""

    async def after(position: int, limit: int) -> Sequence[StoredEvent]:
        try:
            return await feed.after(position, limit)
        except FeedUnreachable:
            return await _one_by_one(feed, position, limit)

    chain = await walk(logged(after, head.position), wanted)
    if chain.broken or chain.position >= head.position:
        return chain
    unreadable = Break(chain.position + 1, "Sự kiện không đọc được.", "The event cannot be read.")
    return replace(chain, broken=unreadable)


async def _one_by_one(feed: Feed, position: int, limit: int) -> Sequence[StoredEvent]:
    """The events before the unreadable one. Raises FeedUnreachable where the peer does not answer at all."""
    await feed.head()
    found: list[StoredEvent] = []
    while len(found) < limit:
        try:
            found += await feed.after(position + len(found), 1)
        except FeedUnreachable:
            break
    return found
