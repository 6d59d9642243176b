"""Reading the log: streams, the feed, the head now and as of a moment."""

from __future__ import annotations

from datetime import UTC, datetime

from chungtay_kernel import chain
from chungtay_kernel.append import (
    EVENT_COLUMNS,
    Appended,
    InlineModel,
    LogClosed,
    LogWriter,
    append_group,
    lock_statement,
    prepare,
    stored,
)  # fmt: skip
from chungtay_kernel.clock import NOW_SQL
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.events import Context, Decision, Draft, Head, LogOpened, StoredEvent

EMPTY = Head(0, chain.GENESIS, "", datetime.fromtimestamp(0, UTC))


class LaterThanClock(Exception):
    """The head as of a moment that has not come yet cannot be final."""

    def __init__(self, moment: datetime, now: datetime) -> None:
        super().__init__(f"{moment.isoformat()} is later than the clock, {now.isoformat()}")
        self.moment = moment
        self.now = now


class ForeignClock(Exception):
    """The log was opened with the other clock mode: simulated and real time never share a log."""


async def open_log(
    database: Database, service: str, *, simulated: bool, models: tuple[InlineModel, ...] = ()
) -> LogWriter:
    """Finds or writes the log's first row and returns what its writers must know.

    Raises ForeignClock when the log runs on the other clock.
    """
    mode = "simulated" if simulated else "system"
    async with database.pool.acquire() as connection, connection.transaction():
        await connection.execute(lock_statement(service))
        first = await connection.fetchrow("SELECT hash, data FROM event WHERE position = 1")
        if first is None:
            return await _write_first(connection, LogWriter(service, "", simulated), mode, models)
    opened = LogOpened.model_validate_json(first["data"])
    if opened.clock != mode:
        raise ForeignClock(f"the log of {service} runs on the {opened.clock} clock, CHUNGTAY_CLOCK says {mode}")
    return LogWriter(service, first["hash"].hex(), simulated, models)


async def _write_first(tx: Tx, log: LogWriter, mode: str, models: tuple[InlineModel, ...]) -> LogWriter:
    opened = LogOpened(service=log.source, clock=mode)
    draft = Draft(f"log/{log.source}", 0, [opened])
    context = Context(f"system:{log.source}:kernel", "log.opened")
    append = prepare("log.opened", b"", context, Decision([draft], {}), [])
    (outcome,) = await append_group(tx, log, [append])
    if not isinstance(outcome, Appended):
        raise LogClosed(f"the first row could not be written: {outcome}")
    row = await tx.fetchrow("SELECT hash FROM event WHERE position = 1")
    assert row is not None
    return LogWriter(log.source, row["hash"].hex(), log.simulated, models)


class Log:
    """The log of one service, for reading."""

    def __init__(self, database: Database, writer: LogWriter) -> None:
        self.database = database
        self.writer = writer

    async def stream(self, stream_id: str) -> list[StoredEvent]:
        """All events of a stream in order; empty for one that does not exist."""
        rows = await self.database.pool.fetch(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE stream_id = $1 ORDER BY version", stream_id
        )
        return [stored(row, self.writer) for row in rows]

    async def after(self, position: int, limit: int) -> list[StoredEvent]:
        """Up to `limit` events after a position, in order."""
        rows = await self.database.pool.fetch(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2", position, limit
        )
        return [stored(row, self.writer) for row in rows]

    async def head(self) -> Head:
        row = await self.database.pool.fetchrow(
            "SELECT position, hash, recorded_at FROM event ORDER BY position DESC LIMIT 1"
        )
        return Head(row["position"], row["hash"], self.writer.logid, row["recorded_at"]) if row else EMPTY

    async def position(self) -> int:
        """The head's position: what a guard rests on, read before whatever else a decision reads."""
        return await self.database.pool.fetchval("SELECT coalesce(max(position), 0) FROM event")

    async def head_as_of(self, moment: datetime) -> Head:
        """The last event recorded at or before a moment; once given, the answer never changes.

        Where no later event makes it final already, a floor is left: nothing may be recorded at or before the
        moment any more. Raises LaterThanClock.
        """
        head = await self.head()
        floor = await self.database.pool.fetchval("SELECT floor FROM log_state")
        if head.recorded_at <= moment and floor <= moment:
            await self._leave_floor(moment)
        return await self._last_at(moment)

    async def _leave_floor(self, moment: datetime) -> None:
        async with self.database.pool.acquire() as connection, connection.transaction():
            await connection.execute(lock_statement(self.writer.source))
            now = await connection.fetchval(f"SELECT {NOW_SQL}")
            if moment > now:
                raise LaterThanClock(moment, now)
            await connection.execute(
                """UPDATE log_state SET floor = $1::timestamptz + interval '1 microsecond'
                   WHERE floor <= $1 AND NOT EXISTS (SELECT FROM event WHERE recorded_at > $1
                     AND position = (SELECT max(position) FROM event))""",
                moment,
            )

    async def _last_at(self, moment: datetime) -> Head:
        """By halving: recorded_at never goes back, so no index of it is needed."""
        low, high = 0, await self.position()
        while low < high:
            middle = (low + high + 1) // 2
            at = await self.database.pool.fetchval("SELECT recorded_at FROM event WHERE position = $1", middle)
            low, high = (middle, high) if at <= moment else (low, middle - 1)
        row = await self.database.pool.fetchrow(
            "SELECT position, hash, recorded_at FROM event WHERE position = $1", low
        )
        return Head(row["position"], row["hash"], self.writer.logid, row["recorded_at"]) if row else EMPTY
