"""What an operator does about parked streams: have them applied again, or decide that they shall have no effect.

Both leave an event with actor and reason in the service's own log, in the transaction that does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chungtay_kernel.append import Append, prepare
from chungtay_kernel.cursors import lock_source
from chungtay_kernel.database import Tx
from chungtay_kernel.events import Context, Decision, Draft, ParkedDiscarded, ParkedRetried
from chungtay_kernel.ids import uuid7
from chungtay_kernel.inbox import Inbox, Poison, TooManyReactions, decided_again
from chungtay_kernel.parking import Parked, blame, first_parked, leave_parking, retriable
from chungtay_kernel.subscription import Incoming
from chungtay_kernel.triage import read
from chungtay_kernel.writer import CHANNEL

AT_ONCE = 100


class NothingParked(Exception):
    """No event of that stream (up to that version) is parked."""


@dataclass(slots=True)
class Retried:
    """Versions that took effect, and why the next one still cannot (None: nothing is left)."""

    versions: list[int] = field(default_factory=list[int])
    reason: str | None = None


async def retry(inbox: Inbox, stream_id: str, *, context: Context, reason: str) -> Retried:
    """Applies a stream's parked events in order, as far as they go. Raises NothingParked."""
    outcome = Retried()
    limit = AT_ONCE
    while events := await _waiting(inbox, stream_id, limit):
        try:
            outcome.versions += await _apply(inbox, stream_id, len(events), context, reason)
        except (Poison, TooManyReactions) as refused:
            if len(events) == 1:
                still = read(inbox.subscription, events[0].event)
                verdict = still if isinstance(still, Parked) else Parked(events[0].event, "refused", str(refused))
                await blame(inbox.database.pool, inbox.consumer, verdict)
                outcome.reason = verdict.reason
                return outcome
            limit = len(events) // 2
    if not outcome.versions:
        raise NothingParked(stream_id)
    return outcome


async def discard(inbox: Inbox, stream_id: str, version: int, *, context: Context, reason: str) -> list[int]:
    """Gives a stream's parked events up to `version` up; what is parked after it can then be retried.

    Returns the versions given up. Raises NothingParked.
    """
    async with inbox.database.pool.acquire() as connection:
        async with connection.transaction():
            await lock_source(connection, inbox.consumer, inbox.source)
            waiting = await first_parked(connection, inbox.consumer, inbox.source, stream_id, version)
            versions = [p.event.version for p in waiting if p.event.version <= version]
            if not versions:
                raise NothingParked(f"{stream_id} up to version {version}")
            await leave_parking(connection, inbox.consumer, inbox.source, stream_id, versions[-1], keep=True)
            told = ParkedDiscarded(
                consumer=inbox.consumer, source=inbox.source, stream=stream_id, versions=versions, reason=reason
            )
            await inbox.append(connection, [await _record(connection, inbox, stream_id, told, context)])
        await connection.execute(f"NOTIFY {CHANNEL}")
    inbox.state.parked -= len(versions)
    return versions


async def retry_known(inbox: Inbox) -> None:
    """At the start of a release: tries what an earlier one did not know and this one does."""
    for parked in await retriable(inbox.database.pool, inbox.consumer, inbox.source):
        if inbox.subscription.knows(parked.event.kind):
            context = Context(f"system:{inbox.consumer}:consumer", f"release:{uuid7()}")
            await retry(inbox, parked.event.stream_id, context=context, reason="this release knows the kind")


async def _waiting(inbox: Inbox, stream_id: str, limit: int) -> list[Parked]:
    async with inbox.database.pool.acquire() as connection:
        return await first_parked(connection, inbox.consumer, inbox.source, stream_id, limit)


async def _apply(inbox: Inbox, stream_id: str, limit: int, context: Context, reason: str) -> list[int]:
    return await decided_again(lambda: _apply_once(inbox, stream_id, limit, context, reason))


async def _apply_once(inbox: Inbox, stream_id: str, limit: int, context: Context, reason: str) -> list[int]:
    """One transaction: effects, reactions and the event that tells of it; its versions. Raises Poison."""
    async with inbox.database.pool.acquire() as connection:
        async with connection.transaction():
            await lock_source(connection, inbox.consumer, inbox.source)
            waiting = await first_parked(connection, inbox.consumer, inbox.source, stream_id, limit)
            if not waiting:
                return []
            first_hand = [p.event for p in waiting if not p.taken_in]
            appends = await inbox.effect(connection, first_hand, _readable(inbox, waiting))
            versions = [p.event.version for p in waiting]
            await leave_parking(connection, inbox.consumer, inbox.source, stream_id, versions[-1], keep=False)
            told = ParkedRetried(
                consumer=inbox.consumer, source=inbox.source, stream=stream_id, versions=versions, reason=reason
            )
            await inbox.append(connection, [*appends, await _record(connection, inbox, stream_id, told, context)])
        await connection.execute(f"NOTIFY {CHANNEL}")
    inbox.state.parked -= len(versions)
    return versions


def _readable(inbox: Inbox, waiting: Sequence[Parked]) -> list[Incoming]:
    found: list[Incoming] = []
    for parked in waiting:
        outcome = read(inbox.subscription, parked.event)
        if isinstance(outcome, Parked):
            raise Poison(outcome.reason)
        if outcome is not None:
            found.append(outcome)
    return found


async def _record(
    tx: Tx, inbox: Inbox, stream_id: str, told: ParkedRetried | ParkedDiscarded, context: Context
) -> Append:
    """The event that tells of it; the source's row is locked, so its stream cannot move meanwhile."""
    stream = f"parked/{inbox.consumer}/{inbox.source}/{stream_id}"
    version = await tx.fetchval("SELECT coalesce(max(version), 0) FROM event WHERE stream_id = $1", stream)
    key = f"{told.TYPE}:{inbox.consumer}/{inbox.source}/{stream_id}/{version + 1}"
    return prepare(key, b"", context, Decision([Draft(stream, version, [told])], {}), [])
