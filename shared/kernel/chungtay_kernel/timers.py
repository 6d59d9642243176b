"""Durable timers: rows that inline models write, fired once each when the log's clock has reached them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import orjson
import structlog

from chungtay_kernel.append import Append, Conflict, LogWriter, append_group
from chungtay_kernel.clock import NOW_SQL
from chungtay_kernel.commands import TRIES
from chungtay_kernel.database import Database, Tx
from chungtay_kernel.events import Context
from chungtay_kernel.faults import fault
from chungtay_kernel.inbox import encode_reaction
from chungtay_kernel.leading import leading
from chungtay_kernel.pauses import happens_within
from chungtay_kernel.problems import Refusal
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.writer import CHANNEL

TIMER_DDL: tuple[str, ...] = (
    """CREATE TABLE timer (
         id           text COLLATE "C" PRIMARY KEY,
         kind         text NOT NULL,
         due_at       timestamptz NOT NULL,
         campaign_id  text NOT NULL DEFAULT '',
         payload      jsonb NOT NULL DEFAULT '{}',
         fired_at     timestamptz)""",
    "CREATE INDEX timer_due ON timer (due_at) WHERE fired_at IS NULL",
)

LOOK_EVERY = 0.25
"""Seconds between two looks at the table when nothing announced itself."""

_DUE = f"""SELECT id, kind, due_at, campaign_id, payload FROM timer
           WHERE fired_at IS NULL AND due_at <= {NOW_SQL} ORDER BY due_at, id LIMIT 1000"""

log = structlog.get_logger("chungtay.timers")


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment at which something is to be decided; `payload` is what the model wrote with it."""

    id: str
    kind: str
    due_at: datetime
    campaign_id: str
    payload: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The idempotency key of what the timer causes."""
        return f"timer:{self.id}"

    def context(self, service: str) -> Context:
        return Context(f"system:{service}:timer", self.key)


TimerHandler = Callable[[Timer], Awaitable[Sequence[Reaction]]]
"""Decides, outside any lock, what a due timer causes; none is an answer too. May raise NotYet."""


class NotYet(Exception):
    """The facts a timer rests on have not all arrived: ask again later."""


class _Overtaken(Exception):
    """The decision no longer stands: the timer was moved or fired, or a stream it wrote to went on."""


class Timers:
    """Fires one service's timers; one process of the service leads."""

    def __init__(
        self, database: Database, writer: LogWriter, handlers: Mapping[str, TimerHandler],
        *, fired: Callable[[str], None] = lambda kind: None,
    ) -> None:  # fmt: skip
        self.database = database
        self.writer = writer
        self.handlers = handlers
        self._fired = fired
        self._announced = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled; ends with an error when the leader's session is lost."""
        async with leading(self.database, self.writer.source, "timers") as session:
            await session.add_listener(CHANNEL, self._hear)
            while True:
                self._announced.clear()
                await session.execute("SELECT 1")
                if not await self.fire_due():
                    await happens_within(self._announced, LOOK_EVERY)

    def _hear(self, *_: object) -> None:
        self._announced.set()

    async def fire_due(self, *, alive: Tx | None = None) -> int:
        """Fires what is due; one timer that cannot fire does not hold up the others. Returns how many fired.

        `alive` is the leader's session, which a long round must not leave silent.
        """
        fired = 0
        for row in await self.database.pool.fetch(_DUE):
            fired += await self._attempt(_timer(row))
            if alive is not None:
                await alive.execute("SELECT 1")
        return fired

    async def _attempt(self, timer: Timer) -> bool:
        try:
            await self._fire(timer)
        except NotYet as reason:
            log.debug("timer waits", timer=timer.id, reason=str(reason))
            return False
        except Exception as error:
            log.warning("timer not fired", timer=timer.id, kind=timer.kind, exc_info=error)
            return False
        self._fired(timer.kind)
        return True

    async def _fire(self, timer: Timer) -> None:
        for _ in range(TRIES):
            reactions = await self._decide(timer)
            try:
                await self._transact(timer, [encode_reaction(r) for r in reactions])
                return
            except _Overtaken:
                if not await self._still_due(timer):
                    return
        raise _Overtaken(timer.id)

    async def _decide(self, timer: Timer) -> Sequence[Reaction]:
        """A refusal of the domain is an outcome: the timer has fired and caused nothing."""
        try:
            return await self.handlers[timer.kind](timer)
        except Refusal as refusal:
            log.info("timer refused", timer=timer.id, kind=timer.kind, code=refusal.code)
            return ()

    async def _transact(self, timer: Timer, appends: Sequence[Append]) -> None:
        async with self.database.pool.acquire() as connection:
            async with connection.transaction():
                fault("timer.before_append")
                await self._append(connection, timer, appends)
            if appends:
                await connection.execute(f"NOTIFY {CHANNEL}")

    async def _append(self, tx: Tx, timer: Timer, appends: Sequence[Append]) -> None:
        """The log's lock is taken first, with or without events: models move timers under it."""
        outcomes = await append_group(tx, self.writer, appends)
        if any(isinstance(outcome, Conflict) for outcome in outcomes):
            raise _Overtaken(timer.id)
        marked = await tx.execute(
            f"UPDATE timer SET fired_at = {NOW_SQL} WHERE id = $1 AND due_at = $2 AND fired_at IS NULL",
            timer.id,
            timer.due_at,
        )
        if marked != "UPDATE 1":
            raise _Overtaken(timer.id)

    async def _still_due(self, timer: Timer) -> bool:
        return await self.database.pool.fetchval(
            "SELECT EXISTS (SELECT FROM timer WHERE id = $1 AND due_at = $2 AND fired_at IS NULL)",
            timer.id,
            timer.due_at,
        )


def _timer(row: asyncpg.Record) -> Timer:
    return Timer(row["id"], row["kind"], row["due_at"], row["campaign_id"], orjson.loads(row["payload"]))


async def due_timers(database: Database) -> int:
    """How many timers are due and have not fired."""
    return await database.pool.fetchval(f"SELECT count(*) FROM timer WHERE fired_at IS NULL AND due_at <= {NOW_SQL}")


async def next_timer(database: Database) -> datetime | None:
    """When the next timer that is not due yet will be."""
    return await database.pool.fetchval(f"SELECT min(due_at) FROM timer WHERE fired_at IS NULL AND due_at > {NOW_SQL}")
