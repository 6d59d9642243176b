"""A teller without a broker, a broadcaster with one, and a hearer: fresh databases and topics for every test."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bus_support import HEARER_DDL, Hearer, Teller, opened

from chungtay_kernel.bus_tables import BUS_DDL
from chungtay_kernel.log import open_log
from chungtay_kernel.tables import LOG_DDL
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases


@pytest.fixture
async def teller(databases: Databases) -> AsyncIterator[Teller]:
    """A log without a broker."""
    source = f"teller{uuid4().hex[:8]}"
    fresh = await databases.fresh("teller", migrations=None)
    async with opened(fresh.owner, (*LOG_DDL, *BUS_DDL)) as database:
        yield Teller(database, await open_log(database, source, simulated=False))


@pytest.fixture
async def broadcaster(teller: Teller, kafka_bootstrap: str) -> Teller:
    """A log with a topic of its own on a real broker."""
    teller.kafka = kafka_bootstrap
    await create_topics(kafka_bootstrap, [Topic(teller.topic)])
    return teller


@pytest.fixture
async def hearer(databases: Databases) -> AsyncIterator[Hearer]:
    fresh = await databases.fresh("hearer", migrations=None)
    async with opened(fresh.owner, (*LOG_DDL, *BUS_DDL, *HEARER_DDL)) as database:
        yield Hearer(database, await open_log(database, "hearer", simulated=False))
