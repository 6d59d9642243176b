"""Vectors: how far each source's log is looked at. Every figure is read at one, in one snapshot of the database."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple

from chungtay_kernel.chain import GENESIS
from chungtay_kernel.database import Pool, Tx
from chungtay_kernel.problems import Refusal
from chungtay_reporting.generations import serving

OWN = "reporting"
HEARD = ("intake", "tasks", "notify")
FIGURES_REST_ON = ("intake", "tasks", OWN)


class Mark(NamedTuple):
    """One source's log up to a position; `hash` is that of the event there."""

    position: int
    hash: bytes
    logid: str


Vector = Mapping[str, Mark]

NOTHING = Mark(0, GENESIS, "")


@dataclass(frozen=True, slots=True)
class At:
    """A vector and the snapshot it is read in; `highest` is the last position of intake whose facts are there."""

    tx: Tx
    generation: str
    vector: Vector
    highest: int

    def position(self, source: str) -> int:
        return self.vector[source].position

    @property
    def is_present(self) -> bool:
        """Whether the running totals are those of the vector: nothing of intake lies behind it."""
        return self.position("intake") >= self.highest


@asynccontextmanager
async def snapshot(pool: Pool) -> AsyncGenerator[Tx]:
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        yield connection


@asynccontextmanager
async def at(pool: Pool, vector: Vector | None = None) -> AsyncGenerator[At]:
    """A snapshot looked at as of a vector, by default all that is there without a hole.

    Raises Refusal (503) for a vector that has not been heard to its end yet.
    """
    async with snapshot(pool) as tx:
        cursors = await _cursors(tx)
        if vector is None:
            vector = await _present(tx, cursors)
        for source, mark in vector.items():
            if source in cursors and mark.position > cursors[source]["complete_to"]:
                raise not_heard_yet(source, mark.position, cursors[source]["complete_to"])
        highest = cursors["intake"]["highest"] if "intake" in cursors else 0
        yield At(tx, await serving(tx), vector, highest)


async def _cursors(tx: Tx) -> dict[str, Mapping[str, int]]:
    rows = await tx.fetch("SELECT source, highest, complete_to FROM source_cursor WHERE consumer = $1", OWN)
    return {row["source"]: {"highest": row["highest"], "complete_to": row["complete_to"]} for row in rows}


async def _present(tx: Tx, cursors: Mapping[str, Mapping[str, int]]) -> Vector:
    marks = {s: await heard_to(tx, s, cursors[s]["complete_to"]) if s in cursors else NOTHING for s in HEARD}
    return {**marks, OWN: await own_mark(tx)}


async def complete_to(tx: Tx, source: str) -> int:
    """How far a source has been heard without a hole."""
    found = await tx.fetchval("SELECT complete_to FROM source_cursor WHERE consumer = $1 AND source = $2", OWN, source)
    return found or 0


async def heard_to(tx: Tx, source: str, position: int) -> Mark:
    """The mark of a journalled position; the log's identity is the hash of its first event."""
    row = await tx.fetchrow(
        """SELECT j.position, j.hash, f.hash AS first FROM journal j JOIN journal f ON f.source = $1 AND f.position = 1
           WHERE j.source = $1 AND j.position = $2""",
        source, position,
    )  # fmt: skip
    return Mark(row["position"], row["hash"], row["first"].hex()) if row else NOTHING


async def own_mark(tx: Tx, until: int | None = None) -> Mark:
    """The end of reporting's own log, or its event at `until`."""
    row = await tx.fetchrow(
        """SELECT e.position, e.hash, f.hash AS first FROM event e JOIN event f ON f.position = 1
           WHERE e.position = coalesce($1, (SELECT max(position) FROM event))""",
        until,
    )
    return Mark(row["position"], row["hash"], row["first"].hex()) if row else NOTHING


def not_heard_yet(source: str, wanted: int, heard: int) -> Refusal:
    return Refusal(
        "not_heard_yet", 503, field=source, value=wanted,
        vi=f"Báo cáo chưa nhận đủ dữ liệu của {source}: mới đến {heard}, cần đến {wanted}.",
        en=f"Reporting has not heard all of {source} yet: it stands at {heard}, {wanted} is asked for.",
        remedy_vi="Hỏi lại sau vài giây.", remedy_en="Ask again in a few seconds.",
        headers={"Retry-After": "1"},
    )  # fmt: skip
