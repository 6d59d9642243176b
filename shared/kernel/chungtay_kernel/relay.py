"""The relay: one leader a service carries the log to its topic, in order, at least once.

Leadership is an advisory lock of its own session; the cursor's conditional update fences a leader that slept
through its dismissal. What both may have sent is duplicates, which consumers drop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import structlog

from chungtay_kernel.append import EVENT_COLUMNS, LogWriter, stored
from chungtay_kernel.database import Database, Pool, Tx
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.faults import fault
from chungtay_kernel.leading import leading
from chungtay_kernel.pauses import Pauses, called_off, cause_of, happens_within, together
from chungtay_kernel.publish import Publisher, Record, event_record
from chungtay_kernel.tail import compare
from chungtay_kernel.writer import CHANNEL

PAGE = 2000
POLL = 0.5
BUSY = 32
"""Events in one page: as many come at a time only under load. Then the next are gathered for GATHER seconds, since a
page costs a batch a partition, in this process and in the broker, however few events it holds."""

GATHER = 0.05
LONGEST_PAUSE = 5.0
STANDING_BY = 3.0
# A frozen leader's session answers keepalives still; it polls every POLL, so an idle session means a frozen one.
# Longer than a send may take.
IDLE_SESSION = "45s"

_STANDS_AT = "SELECT position FROM relay_cursor WHERE name = $1"

logger = structlog.get_logger("chungtay.relay")


class HoleInLog(Exception):
    """The rows after the cursor do not follow it position by position; nothing is sent past a hole."""


class Dismissed(Exception):
    """Another leader, or an operator's republish, moved the cursor."""


@dataclass
class RelayState:
    """`oldest_unpublished_at` is real time: since when something has been waiting without the cursor moving."""

    position: int = 0
    oldest_unpublished_at: datetime | None = None
    leader: bool = False
    error: str | None = None


class Relay:
    """Carries what `encode` makes of each event (None: nothing) to one topic, under a cursor of its own name."""

    def __init__(
        self,
        database: Database,
        log: LogWriter,
        kafka: str,
        *,
        topic: str,
        name: str = "events",
        encode: Callable[[StoredEvent], Record | None] = event_record,
    ) -> None:
        self.database, self.log, self.kafka, self.topic, self.name = database, log, kafka, topic, name
        self.encode = encode
        self.state = RelayState()

    async def run(self) -> None:
        """Leads, or waits to lead, until cancelled. After any error: a fresh session and a fresh producer."""
        pauses = Pauses(0.1, LONGEST_PAUSE)
        while True:
            started = monotonic()
            try:
                await self._lead()
            except Dismissed as reason:
                logger.info("relay dismissed", relay=self.name, reason=str(reason))
            except (Exception, asyncio.CancelledError) as error:
                if called_off():
                    raise
                self.state.error = repr(cause_of(error))
                logger.warning("relay failed", relay=self.name, error=self.state.error)
            finally:
                self.state.leader = False
            if monotonic() - started > LONGEST_PAUSE:
                pauses.reset()
            await asyncio.sleep(pauses.next())

    async def _lead(self) -> None:
        standing_by = asyncio.get_running_loop().call_later(STANDING_BY, self._forget_error)
        async with leading(self.database, self.log.source, f"relay-{self.name}") as connection:
            standing_by.cancel()
            self.state.leader = True
            await connection.execute(f"SET idle_session_timeout = '{IDLE_SESSION}'")
            await connection.execute("SET plan_cache_mode = force_custom_plan")  # see database.PLANNED_ANEW
            async with Publisher(self.kafka, self.topic) as publisher:
                if self.encode is event_record:
                    await self._check_tail(connection)
                await self._carry(connection, publisher)

    def _forget_error(self) -> None:
        """Another leads: what this replica failed at is no longer its business."""
        self.state.error = None

    async def _check_tail(self, connection: Tx) -> None:
        """Before anything is sent: a log older than its topic must not go on; its writes close until it is mended."""
        await compare(connection, self.log, self.kafka, self.topic)

    async def _carry(self, connection: Tx, publisher: Publisher) -> None:
        grown = asyncio.Event()

        def wake(*_: Any) -> None:
            grown.set()

        await connection.add_listener(CHANNEL, wake)
        position = await self._cursor(connection)
        events = await self._read(connection, position)
        while True:
            self.state.position, self.state.error = position, None
            if not events:
                await happens_within(grown, POLL)
                grown.clear()
                events = await self._more(connection, position)
                continue
            fault("relay.after_read")
            self.state.oldest_unpublished_at = self.state.oldest_unpublished_at or datetime.now(UTC)
            last = events[-1].position
            following = await self._send(connection, publisher, events)
            fault("relay.after_ack")
            await self._advance(connection, position, last)
            self.state.oldest_unpublished_at = None
            if following is None:
                await asyncio.sleep(GATHER if len(events) > BUSY else 0)
                following = await self._read(connection, last)
            position, events = last, following

    async def _send(
        self, connection: Tx, publisher: Publisher, events: Sequence[StoredEvent]
    ) -> list[StoredEvent] | None:
        """Sends a page; while a full one is on its way the next is read: the session is free, the broker is not."""
        sending = publisher.send(self._records(events))
        if len(events) < PAGE:
            return await sending
        _, following = await together(sending, self._read(connection, events[-1].position))
        return following

    def _records(self, events: Sequence[StoredEvent]) -> list[Record]:
        return [record for record in map(self.encode, events) if record is not None]

    async def _more(self, connection: Tx, position: int) -> list[StoredEvent]:
        """What has come since; where nothing has, an operator may have put the cursor back. Raises Dismissed."""
        events = await self._read(connection, position)
        if not events and await connection.fetchval(_STANDS_AT, self.name) != position:
            raise _moved_from(position)
        return events

    async def _read(self, connection: Tx, position: int) -> list[StoredEvent]:
        rows = await connection.fetch(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT {PAGE}", position
        )
        if rows and rows[-1]["position"] != position + len(rows):
            raise HoleInLog(f"{len(rows)} rows after position {position} end at {rows[-1]['position']}")
        return [stored(row, self.log) for row in rows]

    async def _cursor(self, connection: Tx) -> int:
        await connection.execute("INSERT INTO relay_cursor (name) VALUES ($1) ON CONFLICT DO NOTHING", self.name)
        return await connection.fetchval(_STANDS_AT, self.name)

    async def _advance(self, connection: Tx, position: int, to: int) -> None:
        moved = await connection.execute(
            "UPDATE relay_cursor SET position = $3, advanced_at = clock_timestamp() WHERE name = $1 AND position = $2",
            self.name,
            position,
            to,
        )
        if moved != "UPDATE 1":
            raise _moved_from(position)

    async def observe(self) -> RelayState:
        """Looks at cursor and head, whoever leads: what readiness tells must be true in every replica."""
        row = await self.database.pool.fetchrow(
            """SELECT coalesce((SELECT position FROM relay_cursor WHERE name = $1), 0) AS position,
                      coalesce((SELECT max(position) FROM event), 0) AS head""",
            self.name,
        )
        assert row is not None
        if row["head"] <= row["position"]:
            self.state.oldest_unpublished_at = None
        elif self.state.oldest_unpublished_at is None or row["position"] > self.state.position:
            self.state.oldest_unpublished_at = datetime.now(UTC)
        self.state.position = row["position"]
        return self.state


def _moved_from(position: int) -> Dismissed:
    return Dismissed(f"the cursor no longer stands at {position}")


async def republish(pool: Pool, name: str = "events") -> None:
    """Has the relay send the whole log again, for readers outside; our own consumers drop what they know."""
    await pool.execute("UPDATE relay_cursor SET position = 0, advanced_at = clock_timestamp() WHERE name = $1", name)
