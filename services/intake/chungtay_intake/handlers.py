"""What intake keeps of tasks' events: campaigns and duties to check against, and the coordinator's reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chungtay_intake.heard import CampaignPublished, DeadlineExtended, DutyAssigned, DutyDropped, Reviewed
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.subscription import Incoming, Reaction

_CAMPAIGNS = """
INSERT INTO campaign (campaign, data) SELECT * FROM unnest($1::text[], $2::bytea[])
ON CONFLICT (campaign) DO UPDATE SET data = excluded.data"""

_DUTIES = """
INSERT INTO duty (campaign, duty, data) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])
ON CONFLICT (campaign, duty) DO UPDATE SET data = excluded.data"""

_DROPPED = """
UPDATE duty d SET dropped = x.reason FROM unnest($1::text[], $2::text[], $3::text[]) AS x(campaign, duty, reason)
WHERE (d.campaign, d.duty) = (x.campaign, x.duty)"""

_REVIEWS = """
INSERT INTO review (campaign, unit, period, report_version, verdict, content_hash, reviewed_at, data)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[],
                     $8::bytea[])
ON CONFLICT (campaign, unit, period, report_version) DO UPDATE SET verdict = excluded.verdict,
  content_hash = excluded.content_hash, reviewed_at = excluded.reviewed_at, data = excluded.data"""

_EXTENSIONS = """
INSERT INTO extension (campaign, unit, period, due_at, lock_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
ON CONFLICT (campaign, unit, period) DO UPDATE SET due_at = excluded.due_at, lock_at = excluded.lock_at"""


async def apply(tx: Tx, batch: Sequence[Incoming]) -> Sequence[Reaction]:
    """Later events replace earlier ones of the same key; a stream's order is kept, and each key has one stream.
    A duty that was dropped stays so."""
    campaigns: dict[Any, tuple[Any, ...]] = {}
    duties: dict[Any, tuple[Any, ...]] = {}
    dropped: dict[Any, tuple[Any, ...]] = {}
    reviews: dict[Any, tuple[Any, ...]] = {}
    extensions: dict[Any, tuple[Any, ...]] = {}
    for incoming in batch:
        event = incoming.event
        match incoming.data:
            case CampaignPublished(campaign=campaign):
                campaigns[campaign] = (campaign, event.data)
            case DutyAssigned(campaign=campaign, duty=duty):
                duties[campaign, duty] = (campaign, duty, event.data)
            case DutyDropped(campaign=campaign, duty=duty, reason=reason):
                dropped[campaign, duty] = (campaign, duty, reason)
            case Reviewed() as review:
                key = (review.campaign, review.unit, review.period, review.report_version)
                reviews[key] = _review(event, review)
            case DeadlineExtended() as given:
                of = (given.campaign, given.unit, given.period)
                extensions[of] = (*of, given.due_at, given.lock_at)
            case other:
                raise TypeError(f"intake handles no {type(other).__name__}")
    for statement, rows in (
        (_CAMPAIGNS, campaigns), (_DUTIES, duties), (_DROPPED, dropped), (_REVIEWS, reviews),
        (_EXTENSIONS, extensions),
    ):  # fmt: skip
        await _write(tx, statement, rows.values())
    return ()


def _review(event: StoredEvent, review: Reviewed) -> tuple[Any, ...]:
    verdict = event.type.removeprefix("review.")
    return (
        review.campaign, review.unit, review.period, review.report_version, verdict, review.content_hash,
        event.recorded_at, event.data,
    )  # fmt: skip


async def _write(tx: Tx, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if columns := [list(column) for column in zip(*rows, strict=True)]:
        await tx.execute(statement, *columns)
