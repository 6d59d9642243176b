"""Whatever the interleaving of intake's streams and however they are cut into batches, the same rows stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import asyncpg
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungtay_kernel.events import StoredEvent
from chungtay_kernel.subscription import Incoming
from chungtay_local.fresh_databases import Databases
from chungtay_tasks.consumers import INTAKE
from chungtay_tasks.handlers import apply

START = datetime(2024, 6, 3, tzinfo=UTC)
HASH = "a" * 64

Step = tuple[str, dict[str, Any]]

RECORDED: Step = ("activity.recorded", {"duty": "D1"})
CORRECTED: Step = ("activity.corrected", {"duty": "D2"})
FREED: Step = ("activity.corrected", {"duty": None})
VOIDED: Step = ("activity.voided", {})
FILED: Step = ("unit_report.filed", {"content_hash": HASH, "received_at": None})
PAPER: Step = ("unit_report.filed", {"content_hash": HASH, "received_at": "2024-06-01T08:00:00+07:00"})
WITHDRAWN: Step = ("unit_report.withdrawn", {})

STREAMS: dict[str, list[Step]] = {
    "activity/1": [RECORDED, CORRECTED, VOIDED],
    "activity/2": [RECORDED, VOIDED],
    "activity/3": [RECORDED, CORRECTED, FREED],
    "activity/4": [RECORDED],
    "unit-report/c/XP-1/final": [FILED, WITHDRAWN, PAPER],
    "unit-report/c/XP-2/final": [FILED, FILED],
}


def stored(position: int, stream: str, version: int, step: Step) -> StoredEvent:
    type_, data = step
    unit = stream.split("/")[2] if stream.startswith("unit-report") else "XP-1"
    at = START + timedelta(minutes=list(STREAMS).index(stream) * 10 + version)
    return StoredEvent(
        "intake", position, stream, version, uuid4(), type_, 1, "c", "", at, at, "officer:X:t", "", "", "", b"",
        orjson.dumps({"campaign": "c", "unit": unit, **data}), b"", "log",
    )  # fmt: skip


def interleaved(order: Sequence[str]) -> list[Incoming]:
    """The streams' events in the order in which their names are drawn, each stream in its own order."""
    reached = dict.fromkeys(STREAMS, 0)
    found: list[Incoming] = []
    for position, stream in enumerate(order, 1):
        step = STREAMS[stream][reached[stream]]
        reached[stream] += 1
        event = stored(position, stream, reached[stream], step)
        found.append(Incoming(event, INTAKE.adapters[event.kind].validate_json(event.data)))
    return found


ONE_AFTER_ANOTHER = [stream for stream, steps in STREAMS.items() for _ in steps]

ACTIVITIES = "SELECT activity, version, duty, voided FROM activity ORDER BY activity"
VERSIONS = "SELECT unit, version, filed, received_at FROM report_version ORDER BY unit, version"


async def rows_after(url: str, events: Sequence[Incoming], cuts: Sequence[int]) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("TRUNCATE activity, report_version")
        edges = [0, *sorted(cuts), len(events)]
        for start, end in pairwise(edges):
            async with connection.transaction():
                await apply(connection, events[start:end])
                await apply(connection, events[start:end])  # a batch may come twice
        return [tuple(row) for query in (ACTIVITIES, VERSIONS) for row in await connection.fetch(query)]
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def database(databases: Databases) -> str:
    """A database of tasks that no service runs on."""
    return (await databases.fresh("tasks", migrations="chungtay_tasks:migrations", name="tasks_handlers")).app


async def test_one_stream_after_another(database: str) -> None:
    rows = await rows_after(database, interleaved(ONE_AFTER_ANOTHER), [])
    assert [row[1:] for row in rows[:4]] == [(3, "D2", True), (2, "D1", True), (3, None, False), (1, "D1", False)]
    assert [row[:3] for row in rows[4:]] == [
        ("XP-1", 1, True), ("XP-1", 2, False), ("XP-1", 3, True), ("XP-2", 1, True), ("XP-2", 2, True),
    ]  # fmt: skip
    assert rows[6][3] == datetime.fromisoformat("2024-06-01T08:00+07:00")


@settings(max_examples=40, deadline=None)
@given(
    order=st.permutations(ONE_AFTER_ANOTHER), cuts=st.lists(st.integers(0, len(ONE_AFTER_ANOTHER)), max_size=5)
)  # fmt: skip
async def test_any_order_and_any_batches_give_the_same_rows(database: str, order: list[str], cuts: list[int]) -> None:
    expected = await rows_after(database, interleaved(ONE_AFTER_ANOTHER), [])
    assert await rows_after(database, interleaved(order), cuts) == expected
