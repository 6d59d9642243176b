"""The journal: every event received from any source, exact bytes and envelope. It is the second witness of each log."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent

COLUMNS = StoredEvent._fields[:-1]  # but for the log's identity, which is the source's
_SELECT = ", ".join(COLUMNS)
PAGE = 2000


async def receive(tx: Tx, events: Sequence[StoredEvent]) -> None:
    """Keeps what came. A position that holds another event already violates the primary key: the newcomer is parked,
    and no report is sealed until somebody has looked."""
    await tx.copy_records_to_table("journal", records=[e[:-1] for e in events], columns=COLUMNS)


async def page(tx: Tx, source: str, after: int, until: int, size: int = PAGE) -> list[StoredEvent]:
    """The next events of a source after a position, up to `until`, in order."""
    rows = await tx.fetch(
        f"SELECT {_SELECT} FROM journal WHERE source = $1 AND position > $2 AND position <= $3 "
        "ORDER BY position LIMIT $4",
        source, after, until, size,
    )  # fmt: skip
    return [event(row) for row in rows]


def event(row: asyncpg.Record) -> StoredEvent:
    """A row of the journal as the event it holds; the log's identity is the source's, not the row's."""
    return StoredEvent(*row, logid="")
