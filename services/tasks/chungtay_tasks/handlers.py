"""What tasks keeps of intake's events: which duties have activities, and every version of each unit's report."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.subscription import Incoming, Reaction
from chungtay_tasks import deadline_models, told
from chungtay_tasks.heard import ActivityStands, ActivityVoided, ReportFiled, ReportWithdrawn


async def apply(tx: Tx, batch: Sequence[Incoming]) -> Sequence[Reaction]:
    """Of an activity's events in a batch the last of each sort counts; by their versions they find their order."""
    stands = {i.event.stream_id: (i.event, i.data) for i in batch if isinstance(i.data, ActivityStands)}
    voided = {i.event.stream_id: i.event for i in batch if isinstance(i.data, ActivityVoided)}
    await _stand(tx, list(stands.values()))
    await _void(tx, list(voided.values()))
    await _report(tx, [(i.event, i.data) for i in batch if isinstance(i.data, ReportFiled | ReportWithdrawn)])
    await told.remember(tx, batch)
    await deadline_models.filed(tx, batch)
    return ()


async def _stand(tx: Tx, activities: Sequence[tuple[StoredEvent, ActivityStands]]) -> None:
    await tx.execute(
        """INSERT INTO activity AS a (activity, version, campaign, unit, duty, recorded_at, voided)
           SELECT *, false FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
           ON CONFLICT (activity) DO UPDATE SET version = excluded.version, campaign = excluded.campaign,
             unit = excluded.unit, duty = excluded.duty, recorded_at = excluded.recorded_at, voided = false
           WHERE a.version < excluded.version""",
        [event.stream_id for event, _ in activities],
        [event.version for event, _ in activities],
        [data.campaign for _, data in activities],
        [data.unit for _, data in activities],
        [data.duty for _, data in activities],
        [event.recorded_at for event, _ in activities],
    )


async def _void(tx: Tx, events: Sequence[StoredEvent]) -> None:
    await tx.execute(
        """UPDATE activity a SET voided = true, version = v.version, recorded_at = v.at
           FROM unnest($1::text[], $2::integer[], $3::timestamptz[]) AS v(activity, version, at)
           WHERE a.activity = v.activity AND a.version < v.version""",
        [event.stream_id for event in events],
        [event.version for event in events],
        [event.recorded_at for event in events],
    )


async def _report(tx: Tx, versions: Sequence[tuple[StoredEvent, ReportFiled | ReportWithdrawn]]) -> None:
    """A row a version: nothing has to be folded, and any order gives the same rows."""
    filed = [data if isinstance(data, ReportFiled) else None for _, data in versions]
    await tx.execute(
        """INSERT INTO report_version
             (campaign, unit, period, version, filed, content_hash, received_at, sent_to, nothing_arose)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::boolean[], $6::text[],
                                $7::timestamptz[], $8::text[], $9::boolean[])
           ON CONFLICT DO NOTHING""",
        [data.campaign for _, data in versions],
        [data.unit for _, data in versions],
        [data.period for _, data in versions],
        [event.version for event, _ in versions],
        [f is not None for f in filed],
        [f.content_hash if f else "" for f in filed],
        [(f and f.received_at) or event.recorded_at for (event, _), f in zip(versions, filed, strict=True)],
        [f.sent_to if f else None for f in filed],
        [bool(f and f.nothing_arose) for f in filed],
    )
