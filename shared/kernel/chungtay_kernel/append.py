"""Appending a group of commands to the log, inside a transaction that the caller owns.

Appends are serialised by one transaction-scoped lock, held to COMMIT: positions have no holes and follow commit
order. Under the lock nothing is decided but versions, keys, guards and hashes, so a conflict is an answer here,
not an exception.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

import asyncpg
import orjson

from chungtay_kernel import chain
from chungtay_kernel.clock import LONGEST_SKEW, NOW_SQL
from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.events import LONGEST_STREAM, LONGEST_TEXT, Context, Decision, Guard, StoredEvent
from chungtay_kernel.faults import fault
from chungtay_kernel.ids import uuid7

LONGEST_EVENT = 256 * 1024
"""Bytes of data one event may hold: it must fit a Kafka record with room for its headers."""

CATCH_UP = 1000
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class InlineModel:
    """A table of the service's own, kept in the append's transaction: whoever wrote reads what he wrote."""

    name: str
    apply: Callable[[Tx, Sequence[StoredEvent]], Awaitable[None]]


class Pending(NamedTuple):
    """An event made ready outside the lock: bytes, salt and digest are fixed."""

    stream_id: str
    version: int
    event_id: UUID
    type: str
    schema_version: int
    campaign_id: str
    scope: str
    occurred_at: datetime | None
    salt: bytes
    data: bytes
    digest: bytes


class Append(NamedTuple):
    """One command's wish: its key, what was asked, what it writes, and the answer to keep."""

    key: str
    request_hash: bytes
    context: Context
    events: tuple[Pending, ...]
    guards: tuple[Guard, ...]
    answer: bytes


class Appended(NamedTuple):
    """The command stands: stream and version of its first draft's last event, its last position, its answer."""

    stream: str
    version: int
    position: int
    answer: bytes
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The key was used before, for something else."""

    key: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something moved since the decision: it must be taken again."""

    reason: str


Outcome = Appended | KeyReused | Conflict


class LogClosed(Exception):
    """The log takes no writes: it was found to be older than its topic, or was never opened."""


class ClockSkewed(Exception):
    """The database's clock and this machine's differ by more than a minute; one of them is wrong."""


class EventTooLarge(Exception):
    """An event's data exceeds LONGEST_EVENT bytes, or its envelope what a record can carry."""


@dataclass(frozen=True, slots=True)
class LogWriter:
    """What appending needs to know of its log."""

    source: str
    logid: str
    simulated: bool
    models: tuple[InlineModel, ...] = ()

    @property
    def model_names(self) -> list[str]:
        return [m.name for m in self.models]


def lock_key(service: str, purpose: str) -> int:
    """The advisory lock's key: 63 bits of the hash of service and purpose."""
    return int.from_bytes(sha256(f"{service}/{purpose}".encode()).digest()[:8]) >> 1


def prepare(key: str, request_hash: bytes, context: Context, decision: Decision, ids: list[UUID]) -> Append:
    """Encodes a decision's events so that only versions and hashes are left for the lock.

    `ids` gives the events theirs and grows as needed: whoever decides again passes the same list, and the nth
    event keeps its id. Raises EventTooLarge.
    """
    _check_envelope(context, decision)
    events: list[Pending] = []
    for draft in decision.drafts:
        for offset, event in enumerate(draft.events, 1):
            if len(events) == len(ids):
                ids.append(uuid7())
            data = event.encode()
            if len(data) > LONGEST_EVENT:
                raise EventTooLarge(f"{event.TYPE}: {len(data)} bytes, at most {LONGEST_EVENT}")
            salt = os.urandom(16)
            events.append(
                Pending(
                    draft.stream_id, draft.expected_version + offset, ids[len(events)], event.TYPE, event.VERSION,
                    draft.campaign_id, draft.scope, draft.occurred_at, salt, data, sha256(salt + data).digest(),
                )
            )  # fmt: skip
    answer = orjson.dumps(decision.answer, default=str)
    return Append(key, request_hash, context, tuple(events), tuple(decision.guards), answer)


def _check_envelope(context: Context, decision: Decision) -> None:
    """What a log took it must be able to send: no reader takes a longer stream id or envelope."""
    texts = [context.actor, context.correlation_id, context.causation_id, context.traceparent]
    for draft in decision.drafts:
        texts += (draft.campaign_id, draft.scope)
        if not 0 < len(draft.stream_id.encode()) <= LONGEST_STREAM:
            raise EventTooLarge(f"stream id of {len(draft.stream_id.encode())} bytes, 1 to {LONGEST_STREAM}")
    whole = "".join(texts)
    if "\0" in whole or (len(whole) > LONGEST_TEXT and max(map(len, texts)) > LONGEST_TEXT):
        raise EventTooLarge(f"a part of the envelope holds NUL or more than {LONGEST_TEXT} characters")


class _Standing(NamedTuple):
    """What the log says of a group, read under the lock in one statement."""

    now: datetime
    position: int
    hash: bytes
    recorded_at: datetime
    floor: datetime
    versions: dict[str, int]
    scopes: dict[str, int]
    used_keys: frozenset[str]
    models_at: int


# The head comes by position, versions, scopes and keys each by a probe of their index, which a plan made while the log
# was empty cannot turn into a scan of it.
_READ = f"""
SELECT {NOW_SQL} AS now, h.position, h.hash, h.recorded_at, s.floor, s.closed_reason,
  ARRAY(SELECT coalesce((SELECT e.version FROM event e WHERE e.stream_id = u.id ORDER BY e.version DESC LIMIT 1), 0)
        FROM unnest($1::text[]) WITH ORDINALITY AS u(id, n) ORDER BY n) AS versions,
  ARRAY(SELECT coalesce((SELECT e.position FROM event e WHERE e.scope = u.id AND e.scope <> ''
                         ORDER BY e.position DESC LIMIT 1), 0)
        FROM unnest($2::text[]) WITH ORDINALITY AS u(id, n) ORDER BY n) AS scopes,
  ARRAY(SELECT u.key FROM unnest($3::text[]) AS u(key) WHERE (SELECT true FROM command c WHERE c.key = u.key))
    AS used_keys,
  (SELECT min(coalesce(m.position, 0)) FROM unnest($4::text[]) AS n(name) LEFT JOIN model_position m USING (name))
    AS models_at
FROM log_state s LEFT JOIN LATERAL (SELECT position, hash, recorded_at FROM event ORDER BY position DESC LIMIT 1) h
  ON true"""

EVENT_COLUMNS = ", ".join(StoredEvent._fields[1:-1])
# Arrays of rows, not of columns: what one statement appends is encoded and read in four fifths of the time.
_WRITE = f"""
WITH e AS (INSERT INTO event ({EVENT_COLUMNS}) SELECT * FROM unnest($1::event_row[])),
     c AS (INSERT INTO command (key, request_hash, stream_id, version, position, answer)
           SELECT * FROM unnest($2::command_row[]))
INSERT INTO model_position (name, position) SELECT name, $3 FROM unnest($4::text[]) AS n(name)
ON CONFLICT (name) DO UPDATE SET position = excluded.position"""


def lock_statement(source: str) -> str:
    """Takes the log's lock until the transaction ends.

    A statement of its own, before the one that reads the head: one statement has one snapshot, taken before it
    waited for the lock.
    """
    return f"SELECT pg_advisory_xact_lock({lock_key(source, 'log')})"


async def append_group(tx: Tx, log: LogWriter, group: Sequence[Append]) -> list[Outcome]:
    """Appends what still stands of a group, each command with its own outcome; takes the log's lock.

    Raises LogClosed, ClockSkewed, and whatever the database raises.
    """
    await tx.execute(lock_statement(log.source))
    return await append_locked(tx, log, group)


async def append_locked(tx: Tx, log: LogWriter, group: Sequence[Append]) -> list[Outcome]:
    """`append_group` for a transaction that holds the log's lock already."""
    fault("append.under_lock")
    standing = await _read(tx, log, group)
    if standing.models_at < standing.position:
        await _catch_up(tx, log)
    outcomes, events = _settle(log, group, standing)
    if any(isinstance(o, Appended) for o in outcomes):
        await _write(tx, log, group, outcomes, events)
    return await _with_stored(tx, group, outcomes)


async def _read(tx: Tx, log: LogWriter, group: Sequence[Append]) -> _Standing:
    streams = list({e.stream_id for a in group for e in a.events})
    scopes = list({g.scope for a in group for g in a.guards})
    row = await tx.fetchrow(_READ, streams, scopes, [a.key for a in group], log.model_names)
    if row is None:
        raise LogClosed("log_state has no row: the database is not migrated")
    if row["closed_reason"]:
        raise LogClosed(row["closed_reason"])
    if not log.simulated and abs(row["now"] - datetime.now(UTC)) > LONGEST_SKEW:
        raise ClockSkewed(f"database {row['now']}, this machine {datetime.now(UTC)}")
    return _Standing(
        row["now"], row["position"] or 0, row["hash"] or chain.GENESIS, row["recorded_at"] or row["now"],
        row["floor"], dict(zip(streams, row["versions"], strict=True)),
        dict(zip(scopes, row["scopes"], strict=True)), frozenset(row["used_keys"]),
        row["position"] or 0 if row["models_at"] is None else row["models_at"],
    )  # fmt: skip


def _settle(
    log: LogWriter, group: Sequence[Append], standing: _Standing
) -> tuple[list[Outcome | None], list[StoredEvent]]:
    """Gives each command its outcome (None: its key is stored) and the events that stand their place and hash."""
    at, previous = standing.position, standing.hash
    earliest = max(standing.now, standing.recorded_at, standing.floor)
    versions, scopes, taken = standing.versions, standing.scopes, set(standing.used_keys)
    outcomes: list[Outcome | None] = []
    events: list[StoredEvent] = []
    for append in group:
        if append.key in taken:
            outcomes.append(None)
            continue
        conflict = _conflict(append, versions, scopes)
        if conflict:
            outcomes.append(conflict)
            continue
        taken.add(append.key)
        cause = append.context.not_before
        if cause is not None and cause >= earliest:
            earliest = cause + _TICK
        for pending in append.events:
            at += 1
            event = _place(log, pending, append.context, at, earliest, previous)
            events.append(event)
            previous = event.hash
            versions[pending.stream_id] = pending.version
            if pending.scope in scopes:
                scopes[pending.scope] = at
        stream, version = _named(append)
        outcomes.append(Appended(stream, version, at, append.answer))
    return outcomes, events


def _conflict(append: Append, versions: dict[str, int], scopes: dict[str, int]) -> Conflict | None:
    expected: dict[str, int] = {}
    for event in append.events:
        if event.version != expected.get(event.stream_id, versions[event.stream_id]) + 1:
            return Conflict(f"{event.stream_id} stands at {versions[event.stream_id]}, not {event.version - 1}")
        expected[event.stream_id] = event.version
    for guard in append.guards:
        if scopes[guard.scope] > guard.position:
            return Conflict(f"{guard.scope} moved to {scopes[guard.scope]} after {guard.position}")
    return None


def _named(append: Append) -> tuple[str, int]:
    """The stream a command is about, its first, and the version it leaves that stream at."""
    if not append.events:
        return "", 0
    stream = append.events[0].stream_id
    return stream, max(e.version for e in append.events if e.stream_id == stream)


def _place(
    log: LogWriter, p: Pending, context: Context, position: int, recorded_at: datetime, previous: bytes
) -> StoredEvent:
    occurred_at = p.occurred_at or recorded_at
    canonical = chain.envelope(
        log.source, str(p.event_id), p.type, p.schema_version, p.stream_id, p.version, position,
        chain.moment(occurred_at), chain.moment(recorded_at), p.campaign_id, p.scope, context.actor,
        context.correlation_id, context.causation_id, context.traceparent,
    )  # fmt: skip
    return StoredEvent(
        log.source, position, p.stream_id, p.version, p.event_id, p.type, p.schema_version, p.campaign_id, p.scope,
        occurred_at, recorded_at, context.actor, context.correlation_id, context.causation_id, context.traceparent,
        p.salt, p.data, chain.link(previous, canonical, p.digest), log.logid,
    )  # fmt: skip


async def _write(
    tx: Tx, log: LogWriter, group: Sequence[Append], outcomes: Sequence[Outcome | None], events: Sequence[StoredEvent]
) -> None:
    kept = [(a, o) for a, o in zip(group, outcomes, strict=True) if isinstance(o, Appended)]
    last = events[-1].position if events else kept[-1][1].position
    commands = [(a.key, a.request_hash, o.stream, o.version, o.position, o.answer) for a, o in kept]
    await tx.execute(_WRITE, [e[1:-1] for e in events], commands, last, log.model_names)
    if events:
        for model in log.models:
            await model.apply(tx, events)


async def _with_stored(tx: Tx, group: Sequence[Append], outcomes: Sequence[Outcome | None]) -> list[Outcome]:
    """Fills in the outcome of commands whose key is stored, by now or by an earlier one of this very group."""
    keys = [a.key for a, o in zip(group, outcomes, strict=True) if o is None]
    rows = await tx.fetch("SELECT * FROM command WHERE key = ANY($1::text[])", keys) if keys else []
    stored = {row["key"]: row for row in rows}
    return [o or stored_outcome(stored[a.key], a.request_hash) for a, o in zip(group, outcomes, strict=True)]


def stored_outcome(row: asyncpg.Record, request_hash: bytes) -> Appended | KeyReused:
    if row["request_hash"] != request_hash:
        return KeyReused(row["key"])
    return Appended(row["stream_id"], row["version"], row["position"], row["answer"], replayed=True)


async def catch_up(pool: Pool, log: LogWriter) -> None:
    """Brings the models to the head before anybody writes, CATCH_UP events a transaction.

    A release whose models are new, or that stood beside one without them, fills them by itself; over a long log
    that takes longer than one append may hold the lock.
    """
    for model in log.models:
        behind = True
        while behind:
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute(lock_statement(log.source))
                behind = await _apply_next(connection, log, model)


async def _catch_up(tx: Tx, log: LogWriter) -> None:
    """What an older release appended since, under the lock that this append holds already."""
    for model in log.models:
        while await _apply_next(tx, log, model):
            pass


async def _apply_next(tx: Tx, log: LogWriter, model: InlineModel) -> bool:
    """Applies the next events to a model; False once it stands at the head."""
    rows = await tx.fetch(
        f"""SELECT {EVENT_COLUMNS} FROM event
            WHERE position > coalesce((SELECT position FROM model_position WHERE name = $1), 0)
            ORDER BY position LIMIT {CATCH_UP}""",
        model.name,
    )
    if rows:
        await model.apply(tx, [stored(row, log) for row in rows])
        await tx.execute(
            """INSERT INTO model_position (name, position) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET position = excluded.position""",
            model.name,
            rows[-1]["position"],
        )
    return bool(rows)


def stored(row: asyncpg.Record, log: LogWriter) -> StoredEvent:
    """A row of `event` (EVENT_COLUMNS) as the event it holds."""
    return StoredEvent._make((log.source, *row, log.logid))
