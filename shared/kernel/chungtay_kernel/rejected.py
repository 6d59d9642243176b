"""Records that came on a topic and are no events: kept with reason and excerpts for operators."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord

from chungtay_kernel.database import Pool, Tx

EXCERPT = 512
_MOST_HEADERS = 40


class Rejected(NamedTuple):
    """Why, and what can be shown of the record, as text that any database column takes."""

    topic: str
    partition: int
    offset: int
    digest: bytes
    reason: str
    headers: str
    value: str


def reject(record: ConsumerRecord[bytes, bytes], reason: str) -> Rejected:
    headers: Sequence[tuple[str, bytes | None]] = record.headers
    digest = sha256(repr((record.key, headers, record.value)).encode("utf-8", "backslashreplace")).digest()
    shown = "\n".join(f"{_excerpt(name.encode())}: {_excerpt(value)}" for name, value in headers[:_MOST_HEADERS])
    return Rejected(
        record.topic, record.partition, record.offset, digest, reason[:EXCERPT].replace("\x00", "\\x00"), shown,
        _excerpt(record.value),
    )  # fmt: skip


def _excerpt(value: bytes | None) -> str:
    if value is None:
        return "(null)"
    return value[:EXCERPT].decode("utf-8", "backslashreplace").replace("\x00", "\\x00")


async def store_rejected(tx: Tx, rejected: Sequence[Rejected]) -> None:
    await tx.executemany(
        """INSERT INTO rejected_record (topic, partition, record_offset, digest, reason, headers, value)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING""",
        rejected,
    )


async def list_rejected(pool: Pool, *, before: int | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """The newest first; `before` is the id to page on from."""
    rows = await pool.fetch(
        """SELECT id, topic, partition, record_offset, reason, headers, value, rejected_at FROM rejected_record
           WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2""",
        before,
        limit,
    )
    return [dict(row) for row in rows]
