"""One leader a service and purpose: whoever holds an advisory lock on a session of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chungtay_kernel.append import lock_key
from chungtay_kernel.database import Database, Tx

IDLE = "45s"
"""A frozen leader's session still answers keepalives; one that says nothing for so long is ended, and another leads."""

ASK_EVERY = 1.0
"""Seconds between two attempts of a replica that does not lead."""


@asynccontextmanager
async def leading(database: Database, service: str, purpose: str) -> AsyncGenerator[Tx]:
    """Waits until this process leads; yields the session that holds the lock, direct and outside every pool.

    Leadership is a courtesy, not a proof: a session may be cut while its owner sleeps, so every effect of a
    leader is fenced in the database as well.
    """
    session = await database.connect_direct(name=f"{service}-{purpose}")
    try:
        await session.execute(f"SET idle_session_timeout = '{IDLE}'")
        while not await session.fetchval(f"SELECT pg_try_advisory_lock({lock_key(service, purpose)})"):
            await asyncio.sleep(ASK_EVERY)
        yield session
    finally:
        session.terminate()
