"""The grouped commit: waiting commands share one transaction, each with its own outcome."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

import asyncpg

from chungtay_kernel.append import Append, ClockSkewed, LogClosed, LogWriter, Outcome, append_locked, lock_statement
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.faults import fault
from chungtay_kernel.pauses import happens_within

CHANNEL = "chungtay_log"
"""Where the log's growth is announced, after COMMIT, to the relay of whichever replica leads."""

LARGEST_GROUP = 256
BUSY = 8
GATHER = 0.003
"""After a group of more than BUSY the next waits, at most GATHER seconds, until as many have come: statements and a
commit cost the same for one command as for thirty (12 % more over HTTP at 32 callers)."""

LONGEST_QUEUE = 4096


class LogUnavailable(Exception):
    """The append got no answer or could not be tried; with the same key it may be tried again (503)."""


class AppendRefused(Exception):
    """The database refuses this one command's content (SQLSTATE 22 or 23): trying again changes nothing."""


@dataclass(slots=True)
class _Waiting:
    append: Append
    deadline: float
    answer: asyncio.Future[Outcome]

    def settle(self, outcome: Outcome | Exception) -> None:
        if self.answer.done():  # the caller hung up; what was committed stays committed
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


class Writer:
    """One a process. Callers that hang up never abort a transaction: the writer owns it."""

    def __init__(self, database: Database, log: LogWriter) -> None:
        self.database = database
        self.log = log
        self._queue: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._enough = 1
        self._grown = asyncio.Event()
        self._connection: Tx | None = None

    async def append(self, append: Append, *, patience: float = 10.0) -> Outcome:
        """Queues one command and waits for its outcome; `patience` is in seconds.

        Raises LogUnavailable (full queue, deadline passed, no answer of the database), LogClosed, ClockSkewed,
        AppendRefused.
        """
        if len(self._queue) >= LONGEST_QUEUE:
            raise LogUnavailable("the writer's queue is full")
        waiting = _Waiting(append, monotonic() + patience, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if len(self._queue) >= self._enough:
            self._arrived.set()
        return await waiting.answer

    async def run(self) -> None:
        """Serves the queue until cancelled; the group in hand is finished first by `stop`."""
        announcing = asyncio.create_task(self._announce())
        try:
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while group := self._take():
                    await self._finish(self._commit(group))
                    if len(group) > BUSY:
                        await self._gather(len(group))
        finally:
            announcing.cancel()

    async def _gather(self, enough: int) -> None:
        self._arrived.clear()
        if len(self._queue) < enough:
            self._enough = enough
            await happens_within(self._arrived, GATHER)
            self._enough = 1

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        """A cancellation waits for the group in hand: its callers are owed an answer."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            await task
            raise

    def _take(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        now = monotonic()
        while self._queue and len(group) < LARGEST_GROUP:
            waiting = self._queue.popleft()
            if waiting.deadline < now:
                waiting.settle(LogUnavailable("the command waited past its deadline and was not started"))
            else:
                group.append(waiting)
        return group

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        """Commits a group; one whose content the database refuses is found by halving, the others stand."""
        try:
            outcomes = await self._transact([w.append for w in group])
        except (LogClosed, ClockSkewed) as reason:
            self._settle_all(group, reason)
        except asyncpg.PostgresError as error:
            await self._refused(group, error)
        except Exception as error:
            await self._drop_connection()
            self._settle_all(group, LogUnavailable(repr(error)))
        else:
            self._grown.set()
            for waiting, outcome in zip(group, outcomes, strict=True):
                waiting.settle(outcome)

    async def _refused(self, group: Sequence[_Waiting], error: asyncpg.PostgresError) -> None:
        content_at_fault = (error.sqlstate or "")[:2] in ("22", "23")
        if not content_at_fault:
            await self._drop_connection()
            self._settle_all(group, LogUnavailable(repr(error)))
        elif len(group) == 1:
            group[0].settle(AppendRefused(repr(error)))
        else:
            half = len(group) // 2
            await self._commit(group[:half])
            await self._commit(group[half:])

    async def _transact(self, appends: Sequence[Append]) -> list[Outcome]:
        connection = await self._connected()
        fault("append.before_begin")
        await connection.execute(f"BEGIN; {lock_statement(self.log.source)}")
        try:
            outcomes = await append_locked(connection, self.log, appends)
            fault("handler.before_commit")
        except Exception:
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await connection.execute("ROLLBACK")
            raise
        await connection.execute("COMMIT")
        fault("handler.after_commit")
        return outcomes

    async def _announce(self) -> None:
        """Wakes the relay; after COMMIT, since NOTIFY in the transaction would serialise all commits once more.

        On a session of its own, so that no group waits for it; what grew meanwhile is announced once. A relay that is
        not woken finds the events by its slow poll.
        """
        session: Tx | None = None
        try:
            while True:
                await self._grown.wait()
                self._grown.clear()
                fault("append.before_notify")
                try:
                    session = session or await self._announcer()
                    await session.execute(f"NOTIFY {CHANNEL}")
                except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                    session = _ended(session)
        finally:
            _ended(session)

    async def _announcer(self) -> Tx:
        """NOTIFY writes a commit record of its own; nothing is lost with it, so it does not wait for the disk, where
        it would stand in the next group's way (a quarter of its time)."""
        session = await self.database.connect_direct(name=f"{self.log.source}-announcer")
        await session.execute("SET synchronous_commit = off")
        return session

    async def _connected(self) -> Tx:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self.database.connect_direct(name=f"{self.log.source}-writer")
        return self._connection

    async def _drop_connection(self) -> None:
        """An error leaves the session in doubt: the next group starts on a fresh one."""
        self._connection = _ended(self._connection)

    @staticmethod
    def _settle_all(group: Sequence[_Waiting], reason: Exception) -> None:
        for waiting in group:
            waiting.settle(reason)

    async def stop(self) -> None:
        """Finishes what is queued, then closes the session."""
        while group := self._take():
            await self._commit(group)
        await self._drop_connection()


def _ended(session: Tx | None) -> None:
    if session is not None:
        session.terminate()
