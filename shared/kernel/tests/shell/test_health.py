"""Readiness: it says what is wrong, in words, and it says so truthfully."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from chungtay_kernel.health import standstill
from chungtay_kernel.migrate import migrate
from chungtay_kernel.service import ServiceSpec
from chungtay_kernel.subscription import SubscriptionState
from chungtay_kernel.testing import Running, running_service, until
from chungtay_kernel.topics import Topic, create_topics
from chungtay_local.fresh_databases import Databases

ROLES = frozenset({"api", "timers"})


async def checks(client: httpx.AsyncClient, name: str) -> tuple[int, dict[str, Any]]:
    answer = await client.get(f"/{name}/ready")
    return answer.status_code, {c["name"]: c for c in answer.json()["checks"]}


@pytest.fixture
async def client(notes: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=notes.url) as client:
        yield client


async def test_a_service_that_works_is_ready_and_says_on_what_it_rests(client: httpx.AsyncClient) -> None:
    status, found = await checks(client, "notes")
    assert status == 200
    assert found["database"]["seen"]["server_version"].startswith("18")
    assert abs(found["clock"]["seen"]["skew_seconds"]) < 1
    assert set(found) == {"database", "migrations", "clock", "writes", "loops"}


async def test_closed_writes_are_told_with_their_reason_and_refuse_commands(
    client: httpx.AsyncClient, notes: Running, officer: httpx.AsyncClient
) -> None:
    pool = notes.services["notes"].database.pool
    await pool.execute("UPDATE log_state SET closed_reason = 'restored to yesterday'")
    try:
        status, found = await checks(client, "notes")
        assert status == 503
        assert "restored to yesterday" in found["writes"]["reason"]["vi"]
        refused = await officer.post(
            "/notes/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": "while-closed"}
        )
        assert (refused.status_code, refused.json()["code"]) == (503, "writes_closed")
    finally:
        await pool.execute("UPDATE log_state SET closed_reason = NULL")
    assert (await checks(client, "notes"))[0] == 200


async def test_metrics_count_requests_and_show_the_log(client: httpx.AsyncClient, officer: httpx.AsyncClient) -> None:
    await officer.get("/notes/notes")
    text = (await client.get("/notes/metrics")).text
    assert 'chungtay_http_requests_total{method="GET",route="/notes",service="notes",status="200"}' in text
    assert 'chungtay_log_position{service="notes"}' in text
    assert "chungtay_http_request_seconds_bucket" in text


async def test_it_answers_while_the_database_is_not_migrated_and_opens_by_itself_afterwards(
    databases: Databases, postgres_server: str, tmp_path: Path, spec: ServiceSpec
) -> None:
    late = replace(spec, name="late", timers=lambda service: {})
    database = await databases.fresh("late")
    settings: dict[str, Any] = {"database_url": postgres_server, "roles": ROLES}
    async with running_service(late, folder=tmp_path, opened=False, **settings) as running:
        client = await running.client("officer")
        await until(lambda: _status(client, "/late/live", 200))

        async def told() -> bool:
            status, found = await checks(client, "late")
            return status == 503 and "chungtay ops migrate late" in found["migrations"]["reason"]["en"]

        await until(told)
        refused = await client.post(
            "/late/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": "early"}
        )
        assert refused.status_code == 503
        await migrate(database.owner, "late", spec.migrations)
        await until(lambda: _status(client, "/late/ready", 200))


async def test_a_database_that_goes_away_is_told_and_comes_back(
    databases: Databases, postgres_server: str, tmp_path: Path, spec: ServiceSpec
) -> None:
    gone = replace(spec, name="gone")
    await migrate((await databases.fresh("gone")).owner, "gone", spec.migrations)
    async with running_service(gone, folder=tmp_path, database_url=postgres_server, roles=ROLES) as running:
        client = await running.client("officer")
        admin = await asyncpg.connect(postgres_server)
        try:
            await admin.execute("ALTER DATABASE chungtay_gone ALLOW_CONNECTIONS false")
            await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='chungtay_gone'")
            await until(lambda: _status(client, "/gone/ready", 503))
            refused = await client.post(
                "/gone/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": "away"}
            )
            assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
            await admin.execute("ALTER DATABASE chungtay_gone ALLOW_CONNECTIONS true")
            await until(lambda: _status(client, "/gone/ready", 200))
            again = await client.post(
                "/gone/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": "away"}
            )
            assert again.status_code == 201
        finally:
            await admin.close()


async def test_a_broker_that_does_not_answer_is_told(
    databases: Databases, postgres_server: str, tmp_path: Path, spec: ServiceSpec
) -> None:
    lonely = replace(spec, name="lonely")
    await migrate((await databases.fresh("lonely")).owner, "lonely", spec.migrations)
    roles = frozenset({"api", "relay"})
    settings = {"database_url": postgres_server, "kafka": "127.0.0.1:1", "roles": roles}
    async with running_service(lonely, folder=tmp_path, **settings) as running:
        client = await running.client("officer")
        status, found = await checks(client, "lonely")
        assert status == 503
        assert found["broker"]["reason"]["vi"].startswith("Kafka:")
        written = await client.post(
            "/lonely/notes", json={"unit": "CATX", "text": "a"}, headers={"Idempotency-Key": "no-broker"}
        )
        assert written.status_code == 201


async def test_with_a_broker_it_publishes_and_is_ready(
    databases: Databases, postgres_server: str, kafka_bootstrap: str, tmp_path: Path, spec: ServiceSpec
) -> None:
    await create_topics(kafka_bootstrap, [Topic("chungtay.carried.events")])
    carried = replace(spec, name="carried")
    await migrate((await databases.fresh("carried")).owner, "carried", spec.migrations)
    roles = frozenset({"api", "relay"})
    settings = {"database_url": postgres_server, "kafka": kafka_bootstrap, "roles": roles}
    async with running_service(carried, folder=tmp_path, **settings) as running:
        client = await running.client("ops")

        async def published() -> bool:
            standing = (await client.get("/carried/standing")).json()
            return standing["unpublished"] == 0 and standing["head"]["position"] == 1

        await until(published)
        status, found = await checks(client, "carried")
        assert (status, found["published"]["seen"]["position"]) == (200, 1)


class TestStandstill:
    """When a source counts as not being heard."""

    NOW = datetime.now(UTC)

    def test_behind_and_moving_is_well(self) -> None:
        state = SubscriptionState(complete_to=5, head_known=9, last_progress=self.NOW - timedelta(seconds=10))
        assert standstill(state, self.NOW) is None

    def test_behind_and_resting_is_not(self) -> None:
        state = SubscriptionState(
            complete_to=5, head_known=9, last_progress=self.NOW - timedelta(seconds=90), error="OSError()"
        )
        assert "4 behind" in (standstill(state, self.NOW) or "")

    def test_nothing_to_hear_is_well(self) -> None:
        state = SubscriptionState(complete_to=9, head_known=9, last_progress=self.NOW - timedelta(days=1))
        assert standstill(state, self.NOW) is None

    def test_a_consumer_that_stopped_says_why(self) -> None:
        assert standstill(SubscriptionState(stopped_reason="too much parked"), self.NOW) == "too much parked"


async def _status(client: httpx.AsyncClient, path: str, status: int) -> bool:
    try:
        return (await client.get(path)).status_code == status
    except httpx.HTTPError:
        await asyncio.sleep(0.1)
        return False
