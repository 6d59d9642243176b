"""Logs of tasks and intake for notify to hear: real ones, in databases of their own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from pydantic import ConfigDict

from chungtay_kernel.append import Appended, append_group, prepare
from chungtay_kernel.database import Database
from chungtay_kernel.events import Context, Decision, Draft, Event, StoredEvent
from chungtay_kernel.log import Log, open_log
from chungtay_kernel.tables import LOG_DDL
from chungtay_local.fresh_databases import Databases

CAMPAIGN: dict[str, Any] = {
    "campaign": "c1", "title_vi": "Tháng hành động phòng, chống ma túy năm 2024", "title_en": None, "issuer": "UBTX",
    "coordinator": "CATX", "timezone": "Asia/Ho_Chi_Minh",
    "units": [
        {"code": "UBTX", "name_vi": "UBND thị xã"}, {"code": "CATX", "name_vi": "Công an thị xã"},
        {"code": "XP-1", "name_vi": "UBND phường Một"}, {"code": "VKS", "name_vi": "Viện kiểm sát nhân dân"},
    ],
    "unit_report": {
        "to": "UBTX", "via": "CATX", "due_at": "2024-07-01T00:00:00+07:00", "last_valid_day": "2024-06-30",
    },
    "expected_reports": [{"unit": "XP-1", "required": True}, {"unit": "VKS", "required": False}],
}  # fmt: skip


class Said(Event):
    """Any event at all: notify reads it with models of its own."""

    model_config = ConfigDict(extra="allow", frozen=True)

    @classmethod
    def of(cls, kind: str, data: Mapping[str, Any]) -> Event:
        return type("Said", (cls,), {"TYPE": kind, "__module__": __name__})(**data)


class Producer:
    """One service's log; `say` appends and returns what was stored."""

    def __init__(self, source: str, database: Database) -> None:
        self.source, self.database = source, database
        self.versions: dict[str, int] = {}

    async def open(self) -> None:
        self.log = await open_log(self.database, self.source, simulated=False)

    async def say(
        self, stream: str, kind: str, data: Mapping[str, Any], *, actor: str = "officer:XP-1:a"
    ) -> StoredEvent:
        version = self.versions.get(stream, 0)
        draft = Draft(stream, version, [Said.of(kind, data)], "c1")
        append = prepare(f"{stream}/{version}", b"", Context(actor, "test"), Decision([draft], {}), [])
        async with self.database.pool.acquire() as connection, connection.transaction():
            (outcome,) = await append_group(connection, self.log, [append])
        assert isinstance(outcome, Appended)
        self.versions[stream] = version + 1
        return (await Log(self.database, self.log).after(outcome.position - 1, 1))[0]

    async def everything(self) -> Sequence[StoredEvent]:
        return await Log(self.database, self.log).after(0, 10_000)


@asynccontextmanager
async def producer(databases: Databases, source: str) -> AsyncGenerator[Producer]:
    fresh = await databases.fresh(source, migrations=None, name=f"heard_{source}")
    database = Database(fresh.owner)
    await database.start()
    for statement in LOG_DDL:
        await database.pool.execute(statement)
    made = Producer(source, database)
    await made.open()
    yield made
    await database.stop()
