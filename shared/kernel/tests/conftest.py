"""A database that holds the log's tables and nothing else, for tests of the kernel alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from chungtay_kernel.bus_tables import BUS_DDL
from chungtay_kernel.database import Database
from chungtay_kernel.tables import LOG_DDL
from chungtay_kernel.timers import TIMER_DDL
from chungtay_local.fresh_databases import Databases


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    fresh = await databases.fresh("things", migrations=None)
    database = Database(fresh.owner)
    await database.start(size=20)
    for statement in (*LOG_DDL, *BUS_DDL, *TIMER_DDL):
        await database.pool.execute(statement)
    yield database
    await database.stop()
