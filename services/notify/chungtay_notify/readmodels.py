"""Notify's own tables, written in the append's transaction: alerts, the delivery ledger, recipients, timers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from chungtay_kernel.append import InlineModel
from chungtay_kernel.database import Tx
from chungtay_kernel.events import StoredEvent
from chungtay_notify.events import (
    EVENTS,
    AlertRaised,
    AlertWithdrawn,
    Channel,
    DeliveryFailed,
    DeliveryStarted,
    DeliverySucceeded,
    DeliveryUncertain,
    RecipientChanged,
)  # fmt: skip

CHANNELS: tuple[Channel, ...] = ("mail", "file")

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long the next attempt waits after the first, second … failed one; after the last, no more is made."""


async def apply(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        if event.kind in EVENTS.models:
            await _one(tx, event)


async def _one(tx: Tx, event: StoredEvent) -> None:
    match EVENTS.load(event):
        case AlertRaised() as raised:
            await _raise(tx, event, raised)
        case AlertWithdrawn() as withdrawn:
            await tx.execute(
                "UPDATE alert SET version = $2, withdrawn_at = $3, withdrawn_reason = $4 WHERE alert = $1",
                event.stream_id, event.version, event.recorded_at,
                orjson.dumps({"vi": withdrawn.reason_vi, "en": withdrawn.reason_en}).decode(),
            )  # fmt: skip
        case DeliveryStarted() as started:
            await tx.execute(
                """INSERT INTO delivery (alert, channel, attempt, position, campaign, recipient, state, started_at)
                   VALUES ($1, $2, $3, $4, $5, $6, 'started', $7)""",
                started.alert, started.channel, started.attempt, event.position, started.campaign,
                started.recipient, event.recorded_at,
            )  # fmt: skip
        case DeliverySucceeded() as done:
            await _end(tx, done, "succeeded", event.recorded_at, done.response)
        case DeliveryFailed() as failed:
            await _end(tx, failed, "failed", event.recorded_at, failed.error)
            if not failed.final:
                await schedule(tx, failed.campaign, failed.alert, failed.channel, failed.attempt + 1, event.recorded_at)
        case DeliveryUncertain() as unknown:
            await _end(tx, unknown, "uncertain", event.recorded_at, None)
        case RecipientChanged() as changed:
            await tx.execute(
                """INSERT INTO recipient (unit, version, mail) VALUES ($1, $2, $3)
                   ON CONFLICT (unit) DO UPDATE SET version = excluded.version, mail = excluded.mail""",
                changed.unit, event.version, changed.mail,
            )  # fmt: skip
        case _:
            raise TypeError(f"no table for {event.kind}")


async def _raise(tx: Tx, event: StoredEvent, raised: AlertRaised) -> None:
    await tx.execute(
        """INSERT INTO alert (alert, version, position, campaign, rule, unit, subject_unit, report_version, raised_at,
                              wording, notice, period)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        event.stream_id, event.version, event.position, raised.campaign, raised.rule, raised.unit,
        raised.subject_unit, raised.report_version, event.recorded_at,
        orjson.dumps({"vi": raised.vi.model_dump(), "en": raised.en.model_dump()}).decode(),
        raised.notice, raised.period,
    )  # fmt: skip
    for channel in CHANNELS:
        await schedule(tx, raised.campaign, event.stream_id, channel, 1, event.recorded_at)


async def schedule(tx: Tx, campaign: str, alert: str, channel: Channel, attempt: int, after: datetime) -> None:
    """Has an attempt made: the first at once, the others after a pause."""
    due = after if attempt == 1 else after + PAUSES[attempt - 2]
    payload = {"alert": alert, "channel": channel, "attempt": attempt}
    await tx.execute(
        """INSERT INTO timer (id, kind, due_at, campaign_id, payload) VALUES ($1, 'deliver', $2, $3, $4)
           ON CONFLICT (id) DO NOTHING""",
        f"deliver/{alert}/{channel}/{attempt}", due, campaign, orjson.dumps(payload).decode(),
    )  # fmt: skip


async def _end(
    tx: Tx,
    ended: DeliverySucceeded | DeliveryFailed | DeliveryUncertain,
    state: str,
    at: datetime,
    answer: str | None,
) -> None:
    await tx.execute(
        "UPDATE delivery SET state = $4, ended_at = $5, answer = $6 WHERE alert = $1 AND channel = $2 AND attempt = $3",
        ended.alert, ended.channel, ended.attempt, state, at, answer,
    )  # fmt: skip


MODELS = (InlineModel("ledger", apply),)
