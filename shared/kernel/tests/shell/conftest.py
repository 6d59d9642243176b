"""A service small enough to be read at once: units write notes, a timer says when one is old."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar

import httpx
import pytest
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.append import InlineModel
from chungtay_kernel.commands import Answer
from chungtay_kernel.database import Tx
from chungtay_kernel.events import Decision, Draft, Event, StoredEvent
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.policy import EVERYONE, Policy, Rule
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service, ServiceSpec
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.testing import Running, running_service
from chungtay_kernel.text import FreeText
from chungtay_kernel.timers import NotYet, Timer, TimerHandler
from chungtay_local.fresh_databases import Databases

MIGRATIONS = str(Path(__file__).with_name("sample_migrations"))


class NoteWritten(Event):
    TYPE: ClassVar[str] = "note.written"
    unit: str
    text: str
    due_at: datetime | None = None


class NoteChanged(Event):
    TYPE: ClassVar[str] = "note.changed"
    text: str


class NoteOld(Event):
    TYPE: ClassVar[str] = "note.old"
    note: str


class WriteNote(BaseModel):
    model_config = ConfigDict(extra="forbid")
    unit: str
    text: Annotated[FreeText, Field(min_length=1, max_length=2000)]
    count: Decimal | None = Field(None, ge=0, allow_inf_nan=False)
    due_at: datetime | None = None


class ChangeNote(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: FreeText


async def apply_notes(tx: Tx, events: Sequence[StoredEvent]) -> None:
    for event in events:
        data, note = event.json(), event.stream_id.removeprefix("note/")
        if event.type == "note.written":
            await tx.execute(
                "INSERT INTO note (id, unit, text, version) VALUES ($1, $2, $3, 1)", note, data["unit"], data["text"]
            )
            if data["due_at"]:
                await tx.execute(
                    "INSERT INTO timer (id, kind, due_at, campaign_id, payload) VALUES ($1, 'old', $2, 'c', '{}')",
                    note,
                    datetime.fromisoformat(data["due_at"]),
                )
        elif event.type == "note.changed":
            await tx.execute("UPDATE note SET text = $2, version = $3 WHERE id = $1", note, data["text"], event.version)


def notes_router(service: Service) -> APIRouter:
    router = APIRouter()
    _writing(router, service)
    _odd_writing(router)
    _reading(router, service)
    return router


def _writing(router: APIRouter, service: Service) -> None:
    @router.post("/notes", **writes("note.write", WriteNote, example={"unit": "CATX", "text": "Xin chào"}, many=True))
    async def write(request: Request) -> Response:
        async def handle(call: Call[WriteNote]) -> Answer:
            call.act_for(call.body.unit)

            async def decide() -> Decision:
                if call.body.text == "forbidden":
                    raise Refusal("no_such_text", 422, field="text", vi="Không được.", en="Not this one.")
                written = NoteWritten(unit=call.body.unit, text=call.body.text, due_at=call.body.due_at)
                return Decision([Draft(f"note/{call.new_id}", 0, [written], "c")], {"note": str(call.new_id)})

            return await call.run(decide)

        return await command(request, WriteNote, handle)

    @router.put("/notes/{note}", **writes("note.change", ChangeNote, versioned=True))
    async def change(request: Request, note: str) -> Response:
        async def handle(call: Call[ChangeNote]) -> Answer:
            row = await service.database.pool.fetchrow("SELECT unit FROM note WHERE id = $1", note)
            if row is None:
                raise Refusal("note_unknown", 404, field="note", value=note, vi="Không có.", en="There is none.")
            call.act_for(row["unit"])

            async def decide() -> Decision:
                version = len(await service.log.stream(f"note/{note}"))
                call.require_version(version)
                return Decision([Draft(f"note/{note}", version, [NoteChanged(text=call.body.text)], "c")], {})

            return await call.run(decide)

        return await command(request, ChangeNote, handle)


def _odd_writing(router: APIRouter) -> None:
    @router.post("/careless", **writes("note.write", WriteNote))
    async def careless(request: Request) -> Response:
        async def handle(call: Call[WriteNote]) -> Answer:
            async def decide() -> Decision:
                raise AssertionError("never decided")

            return await call.run(decide)

        return await command(request, WriteNote, handle)

    @router.post("/checked", **writes("note.write", WriteNote))
    async def checked(request: Request) -> Response:
        """Validates only: what HTTP costs without the log."""

        async def handle(call: Call[WriteNote]) -> Answer:
            call.act_for(call.body.unit)
            return Answer("note/0", 1, 1, {"note": str(call.new_id)}, replayed=False)

        return await command(request, WriteNote, handle)


def _reading(router: APIRouter, service: Service) -> None:
    @router.get("/notes", **reads("note.read"))
    async def notes(request: Request) -> Response:
        reader(request)
        asked = page(request)
        rows = await service.database.pool.fetch(
            "SELECT id, text FROM note WHERE ($1::text IS NULL OR id > $1) ORDER BY id LIMIT $2",
            *(asked.key(str) or [None]),
            asked.fetch,
        )
        return asked.answer(rows, key=lambda row: [row["id"]], item=dict)

    @router.get("/broken", **reads("note.read"))
    async def broken() -> Response:
        raise ZeroDivisionError("a secret detail")

    @router.get("/away", **reads("note.read"))
    async def away() -> Response:
        raise ConnectionRefusedError

    @router.get("/numbers/{number}", **reads("note.read"))
    async def numbers(number: int) -> Response:
        return json_response({"number": number})


WAITING: set[str] = set()
"""Notes whose timers say NotYet."""


def note_timers(service: Service) -> Mapping[str, TimerHandler]:
    async def old(timer: Timer) -> Sequence[Reaction]:
        if timer.id in WAITING:
            raise NotYet("told to wait")
        stream = f"note/{timer.id}"
        version = len(await service.log.stream(stream))
        decision = Decision([Draft(stream, version, [NoteOld(note=timer.id)], timer.campaign_id)], {})
        return [Reaction(timer.key, timer.context(service.name), decision)]

    return {"old": old}


POLICY = Policy(
    {
        "note.write": Rule({"officer", "coordinator"}, scope="own_unit"),
        "note.change": (Rule({"officer"}, scope="own_unit"), Rule({"coordinator"})),
        "note.read": Rule(EVERYONE),
    }
)

SPEC = ServiceSpec(
    name="notes",
    migrations=MIGRATIONS,
    policy=POLICY,
    router=notes_router,
    inline_models=[InlineModel("notes", apply_notes)],
    timers=note_timers,
)


@pytest.fixture(scope="session")
def spec() -> ServiceSpec:
    return SPEC


@pytest.fixture(scope="module")
async def notes(
    databases: Databases, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    """The sample service without its bus, over real HTTP."""
    await databases.fresh("notes", migrations=MIGRATIONS)
    folder = tmp_path_factory.mktemp("secrets")
    roles = frozenset({"api", "timers"})
    async with running_service(SPEC, folder=folder, database_url=postgres_server, roles=roles) as running:
        yield running


@pytest.fixture
async def officer(notes: Running) -> httpx.AsyncClient:
    return await notes.client("officer", "CATX")
