"""A moment becomes a vector: where each source's log stood then.

Where the journal makes that final it is looked up each time; what a peer was asked is kept, and never asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.log import Log
from chungtay_kernel.peers import Peers
from chungtay_kernel.service import Service
from chungtay_reporting.vector import (
    FIGURES_REST_ON,
    NOTHING,
    OWN,
    Mark,
    Vector,
    complete_to,
    heard_to,
    not_heard_yet,
    own_mark,
    snapshot,
)

PATIENCE = 5.0
"""Seconds to wait for events that a peer has and the journal has not."""

LOOK_EVERY = 0.05


class Moments:
    """Finds and keeps the vectors of moments."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.peers: Peers = service.peers

    @property
    def pool(self) -> Pool:
        return self._service.database.pool

    @property
    def log(self) -> Log:
        return self._service.log

    async def vector(self, moment: datetime, sources: Sequence[str] = FIGURES_REST_ON) -> Vector:
        """The vector as of a moment, heard to its end.

        Raises LaterThanClock, FeedUnreachable where a peer must be asked and does not answer, and Refusal (503) where
        its events have not come within PATIENCE.
        """
        marks = await self._kept(moment)
        for source in sorted(sources, key=lambda s: s != OWN):  # our own clock is the first to refuse the future
            if source not in marks:
                marks[source] = await self._settle(moment, source)
        for source in sources:
            if source != OWN:
                await self._heard(source, marks[source].position)
        return {source: marks[source] for source in sources}

    async def _kept(self, moment: datetime) -> dict[str, Mark]:
        rows = await self.pool.fetch("SELECT source, position, hash, logid FROM moment WHERE as_of = $1", moment)
        return {source: Mark(*mark) for source, *mark in rows}

    async def _keep(self, moment: datetime, source: str, mark: Mark) -> Mark:
        await self.pool.execute(
            "INSERT INTO moment (as_of, source, position, hash, logid) VALUES ($1, $2, $3, $4, $5) "
            "ON CONFLICT DO NOTHING",
            moment, source, *mark,
        )  # fmt: skip
        return mark

    async def _settle(self, moment: datetime, source: str) -> Mark:
        if source == OWN:
            head = await self.log.head_as_of(moment)
            async with snapshot(self.pool) as tx:
                return await own_mark(tx, head.position)
        async with snapshot(self.pool) as tx:
            found = await _journalled(tx, source, moment)
        if found is not None:
            return found
        head = await self.peers.head_as_of(source, moment)
        mark = Mark(head.position, head.hash, head.logid) if head.position else NOTHING
        return await self._keep(moment, source, mark)

    async def _heard(self, source: str, position: int) -> None:
        """Waits until the journal holds a source up to a position."""
        heard = 0
        for _ in range(int(PATIENCE / LOOK_EVERY)):
            async with snapshot(self.pool) as tx:
                heard = await complete_to(tx, source)
            if heard >= position:
                return
            await asyncio.sleep(LOOK_EVERY)
        raise not_heard_yet(source, position, heard)


async def _journalled(tx: Tx, source: str, moment: datetime) -> Mark | None:
    """The answer where the journal makes it final: an event recorded after the moment has come, with all before it."""
    low, high = 0, await complete_to(tx, source)
    if high == 0 or await _recorded_at(tx, source, high) <= moment:
        return None
    while low < high - 1:  # recorded_at never goes back
        middle = (low + high) // 2
        low, high = (middle, high) if await _recorded_at(tx, source, middle) <= moment else (low, middle)
    return await heard_to(tx, source, low)


async def _recorded_at(tx: Tx, source: str, position: int) -> datetime:
    return await tx.fetchval("SELECT recorded_at FROM journal WHERE source = $1 AND position = $2", source, position)
