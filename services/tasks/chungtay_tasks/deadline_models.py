"""The tables of deadlines, written in the append's transaction: extensions as they were given, and timers.

Timers of deadlines move with each extension and amendment; what a return starts stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from chungtay_kernel.database import Tx
from chungtay_kernel.events import Event, StoredEvent
from chungtay_kernel.subscription import Incoming
from chungtay_tasks.arming import arm, of_filing, of_return, rearm, rearm_unit
from chungtay_tasks.events import CampaignContent, CampaignPublished, DeadlineExtended, ReviewReturned
from chungtay_tasks.heard import ReportFiled

Known: TypeAlias = Sequence[tuple[StoredEvent, Event]]


async def apply(tx: Tx, known: Known) -> None:
    """After the campaigns of the same events were written."""
    for event, data in known:
        match data:
            case CampaignContent():
                await rearm(tx, data, await extensions(tx, data.campaign), event.recorded_at)
            case DeadlineExtended():
                await _extend(tx, event, data)
            case ReviewReturned():
                await _return(tx, event, data)
            case _:
                pass


async def _extend(tx: Tx, event: StoredEvent, given: DeadlineExtended) -> None:
    await tx.execute(
        """INSERT INTO extension (campaign, unit, period, position, due_at, given_at, given_by, data)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        given.campaign, given.unit, given.period, event.position, given.due_at, event.recorded_at, event.actor,
        event.data.decode(),
    )  # fmt: skip
    if campaign := (await campaigns(tx, [given.campaign])).get(given.campaign):
        await rearm_unit(tx, campaign, given, event.recorded_at)


async def _return(tx: Tx, event: StoredEvent, given: ReviewReturned) -> None:
    if campaign := (await campaigns(tx, [given.campaign])).get(given.campaign):
        await arm(
            tx,
            of_return(campaign, given.unit, given.period, given.report_version, event.recorded_at, given.due_at),
        )


async def filed(tx: Tx, batch: Sequence[Incoming]) -> None:
    """Of reports that intake told of: each awaits its review from when it came in."""
    told = [(incoming.event, incoming.data) for incoming in batch if isinstance(incoming.data, ReportFiled)]
    known = await campaigns(tx, {data.campaign for _, data in told}) if told else {}
    await arm(
        tx,
        (
            of_filing(known[d.campaign], d.unit, d.period, event.version, d.received_at or event.recorded_at)
            for event, d in told
            if d.campaign in known
        ),
    )


async def campaigns(tx: Tx, names: Iterable[str]) -> dict[str, CampaignContent]:
    """As they stand, by id; without those nobody published."""
    rows = await tx.fetch("SELECT campaign, data FROM campaign WHERE campaign = ANY($1)", [*names])
    return {row["campaign"]: CampaignPublished.model_validate_json(row["data"]) for row in rows}


async def extensions(tx: Tx, campaign: str) -> list[DeadlineExtended]:
    """The last one for each unit and period."""
    rows = await tx.fetch(
        """SELECT DISTINCT ON (unit, period) data FROM extension WHERE campaign = $1
           ORDER BY unit, period, position DESC""",
        campaign,
    )
    return [DeadlineExtended.model_validate_json(row["data"]) for row in rows]
