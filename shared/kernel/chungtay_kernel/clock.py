"""Time as a service knows it.

In production the log database's clock decides what was recorded when; `system` time serves leases, timeouts,
back-off and tokens. Simulated, "now" is a row in the database that the replay moves in steps.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chungtay_kernel.database import Database

LONGEST_SKEW = timedelta(minutes=1)

# clock_timestamp(), or the row of the simulated clock: where it stands, plus what ran on since it was let go.
NOW_SQL = """coalesce(
  (SELECT simulated + CASE WHEN running THEN clock_timestamp() - real ELSE interval '0' END FROM simulated_clock),
  clock_timestamp())"""


class Clock:
    """A port with `now()`: the log database's time, aware, UTC."""

    def __init__(self, database: Database, *, simulated: bool = False) -> None:
        self.database = database
        self.simulated = simulated

    async def now(self) -> datetime:
        """What a command may call now: system time (kept within a minute of the database's), or simulated."""
        if not self.simulated:
            return datetime.now(UTC)
        return await self.database.pool.fetchval(f"SELECT {NOW_SQL}")

    async def skew(self) -> timedelta:
        """How far the database's clock stands from this machine's; more than a minute refuses appends."""
        before = datetime.now(UTC)
        database = await self.database.pool.fetchval("SELECT clock_timestamp()")
        after = datetime.now(UTC)
        return database - (before + (after - before) / 2)

    async def move(self, to: datetime, *, running: bool = False) -> None:
        """Moves the simulated clock forward; `running` lets it run on from there in real time."""
        if not self.simulated:
            raise RuntimeError("the system clock cannot be moved: CHUNGTAY_CLOCK is not simulated")
        await self.database.pool.execute(
            f"""INSERT INTO simulated_clock (one, simulated, real, running)
                VALUES (true, $1, clock_timestamp(), $2)
                ON CONFLICT (one) DO UPDATE SET simulated = greatest({NOW_SQL}, excluded.simulated),
                  real = excluded.real, running = excluded.running""",
            to,
            running,
        )
