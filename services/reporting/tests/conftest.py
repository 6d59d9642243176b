"""A migrated database of reporting, and transactions on it that are taken back."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chungtay_local.fresh_databases import Databases, FreshDatabase

MIGRATIONS = "chungtay_reporting:migrations"


@pytest.fixture(scope="session")
async def reporting_database(databases: Databases) -> FreshDatabase:
    return await databases.fresh("reporting", migrations=MIGRATIONS, name="reporting_facts")


@pytest.fixture(scope="session")
async def connection(reporting_database: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(reporting_database.app)
    yield connection
    await connection.close()
