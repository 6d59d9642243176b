"""Two services on a real bus: they hear each other, say how they stand, and an operator settles what is parked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from chungtay_kernel.database import Tx
from chungtay_kernel.migrate import migrate
from chungtay_kernel.policy import Policy
from chungtay_kernel.service import BEGINNING, Service, ServiceSpec
from chungtay_kernel.settings import Settings
from chungtay_kernel.subscription import Incoming, Reaction, Subscription
from chungtay_kernel.testing import Running, running_service, running_services, until
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases

READ: list[str] = []
"""What the reading service's handler was given."""


class Written(BaseModel):
    text: str


async def apply(tx: Tx, incoming: Sequence[Incoming]) -> Sequence[Reaction]:
    for one in incoming:
        if "đọc không được" in one.data.model_dump()["text"] and not READ:
            await tx.execute("SELECT 1/0")
        READ.append(one.event.stream_id)
    return ()


def subscriptions(service: Service) -> Sequence[Subscription]:
    ignored = frozenset({("note.changed", 1), ("note.old", 1)})
    return [Subscription("notes", {("note.written", 1): Written}, ignored, apply)]


async def three(service: Service) -> int:
    return 3


def reader_spec(migrations: str) -> ServiceSpec:
    return ServiceSpec(
        name="readers", migrations=migrations, policy=Policy({}), router=lambda service: APIRouter(),
        subscriptions=subscriptions, unmatched=three,
    )  # fmt: skip


@pytest.fixture(scope="module")
async def both(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, spec: ServiceSpec,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Running]:  # fmt: skip
    specs = [replace(spec, timers=lambda service: {}), reader_spec(spec.migrations)]
    for one in specs:
        await migrate((await databases.fresh(one.name)).owner, one.name, one.migrations)
    await create_topics(kafka_bootstrap, [Topic(f"chungtay.{one.name}.events") for one in specs])
    folder = tmp_path_factory.mktemp("secrets")
    settings = {"database_url": postgres_server, "kafka": kafka_bootstrap}
    async with running_services(*specs, folder=folder, **settings) as running:
        yield running


async def write(client: httpx.AsyncClient, text: str) -> dict[str, Any]:
    answer = await client.post(
        "/notes/notes", json={"unit": "CATX", "text": text}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_what_is_written_is_heard_and_the_standing_says_so(both: Running) -> None:
    officer, ops = await both.client("officer"), await both.client("ops")
    written = await write(officer, "nghe được")

    async def heard() -> Any:
        standing = (await ops.get("/readers/standing")).json()
        return standing if standing["inputs"]["notes"]["complete_to"] >= written["position"] else None

    standing = await until(heard)
    assert written["stream"] in READ
    assert (standing["unmatched"], standing["writes_open"], standing["due_timers"]) == (3, True, 0)
    readers = both.services["readers"]
    assert await readers.has_heard("notes", datetime.now(UTC) - timedelta(days=1))
    assert (await ops.get("/readers/ready")).status_code == 200
    metrics = (await ops.get("/readers/metrics")).text
    assert 'chungtay_received_events{service="readers",source="notes"}' in metrics


async def test_the_feed_holds_the_log_in_order_page_by_page(both: Running) -> None:
    officer, auditor = await both.client("officer"), await both.client("auditor")
    for n in range(3):
        await write(officer, f"trang {n}")
    position, seen = 0, 0
    while position is not None:
        page = (await auditor.get("/notes/events", params={"after": position, "limit": 2})).json()
        seen += len(page["items"])
        position = page["next"]
    head = (await auditor.get("/notes/events/head")).json()
    assert seen == head["position"]
    assert len(head["hash"]) == 64


async def test_the_head_as_of_a_moment_is_final_and_never_of_the_future(both: Running) -> None:
    auditor = await both.client("auditor")
    past = datetime.now(UTC) - timedelta(minutes=1)
    first = (await auditor.get("/notes/events/head", params={"as_of": past.isoformat()})).json()
    await write(await both.client("officer"), "sau đó")
    assert (await auditor.get("/notes/events/head", params={"as_of": past.isoformat()})).json() == first
    future = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    refused = await auditor.get("/notes/events/head", params={"as_of": future})
    assert (refused.status_code, refused.json()["code"]) == (422, "as_of_later_than_clock")
    nonsense = await auditor.get("/notes/events/head", params={"as_of": "hôm qua"})
    assert (nonsense.status_code, nonsense.json()["field"]) == (422, "as_of")


async def test_what_cannot_take_effect_is_parked_shown_and_retried_with_a_reason(both: Running) -> None:
    officer, ops = await both.client("officer"), await both.client("ops")
    READ.clear()
    stream = (await write(officer, "đọc không được"))["stream"]

    async def parked() -> Any:
        return [p for p in (await ops.get("/readers/parked")).json()["items"] if p["stream_id"] == stream]

    (row,) = await until(parked)
    assert (row["source"], row["code"], row["events"]) == ("notes", "refused", 1)
    (event,) = (await ops.get(f"/readers/parked/notes/{stream}")).json()["items"]
    assert "đọc không được" in event["data"]
    READ.append("mended")
    wish = {"source": "notes", "stream": stream, "reason": "đã sửa"}
    done = (await ops.post("/readers/parked/retry", json=wish)).json()
    assert (done["versions"], done["still_parked_for"]) == ([1], None)
    assert stream in READ
    again = await ops.post("/readers/parked/retry", json=wish)
    assert (again.status_code, again.json()["code"]) == (404, "nothing_parked")
    last = (await both.services["readers"].log.after(0, 100))[-1]
    assert (last.type, last.actor, last.json()["reason"]) == ("parked.retried", "ops:CATX:test", "đã sửa")


async def test_parked_routes_ask_for_a_reason_and_a_source_that_is_heard(both: Running) -> None:
    ops = await both.client("ops")
    unheard = await ops.post("/readers/parked/retry", json={"source": "moon", "stream": "a", "reason": "vì sao"})
    assert (unheard.status_code, unheard.json()["code"]) == (404, "source_unknown")
    silent = await ops.post("/readers/parked/discard", json={"source": "notes", "stream": "a", "version": 1})
    assert (silent.status_code, silent.json()["field"]) == (422, "reason")


async def test_the_system_clock_cannot_be_moved(both: Running) -> None:
    ops = await both.client("ops")
    refused = await ops.post("/notes/clock", json={"to": "2024-06-01T00:00:00Z"})
    assert (refused.status_code, refused.json()["code"]) == (409, "clock_not_simulated")
    assert (await ops.get("/notes/clock")).json()["simulated"] is False


async def test_on_a_simulated_clock_events_and_timers_live_in_its_time(
    databases: Databases, postgres_server: str, tmp_path: Path, spec: ServiceSpec
) -> None:
    june = replace(spec, name="june")
    await migrate((await databases.fresh("june")).owner, "june", spec.migrations)
    settings: dict[str, Any] = {"database_url": postgres_server, "roles": {"api", "timers"}, "clock": "simulated"}
    async with running_service(june, folder=tmp_path, **settings) as running:
        officer, ops = await running.client("officer"), await running.client("ops")
        assert datetime.fromisoformat((await officer.get("/june/clock")).json()["now"]) == BEGINNING
        assert (await officer.post("/june/clock", json={"to": "2024-06-01T00:00:00Z"})).status_code == 403
        await ops.post("/june/clock", json={"to": "2024-06-01T08:00:00+07:00"})
        wish = {"unit": "CATX", "text": "a", "due_at": "2024-06-30T17:00:00+00:00"}
        note = (await officer.post("/june/notes", json=wish, headers={"Idempotency-Key": "k"})).json()
        standing = (await ops.get("/june/standing")).json()
        assert standing["next_timer"] == "2024-06-30T17:00:00+00:00"
        moved = (await ops.post("/june/clock", json={"to": "2024-06-30T17:00:00Z"})).json()
        assert moved["now"] == "2024-06-30T17:00:00+00:00"
        log = running.services["june"].log

        async def fired() -> bool:
            return len(await log.stream(note["stream"])) == 2

        await until(fired)
        written, old = await log.stream(note["stream"])
        assert written.recorded_at.isoformat() == "2024-06-01T01:00:00+00:00"
        assert (old.type, old.recorded_at.isoformat()) == ("note.old", "2024-06-30T17:00:00+00:00")
        back = (await ops.post("/june/clock", json={"to": "2024-06-02T00:00:00Z"})).json()
        assert back["now"] == "2024-06-30T17:00:00+00:00"


async def test_a_simulated_clock_is_refused_in_production(tmp_path: Path, spec: ServiceSpec) -> None:
    with pytest.raises(RuntimeError, match="refused"):
        await Service.start(spec, Settings.model_validate({"clock": "simulated", "production": True}))
