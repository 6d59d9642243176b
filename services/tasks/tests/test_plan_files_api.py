"""A plan's file over HTTP: read, kept as text with where it came from, or refused and kept nowhere."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import docx
import httpx
import pytest
from tasks_running import Tasks

from chungtay_kernel import openapi
from chungtay_kernel.service import create_app
from chungtay_tasks import sample
from chungtay_tasks.main import SPEC

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(*lines: str, footer: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = footer
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


PLAN = word_file(*sample.plan_text().split("\n"), footer="Lưu hành nội bộ")


async def send(
    tasks: Tasks, data: bytes, name: str = "ke-hoach.docx", media: str = WORD, **other: str
) -> httpx.Response:
    client = await tasks.client("coordinator")
    query = {"id": other.get("id", f"p-{uuid4().hex[:8]}"), "filename": name}
    headers = {"Content-Type": media, "Idempotency-Key": other.get("key", str(uuid4()))}
    return await client.post("/tasks/plans", content=data, params=query, headers=headers)


async def test_a_word_file_is_read_and_remembered_by_its_hash(tasks: Tasks) -> None:
    answer = await send(tasks, PLAN)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert sum(len(one["duties"]) for one in found["reading"]["assignments"]) == 48
    assert (found["file"]["kind"], found["file"]["size"]) == ("docx", len(PLAN))
    assert [notice["code"] for notice in found["file"]["notices"]] == ["page_margins"]
    stored = await tasks.get(f"plans/{found['plan']}")
    assert (stored["file"], stored["reading"]) == (found["file"], found["reading"])


async def test_a_text_file_reads_like_the_same_text_in_json(tasks: Tasks) -> None:
    as_file = await send(tasks, sample.plan_text().encode(), "ke-hoach.txt", "text/plain; charset=utf-8")
    as_json = await tasks.post("plans", {"id": f"p-{uuid4().hex[:8]}", "text": sample.plan_text()})
    assert as_file.json()["reading"] == as_json.json()["reading"]
    assert as_json.json()["file"] is None


async def test_the_file_and_its_name_are_part_of_what_a_key_stands_for(tasks: Tasks) -> None:
    key, name = str(uuid4()), f"p-{uuid4().hex[:8]}"
    first = await send(tasks, PLAN, key=key, id=name)
    again = await send(tasks, PLAN, key=key, id=name)
    other = await send(tasks, word_file("Kế hoạch khác"), key=key, id=name)
    assert (again.status_code, again.json(), again.headers["Idempotency-Replayed"]) == (201, first.json(), "true")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("data", "name", "media", "status", "code"),
    [
        (b"%PDF-1.7", "a.pdf", "application/pdf", 422, "plan_damaged"),
        (PLAN, "a.pdf", "application/octet-stream", 422, "plan_extension"),
        (b"x" * (8 * 1024 * 1024 + 1), "a.txt", "text/plain", 422, "plan_too_large"),
        (b"Ke hoach", "a.html", "text/html", 415, "content_type_not_accepted"),
        (b"Ke hoach", "", "text/plain", 422, None),
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_way_to_mend_it(
    tasks: Tasks, data: bytes, name: str, media: str, status: int, code: str | None
) -> None:
    answer = await send(tasks, data, name, media)
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert code is None or problem["code"] == code
    assert problem["remedy"]["vi"]
    assert problem["remedy"]["en"]


async def test_a_state_secret_is_kept_nowhere(tasks: Tasks) -> None:
    name = f"p-{uuid4().hex[:8]}"
    pool = tasks.running.services["tasks"].database.pool
    answer = await send(tasks, word_file("TỐI MẬT", "KẾ HOẠCH", "Đón đoàn XYZQ"), id=name)
    as_json = await tasks.post("plans", {"id": name, "text": "KẾ HOẠCH\n\nĐón đoàn XYZQ\n\nMẬT"})
    assert [one.json()["code"] for one in (answer, as_json)] == ["plan_secret"] * 2
    assert "XYZQ" not in answer.text
    stored = await pool.fetchval("SELECT count(*) FROM event WHERE position($1::bytea IN data) > 0", b"XYZQ")
    told = await pool.fetchval("SELECT count(*) FROM event WHERE stream_id = $1", f"plan/{name}")
    answered = await pool.fetchval(
        "SELECT count(*) FROM command WHERE position($1::bytea IN answer) > 0", name.encode()
    )
    assert (stored, told, answered) == (0, 0, 0)


async def test_a_plan_of_sixty_pages_fits_its_event_and_is_heard_whole(tasks: Tasks) -> None:
    body = sample.plan_text().partition("II. NỘI DUNG")[2].partition("Nơi nhận")[0]
    lines = [line for n in range(28) for line in f"{n + 1}. Công an xã số {n}\n{body}".split("\n")]
    answer = await send(tasks, word_file("KẾ HOẠCH", "Dài", *lines))
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert len(found["reading"]["text"]) > 110_000
    stored = await tasks.get(f"plans/{found['plan']}")
    assert stored["reading"] == found["reading"]


def test_the_description_tells_of_both_ways(tasks: Tasks) -> None:
    app = create_app(SPEC, tasks.running.services["tasks"].settings)
    described: dict[str, Any] = openapi.document(app)["paths"]["/tasks/plans"]["post"]
    assert {"application/json", "application/pdf", WORD, "text/plain"} <= set(described["requestBody"]["content"])
    assert {"Idempotency-Key", "id", "filename"} == {one["name"] for one in described["parameters"]}
