"""An installation with a published campaign, kept from test to test of a file for as long as its invariants hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from chungtay_local.fresh_databases import Databases
from tests.crash.client import Client
from tests.crash.installation import installed
from tests.crash.invariants import rest


class Kept:
    """The installation in use; one that a failed test left behind is never used again."""

    def __init__(self, databases: Databases, kafka: str, folders: pytest.TempPathFactory) -> None:
        self.databases, self.kafka, self.folders = databases, kafka, folders
        self._stack = AsyncExitStack()
        self._client: Client | None = None

    async def whole(self) -> Client:
        if self._client is None:
            folder = self.folders.mktemp("installation")
            self._client = await self._stack.enter_async_context(begun(self.databases, self.kafka, folder))
        await self._client.installation.whole()
        return self._client

    async def end(self) -> None:
        self._client = None
        await self._stack.aclose()


@asynccontextmanager
async def begun(databases: Databases, kafka: str, folder: Path) -> AsyncIterator[Client]:
    """All four services running, the sample campaign published and heard by everybody."""
    async with unpublished(databases, kafka, folder) as client:
        await client.installation.whole()
        await client.publish()
        await rest(client)
        yield client


@asynccontextmanager
async def unpublished(
    databases: Databases, kafka: str, folder: Path, *, clock: str = "system"
) -> AsyncIterator[Client]:
    """An installation of which nothing runs yet."""
    async with installed(databases, kafka, folder, clock=clock) as installation:
        client = Client(installation)
        try:
            yield client
        finally:
            await client.close()


@pytest.fixture(scope="module")  # the next file may need the same databases and topics: their names are the product's
async def kept(
    databases: Databases, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Kept]:
    kept = Kept(databases, kafka_bootstrap, tmp_path_factory)
    yield kept
    await kept.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    setattr(item, f"{report.when}_passed", report.passed)
    return report


@pytest.fixture
async def client(kept: Kept, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    """Clients of four services as real processes, the sample campaign published, all at rest."""
    yield await kept.whole()
    if not getattr(request.node, "call_passed", False):
        await kept.end()


@pytest.fixture
async def fresh(kept: Kept, databases: Databases, kafka_bootstrap: str, tmp_path: Path) -> AsyncIterator[Client]:
    """An installation of which nothing runs yet, on system time."""
    await kept.end()
    async with unpublished(databases, kafka_bootstrap, tmp_path) as client:
        yield client
