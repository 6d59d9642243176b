"""Commands over HTTP: one key, one effect, and an answer to whatever may come in."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from unicodedata import normalize
from uuid import uuid4

import httpx
import pytest

from chungtay_kernel.testing import Running

GOOD: dict[str, Any] = {"unit": "CATX", "text": "Tuyên truyền phòng, chống ma túy"}


def keyed(**more: str) -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4()), **more}


async def write(client: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    return await client.post("/notes/notes", json=GOOD | changes, headers=keyed())


async def test_a_command_answers_201_with_stream_version_position_and_etag(officer: httpx.AsyncClient) -> None:
    answer = await write(officer)
    body = answer.json()
    assert answer.status_code == 201
    assert body["stream"] == f"note/{body['note']}"
    assert (body["version"], answer.headers["etag"]) == (1, '"1"')
    assert body["position"] > 1


async def test_the_same_key_and_body_get_the_stored_answer(officer: httpx.AsyncClient, notes: Running) -> None:
    headers = keyed()
    first = await officer.post("/notes/notes", json=GOOD, headers=headers)
    before = await notes.services["notes"].log.position()
    again = await officer.post("/notes/notes", json=GOOD, headers=headers)
    assert again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert await notes.services["notes"].log.position() == before


async def test_the_same_key_with_another_body_is_refused(officer: httpx.AsyncClient) -> None:
    headers = keyed()
    await officer.post("/notes/notes", json=GOOD, headers=headers)
    other = await officer.post("/notes/notes", json=GOOD | {"text": "khác"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_two_accounts_may_use_the_same_key(notes: Running) -> None:
    headers = keyed()
    one, two = await notes.client("officer", account="one"), await notes.client("officer", account="two")
    first = await one.post("/notes/notes", json=GOOD, headers=headers)
    second = await two.post("/notes/notes", json=GOOD | {"text": "của người khác"}, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)


async def test_without_a_key_nothing_is_written_and_the_remedy_is_told(
    officer: httpx.AsyncClient, notes: Running
) -> None:
    before = await notes.services["notes"].log.position()
    answer = await officer.post("/notes/notes", json=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")
    assert "Idempotency-Key" in answer.json()["remedy"]["vi"]
    assert await notes.services["notes"].log.position() == before


async def test_a_change_needs_the_version_it_changes(officer: httpx.AsyncClient) -> None:
    note = (await write(officer)).json()["note"]

    async def change(text: str, **headers: str) -> httpx.Response:
        return await officer.put(f"/notes/notes/{note}", json={"text": text}, headers=keyed(**headers))

    missing = await change("hai")
    assert (missing.status_code, missing.json()["expected"]["vi"]) == (428, 'If-Match: "1"')
    changed = await change("hai", **{"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (201, '"2"')
    stale = await change("ba", **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["expected"]["en"]) == (412, '"2"')


async def test_a_change_repeated_under_its_key_gets_its_answer_though_the_version_moved(
    officer: httpx.AsyncClient,
) -> None:
    note = (await write(officer)).json()["note"]
    headers = keyed(**{"If-Match": '"1"'})
    first = await officer.put(f"/notes/notes/{note}", json={"text": "hai"}, headers=headers)
    again = await officer.put(f"/notes/notes/{note}", json={"text": "hai"}, headers=headers)
    assert first.json() == again.json()


async def test_nfd_text_is_accepted_and_stored_as_nfc(officer: httpx.AsyncClient, notes: Running) -> None:
    decomposed = normalize("NFD", "Đơn vị đã họp")
    note = (await write(officer, text=decomposed)).json()["note"]
    stored = await notes.services["notes"].log.stream(f"note/{note}")
    assert stored[0].json()["text"] == normalize("NFC", decomposed) != decomposed


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "invalid_json"),
        (b"", "invalid_json"),
        (b'{"unit": "CATX", "unit": "YTE", "text": "a"}', "duplicate_key"),
        (b'{"unit": "CATX", "text": "a\\u0000b"}', "nul_character"),
        (b'{"unit": "CATX", "text": "\\ud800"}', "lone_surrogate"),
        (b'{"unit": "CATX", "text": "a", "count": NaN}', "not_finite"),
        (b'{"unit": "CATX", "text": "a", "count": 1e999}', "not_finite"),
        (b'{"unit": "CATX", "text": "\xff"}', "invalid_utf8"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "too_deep"),
    ],
)
async def test_broken_json_is_refused_by_name(officer: httpx.AsyncClient, raw: bytes, code: str) -> None:
    headers = keyed(**{"Content-Type": "application/json"})
    answer = await officer.post("/notes/notes", content=raw, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": None}, "value_invalid", "text"),
        ({"text": ""}, "value_invalid", "text"),
        ({"count": "-1"}, "value_invalid", "count"),
        ({"count": "ba"}, "value_invalid", "count"),
        ({"colour": "red"}, "field_unknown", "colour"),
        ({"text": "Đối tượng có số 001083012345"}, "personal_data", "text"),
    ],
)
async def test_a_bad_value_is_refused_with_its_field(
    officer: httpx.AsyncClient, changes: dict[str, Any], code: str, field: str
) -> None:
    answer = await write(officer, **changes)
    body = answer.json()
    assert (answer.status_code, body["code"], body["field"]) == (422, code, field)
    assert body["expected"]["vi"]
    assert body["remedy"]["en"]


async def test_an_identity_number_is_not_repeated_in_the_refusal(officer: httpx.AsyncClient) -> None:
    answer = await write(officer, text="Đối tượng có số 001083012345")
    assert "001083012345" not in answer.text


async def test_all_mistakes_of_a_form_are_told_at_once(officer: httpx.AsyncClient) -> None:
    answer = await officer.post("/notes/notes", json={"count": "-1", "colour": "red"}, headers=keyed())
    assert {e["field"] for e in answer.json()["errors"]} == {"unit", "text", "count", "colour"}


async def test_a_body_that_is_too_large_is_refused(officer: httpx.AsyncClient) -> None:
    answer = await write(officer, text="a" * 300_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_body_that_is_too_large_and_hides_its_length_is_refused(officer: httpx.AsyncClient) -> None:
    async def chunks() -> Any:
        for _ in range(10):
            yield b"[" + b" " * 1_000_000

    headers = keyed(**{"Content-Type": "application/json"})
    answer = await officer.post("/notes/notes", content=chunks(), headers=headers)
    assert answer.status_code == 413


async def test_a_body_that_is_no_json_is_refused(officer: httpx.AsyncClient) -> None:
    answer = await officer.post("/notes/notes", data=GOOD, headers=keyed())
    assert (answer.status_code, answer.json()["code"]) == (415, "content_type_not_accepted")


async def test_a_route_that_never_said_for_which_unit_does_not_write(officer: httpx.AsyncClient) -> None:
    answer = await officer.post("/notes/careless", json=GOOD, headers=keyed())
    assert answer.status_code == 500


async def test_a_domain_refusal_keeps_its_code(officer: httpx.AsyncClient) -> None:
    answer = await write(officer, text="forbidden")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "no_such_text", "text")


class TestBatch:
    """A list of up to 500, each with an outcome of its own."""

    async def test_each_item_gets_its_own_outcome(self, officer: httpx.AsyncClient) -> None:
        items = [
            GOOD | {"idempotency_key": str(uuid4())},
            GOOD | {"idempotency_key": str(uuid4()), "text": "forbidden"},
            GOOD,
            "no object",
            GOOD | {"idempotency_key": str(uuid4()), "unit": "YTE"},
            GOOD | {"idempotency_key": str(uuid4())},
        ]
        answer = await officer.post("/notes/notes", json=items)
        results = answer.json()["results"]
        assert answer.status_code == 200
        assert [r["index"] for r in results] == list(range(6))
        assert [r["status"] for r in results] == [201, 422, 400, 422, 403, 201]
        assert results[2]["problem"]["code"] == "idempotency_key_required"
        assert results[0]["position"] != results[5]["position"]

    async def test_a_list_sent_twice_is_written_once(self, officer: httpx.AsyncClient, notes: Running) -> None:
        items = [GOOD | {"idempotency_key": str(uuid4()), "text": f"số {i}"} for i in range(500)]
        first = await officer.post("/notes/notes", json=items)
        before = await notes.services["notes"].log.position()
        again = await officer.post("/notes/notes", json=items)
        assert {r["status"] for r in first.json()["results"]} == {201}
        assert first.json() == again.json()
        assert await notes.services["notes"].log.position() == before

    async def test_a_list_of_more_than_500_is_refused_whole(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.post("/notes/notes", json=[{}] * 501)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_many_items")

    async def test_one_key_twice_in_a_list_is_written_once(self, officer: httpx.AsyncClient) -> None:
        item = GOOD | {"idempotency_key": str(uuid4())}
        first, second = (await officer.post("/notes/notes", json=[item, item])).json()["results"]
        assert {**first, "index": 1} == second

    async def test_an_empty_list_has_no_results(self, officer: httpx.AsyncClient) -> None:
        assert (await officer.post("/notes/notes", json=[])).json() == {"results": []}


class TestPaging:
    async def test_the_pages_hold_every_row_once(self, officer: httpx.AsyncClient) -> None:
        await asyncio.gather(*(write(officer, text=f"trang {i}") for i in range(7)))
        seen: list[str] = []
        cursor = None
        while True:
            query = {"limit": 150} | ({"cursor": cursor} if cursor else {})
            answer = (await officer.get("/notes/notes", params=query)).json()
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) >= 7
        assert seen == sorted(seen)

    @pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "501"}, {"limit": "x"}, {"cursor": "!!"}])
    async def test_a_bad_page_is_refused(self, officer: httpx.AsyncClient, query: dict[str, str]) -> None:
        answer = await officer.get("/notes/notes", params=query)
        assert (answer.status_code, answer.json()["field"]) == (422, next(iter(query)))


async def test_openapi_documents_bodies_keys_and_problems(officer: httpx.AsyncClient) -> None:
    document = (await officer.get("/notes/openapi.json")).json()
    operation = document["paths"]["/notes/notes"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["example"]["text"] == "Xin chào"
    assert operation["parameters"][0]["name"] == "Idempotency-Key"
    assert "WriteNote" in document["components"]["schemas"]
    assert "x-definitions" not in json.dumps(document)
    assert operation["responses"]["4XX"]["content"].keys() == {"application/problem+json"}
