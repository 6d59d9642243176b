"""The consumer's one transaction: cursor, effect and outgoing events stand together or not at all.

    lock the source's row · drop what is known · receive · apply · advance cursors · append reactions · COMMIT

What fails by its content is found by halving and parked with its reason, with the later events of its stream;
everything else that fails is infrastructure and is raised, for the caller to try again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TypeVar

import asyncpg
from pydantic import ValidationError

from chungtay_kernel.append import Append, Appended, Conflict, EventTooLarge, LogWriter, append_group, prepare
from chungtay_kernel.cursors import (
    Sorted,
    SourceCursor,
    advance,
    lock_source,
    read_streams,
    sort_out,
)  # fmt: skip
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.faults import fault
from chungtay_kernel.parking import store_parked
from chungtay_kernel.rejected import Rejected, store_rejected
from chungtay_kernel.subscription import Incoming, Reaction, Subscription, SubscriptionState
from chungtay_kernel.triage import Triage, Verdict, told, triage
from chungtay_kernel.writer import CHANNEL

Result = TypeVar("Result")

MOST_REACTIONS = 100
"""Own events one transaction may append under the log's lock, so that catching up does not starve HTTP."""

CONFLICTS = 5
FLOOD = 20
FLOOD_SECONDS = 60.0


class Poison(Exception):
    """Content that cannot take effect: SQLSTATE 22 or 23, or a model that refuses it."""


class TooManyReactions(Exception):
    """The batch must be smaller."""


class Stopped(Exception):
    """Going on would make things worse: the consumer stands still until somebody has looked."""


class Doubtful(Exception):
    """Before these are believed, the producer's feed is asked whether it holds them at all."""

    def __init__(self, events: Sequence[StoredEvent], *, contradicting: bool) -> None:
        super().__init__(", ".join(e.name for e in events[:3]))
        self.events = events
        self.contradicting = contradicting


class _Moved(Exception):
    """An own stream moved between a reaction's decision and its append: decide again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`genuine`: events the feed was seen to hold; `from_feed`: all are, and positions follow each other."""

    events: Sequence[StoredEvent]
    rejected: Sequence[Rejected] = ()
    genuine: frozenset[StoredEvent] = frozenset()
    from_feed: bool = False

    def part(self, start: int, stop: int) -> Batch:
        return Batch(self.events[start:stop], () if start else self.rejected, self.genuine, self.from_feed)

    def trusts(self, event: StoredEvent) -> bool:
        return self.from_feed or event in self.genuine


class Inbox:
    """One consumer's way into its database for one source."""

    def __init__(
        self, consumer: str, database: Database, log: LogWriter, subscription: Subscription, state: SubscriptionState
    ) -> None:
        self.consumer, self.database, self.log = consumer, database, log
        self.subscription, self.state = subscription, state

    @property
    def source(self) -> str:
        return self.subscription.source

    async def take(self, batch: Batch) -> None:
        """Takes a batch in, each event at most once, whatever came before.

        Raises Doubtful and Stopped (nothing is written then), and whatever infrastructure raises.
        """
        ordered = sorted(batch.events, key=lambda e: e.position)
        await self._take(Batch(ordered, batch.rejected, batch.genuine, batch.from_feed))

    async def _take(self, batch: Batch) -> None:
        try:
            await self._settle(batch)
        except (Poison, TooManyReactions) as reason:
            if len(batch.events) == 1:
                await self._park_one(batch, str(reason))
            else:
                half = len(batch.events) // 2
                await self._take(batch.part(0, half))
                await self._take(batch.part(half, len(batch.events)))

    async def _settle(self, batch: Batch, verdict: Verdict | None = None) -> None:
        await decided_again(lambda: self._transact(batch, verdict))

    async def _park_one(self, batch: Batch, reason: str) -> None:
        try:
            await self._settle(batch, Verdict(reason, taken_in=True))
        except Poison as refused:
            await self._settle(batch, Verdict(str(refused), taken_in=False))

    async def _transact(self, batch: Batch, verdict: Verdict | None) -> None:
        async with self.database.pool.acquire() as connection:
            async with connection.transaction():
                after, found, triaged, reacted = await self._in_transaction(connection, batch, verdict)
                fault("inbox.before_commit")
            fault("inbox.after_commit")
            if reacted:
                await connection.execute(f"NOTIFY {CHANNEL}")
        self._note(after, found, triaged, batch)

    async def _in_transaction(
        self, tx: Tx, batch: Batch, verdict: Verdict | None
    ) -> tuple[SourceCursor, Sorted, Triage, bool]:
        cursor = await lock_source(tx, self.consumer, self.source)
        streams = await read_streams(tx, self.consumer, self.source, list({e.stream_id for e in batch.events}))
        found = sort_out(batch.events, cursor, streams)
        self._face_contradictions(cursor, found, batch)
        triaged = triage(self.subscription, found.fresh, streams, verdict)
        self._face_parking(triaged, batch)
        taken_in = found.fresh if verdict is None or verdict.taken_in else ()
        reactions = await self.effect(tx, taken_in, triaged.incoming)
        # Cursors before the log's lock: while it is held, every writer of the service waits.
        if triaged.parked:
            await store_parked(tx, self.consumer, self.source, triaged.parked)
        if batch.rejected:
            await store_rejected(tx, batch.rejected)
        after = cursor.after(found.fresh, _reach(cursor, batch, found))
        if after != cursor:
            parked = frozenset(p.event.stream_id for p in triaged.parked)
            await advance(tx, self.consumer, self.source, after, found.fresh, known=streams, parked=parked)
        if reactions:
            await self.append(tx, reactions)
        return after, found, triaged, bool(reactions)

    def _face_contradictions(self, cursor: SourceCursor, found: Sorted, batch: Batch) -> None:
        if batch.from_feed and found.waiting and batch.events[0].position <= cursor.complete_to + 1:
            raise Stopped(f"the feed of {self.source} has a hole before {found.waiting[0].name}")
        if not found.contradicting:
            return
        doubtful = [e for e in found.contradicting if not batch.trusts(e)]
        if doubtful:
            raise Doubtful(doubtful, contradicting=True)
        event = found.contradicting[0]
        raise Stopped(
            f"{self.source} tells another history: {event.name} (event {event.event_id}, position {event.position}, "
            f"log {event.logid[:12]}…) contradicts what was received before"
        )

    def _face_parking(self, triaged: Triage, batch: Batch) -> None:
        """What would be parked is first seen in the feed; a flood means that this release is wrong, not the events."""
        newly = triaged.newly_parked
        doubtful = [p.event for p in newly if not batch.trusts(p.event)]
        if doubtful:
            raise Doubtful(doubtful, contradicting=False)
        since = monotonic() - FLOOD_SECONDS
        self.state.newly_parked = [(at, stream) for at, stream in self.state.newly_parked if at > since]
        streams = {stream for _, stream in self.state.newly_parked} | {p.event.stream_id for p in newly}
        if newly and len(streams) > FLOOD:
            reason = f"more than {FLOOD} streams of {self.source} would be parked within a minute"
            raise Stopped(f"{reason}, the last for: {newly[-1].reason}")

    async def effect(self, tx: Tx, taken_in: Sequence[StoredEvent], incoming: Sequence[Incoming]) -> list[Append]:
        """Runs the subscription's hooks; its reactions come back encoded. Raises Poison and TooManyReactions."""
        try:
            if self.subscription.receive and taken_in:
                await self.subscription.receive(tx, taken_in)
            reactions = await self.subscription.apply(tx, incoming) if incoming else ()
            appends = [encode_reaction(r) for r in reactions]
        except (ValidationError, EventTooLarge, asyncpg.PostgresError) as error:
            raise poison_or(error) from error
        if len(incoming) > 1 and sum(len(a.events) for a in appends) > MOST_REACTIONS:
            raise TooManyReactions
        return appends

    async def append(self, tx: Tx, appends: Sequence[Append]) -> None:
        """Appends reactions under the log's lock. Raises Poison and, to have them decided again, _Moved."""
        try:
            outcomes = await append_group(tx, self.log, appends)
        except asyncpg.PostgresError as error:
            raise poison_or(error) from error
        for outcome in outcomes:
            if isinstance(outcome, Conflict):
                raise _Moved(outcome.reason)
            if not isinstance(outcome, Appended):
                raise Poison(f"the key {outcome.key} of its reaction stands for something else")

    def _note(self, after: SourceCursor, found: Sorted, triaged: Triage, batch: Batch) -> None:
        state, now = self.state, monotonic()
        state.received, state.highest, state.complete_to = after.received, after.highest, after.complete_to
        state.last_progress = datetime.now(UTC)
        state.repeated += len(found.known)
        state.parked += len(triaged.parked)
        state.newly_parked += [(now, p.event.stream_id) for p in triaged.newly_parked]
        if found.waiting:
            state.waiting = len(found.waiting)
            state.hole.set()
        elif batch.from_feed:
            state.waiting = 0


async def decided_again(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """Runs a transaction anew while own streams move under its reactions; Poison where that never ends."""
    for _ in range(CONFLICTS - 1):
        try:
            return await attempt()
        except _Moved:
            continue
    try:
        return await attempt()
    except _Moved as moved:
        raise Poison(f"its reaction keeps conflicting: {moved}") from moved


def encode_reaction(reaction: Reaction) -> Append:
    return prepare(reaction.key, reaction.key.encode(), reaction.context, reaction.decision, [])


def poison_or(error: Exception) -> Exception:
    """The error itself where it is infrastructure, Poison where the content is at fault."""
    if isinstance(error, asyncpg.PostgresError) and (error.sqlstate or "")[:2] not in ("22", "23"):
        return error
    if isinstance(error, ValidationError):
        return Poison(told(error))
    # the message alone: PostgreSQL's detail repeats values, and more people read reasons than data
    return Poison(f"{type(error).__name__}: {error.args[0] if error.args else ''}")


def _reach(cursor: SourceCursor, batch: Batch, found: Sorted) -> int:
    """How far a feed's page closes the gap: to its end, where it begins at or before the gap's."""
    if not batch.from_feed or not batch.events or found.waiting:
        return 0
    return batch.events[-1].position if batch.events[0].position <= cursor.complete_to + 1 else 0
