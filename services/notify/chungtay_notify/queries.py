"""What people ask of notify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncEngine

from chungtay_kernel.paging import Page
from chungtay_notify.tables import ALERT, DELIVERY, RECIPIENT

Row = Mapping[str, Any]


async def alerts(engine: AsyncEngine, campaign: str, *, unit: str | None, state: str | None, page: Page) -> list[Row]:
    """Alerts of a campaign, newest first; `state` is open, withdrawn or None for both."""
    query = select(ALERT).where(ALERT.c.campaign == campaign).order_by(ALERT.c.position.desc())
    if unit:
        query = query.where(ALERT.c.unit == unit)
    if state:
        query = query.where(ALERT.c.withdrawn_at.is_(None) if state == "open" else ALERT.c.withdrawn_at.is_not(None))
    return await _rows(engine, _after(query, ALERT.c.position, page))


async def inbox(engine: AsyncEngine, unit: str, page: Page) -> list[Row]:
    """A unit's alerts in all campaigns, newest first; withdrawn ones stay, marked as such."""
    query = select(ALERT).where(ALERT.c.unit == unit).order_by(ALERT.c.position.desc())
    return await _rows(engine, _after(query, ALERT.c.position, page))


async def alert(engine: AsyncEngine, alert_id: str) -> Row | None:
    rows = await _rows(engine, select(ALERT).where(ALERT.c.alert == alert_id))
    return rows[0] if rows else None


async def deliveries(
    engine: AsyncEngine, campaign: str, *, alert_id: str | None, state: str | None, page: Page
) -> list[Row]:
    """The ledger of attempts, newest first; `state` is started, succeeded, failed or uncertain."""
    query = select(DELIVERY).where(DELIVERY.c.campaign == campaign).order_by(DELIVERY.c.position.desc())
    if alert_id:
        query = query.where(DELIVERY.c.alert == alert_id)
    if state:
        query = query.where(DELIVERY.c.state == state)
    return await _rows(engine, _after(query, DELIVERY.c.position, page))


async def recipient(engine: AsyncEngine, unit: str) -> Row | None:
    rows = await _rows(engine, select(RECIPIENT).where(RECIPIENT.c.unit == unit))
    return rows[0] if rows else None


def _after(query: Select[Any], position: Any, page: Page) -> Select[Any]:
    if (before := page.key(int)) is not None:
        query = query.where(position < before[0])
    return query.limit(page.fetch)


async def _rows(engine: AsyncEngine, query: Select[Any]) -> list[Row]:
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).mappings()
        return [{str(name): value for name, value in row.items()} for row in rows]
