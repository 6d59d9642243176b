"""What must be there before the services start: tables, topics, and a simulated clock's first moment."""

from __future__ import annotations

from datetime import datetime

import asyncpg
from aiokafka.errors import KafkaError

from chungtay_kernel.cli import Unreachable
from chungtay_kernel.migrate import migrate
from chungtay_kernel.settings import Settings
from chungtay_kernel.topics import create_topics, read_topics
from chungtay_local.machine import ROOT
from chungtay_local.serve import SPECS


async def prepare(settings: Settings, *, begins: datetime) -> None:
    """Safe to repeat: what is there already is left as it is. Raises Unreachable."""
    for spec in SPECS:  # one after the other: Alembic keeps its state in module globals
        owner = settings.database(spec.name, "owner")
        await migrate(owner, spec.name, spec.migrations)
        if settings.clock == "simulated":
            await _set_clock(owner, begins)
    try:
        await create_topics(settings.kafka, read_topics(ROOT / "deploy" / "topics.yaml"))
    except KafkaError as error:
        raise Unreachable(f"Kafka không tạo được topic: {error}", f"Kafka made no topics: {error}") from error


async def _set_clock(database: str, begins: datetime) -> None:
    """A clock that was set before stands where it stood, or runs on: it must never be told an earlier moment."""
    connection = await asyncpg.connect(database)
    try:
        await connection.execute(
            """INSERT INTO simulated_clock (one, simulated, real, running)
               VALUES (true, $1, clock_timestamp(), false) ON CONFLICT DO NOTHING""",
            begins,
        )
    finally:
        await connection.close()
