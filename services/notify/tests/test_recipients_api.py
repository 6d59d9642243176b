"""Where a unit is reached, over HTTP: who may change it, which version, and names that a log can hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chungtay_kernel.testing import Running, running_service
from chungtay_kernel.tokens import ROLES
from chungtay_local.fresh_databases import Databases
from chungtay_notify.main import SPEC

MAIL = {"mail": ["vanthu@phuong-mot.example"]}
OVERSEERS = {"coordinator", "leader", "auditor", "ops"}


@pytest.fixture(scope="module")
async def notify(
    databases: Databases, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    await databases.fresh("notify", migrations="chungtay_notify:migrations")
    folder = tmp_path_factory.mktemp("secrets")
    async with running_service(
        SPEC, folder=folder, database_url=postgres_server, data=folder, roles=frozenset({"api"})
    ) as running:
        yield running


async def put(client: httpx.AsyncClient, unit: str, body: Any = MAIL, **headers: str) -> httpx.Response:
    sent = {"Idempotency-Key": str(uuid4()), **headers}
    return await client.put(f"/notify/recipients/{unit}", json=body, headers=sent)


@pytest.mark.parametrize("unit", ["X" * 65, "X" * 600, "XP 1", "XP.1", "Phường", "XP%0A1", "XP-1%0A"])
async def test_a_unit_that_is_no_code_is_refused_and_nothing_is_written(notify: Running, unit: str) -> None:
    before = await notify.services["notify"].log.position()
    client = await notify.client("coordinator")
    for answer in (await put(client, unit), await client.get(f"/notify/recipients/{unit}")):
        problem = answer.json()
        assert (answer.status_code, problem["code"], problem["field"]) == (422, "value_invalid", "unit")
        assert problem["value"]
        assert all(problem[name][language] for name in ("details", "expected", "remedy") for language in ("vi", "en"))
    assert await notify.services["notify"].log.position() == before


async def test_a_unit_with_the_longest_code_is_reached(notify: Running) -> None:
    client = await notify.client("coordinator")
    assert (await put(client, "X" * 64)).status_code == 201
    assert (await client.get(f"/notify/recipients/{'X' * 64}")).json()["mail"] == MAIL["mail"]


async def test_a_version_that_is_named_must_be_the_one_that_stands(notify: Running) -> None:
    client = await notify.client("coordinator")
    unset = await client.get("/notify/recipients/XP-2")
    assert unset.headers["ETag"] == '"0"'
    first = await put(client, "XP-2", **{"If-Match": unset.headers["ETag"]})
    assert (first.status_code, first.headers["ETag"]) == (201, '"1"')

    late = await put(client, "XP-2", {"mail": []}, **{"If-Match": unset.headers["ETag"]})
    assert (late.status_code, late.json()["code"]) == (412, "version_moved")
    assert (await put(client, "XP-2", {"mail": []}, **{"If-Match": first.headers["ETag"]})).status_code == 201
    assert (await put(client, "XP-2")).headers["ETag"] == '"3"'


@pytest.mark.parametrize("role", ROLES)
async def test_whoever_may_change_a_units_recipients_reads_them(notify: Running, role: str) -> None:
    for whose in ("XP-1", "XP-9"):
        client = await notify.client(role, whose)
        head = role == "unit_head" and whose == "XP-1"
        changed, shown = await put(client, "XP-1"), await client.get("/notify/recipients/XP-1")
        assert (changed.status_code == 201) == (head or role in {"coordinator", "ops"}), changed.text
        assert (shown.status_code == 200) == (head or role in OVERSEERS), shown.text
