"""What amendments make of the tables: campaigns and duties are replaced, what is dropped is marked and stays."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_kernel.database import Tx
from chungtay_kernel.events import Event, StoredEvent
from chungtay_tasks.events import CampaignAmended, CampaignPublished, DutyAssigned, DutyChanged, DutyDropped

Known = Sequence[tuple[StoredEvent, Event]]


async def campaigns(tx: Tx, known: Known) -> None:
    """The campaign as it stands is kept as if it had been published so: readers need not know of amendments."""
    for event, amended in known:
        if isinstance(amended, CampaignAmended):
            stands = CampaignPublished.model_validate(amended.model_dump(exclude={"reason", "moved"}))
            await tx.execute(
                """UPDATE campaign SET data = $2, plan = $3, coordinator = $4, version = $5, amended_at = $6
                   WHERE campaign = $1""",
                amended.campaign, stands.encode().decode(), amended.plan, amended.coordinator, event.version,
                event.recorded_at,
            )  # fmt: skip
            await _move(tx, amended)


async def _move(tx: Tx, amended: CampaignAmended) -> None:
    spans = [moved.span.model_dump_json() if moved.span else "null" for moved in amended.moved]
    await tx.execute(
        """UPDATE duty d SET data = jsonb_set(d.data, '{span}', m.span)
           FROM unnest($2::text[], $3::jsonb[]) AS m(duty, span) WHERE (d.campaign, d.duty) = ($1, m.duty)""",
        amended.campaign, [moved.duty for moved in amended.moved], spans,
    )  # fmt: skip


async def duties(tx: Tx, known: Known) -> None:
    for event, data in known:
        match data:
            case DutyChanged():
                await _change(tx, event, data)
            case DutyDropped():
                await _drop(tx, event, data)
            case _:
                pass


async def _change(tx: Tx, event: StoredEvent, changed: DutyChanged) -> None:
    stands = DutyAssigned.model_validate(changed.model_dump(exclude={"reason"}))
    await tx.execute(
        "UPDATE duty SET data = $3, units = $4, version = $5 WHERE (campaign, duty) = ($1, $2)",
        changed.campaign, changed.duty, stands.encode().decode(), changed.units, event.version,
    )  # fmt: skip
    await tx.execute(
        """UPDATE assignment SET dropped_at = $4
           WHERE (campaign, duty) = ($1, $2) AND unit <> ALL($3::text[]) AND dropped_at IS NULL""",
        changed.campaign, changed.duty, changed.units, event.recorded_at,
    )  # fmt: skip
    await tx.execute(
        """INSERT INTO assignment (campaign, duty, unit) SELECT $1, $2, unnest($3::text[])
           ON CONFLICT (campaign, duty, unit) DO UPDATE SET dropped_at = NULL""",
        changed.campaign, changed.duty, changed.units,
    )  # fmt: skip


async def _drop(tx: Tx, event: StoredEvent, dropped: DutyDropped) -> None:
    await tx.execute(
        "UPDATE duty SET dropped_at = $3, dropped_reason = $4, version = $5 WHERE (campaign, duty) = ($1, $2)",
        dropped.campaign, dropped.duty, event.recorded_at, dropped.reason, event.version,
    )  # fmt: skip
    await tx.execute(
        "UPDATE assignment SET dropped_at = $3 WHERE (campaign, duty) = ($1, $2) AND dropped_at IS NULL",
        dropped.campaign, dropped.duty, event.recorded_at,
    )  # fmt: skip
