"""Refusals as RFC 9457 documents, in the language that was asked for and in both beside it."""

from __future__ import annotations

import httpx
import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chungtay_kernel import expectations
from chungtay_kernel.errors import refusal_of
from chungtay_kernel.problems import Refusal, language, response
from chungtay_kernel.testing import Running

REFUSAL = Refusal(
    "unit_unknown", 422, field="unit", value="XP-1", vi="Không có đơn vị này.", en="There is no such unit.",
    expected_vi="một mã đơn vị", expected_en="a unit's code", remedy_vi="Xem /units.", remedy_en="See /units.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi,en;q=0.9", "vi"),
        ("en;q=0.5, vi-VN;q=0.8", "vi"),
        ("fr, en;q=0.3", "en"),
        ("*", "vi"),
        ("en;q=abc", "en"),
    ],
)
def test_the_header_chooses_the_language(accept: str, chosen: str) -> None:
    assert language(accept) == chosen


def test_a_problem_names_code_field_value_expectation_and_remedy_in_both_languages() -> None:
    problem = REFUSAL.problem("en")
    assert problem == {
        "type": "/problems/unit_unknown", "title": "The content is refused", "status": 422,
        "detail": "There is no such unit.", "code": "unit_unknown", "field": "unit", "value": "XP-1",
        "expected": {"vi": "một mã đơn vị", "en": "a unit's code"},
        "remedy": {"vi": "Xem /units.", "en": "See /units."},
        "titles": {"vi": "Nội dung bị từ chối", "en": "The content is refused"},
        "details": {"vi": "Không có đơn vị này.", "en": "There is no such unit."},
    }  # fmt: skip


def test_a_long_value_is_cut_and_a_container_only_named() -> None:
    assert len(Refusal("a", 422, vi="", en="", value="x" * 9999).problem()["value"]) < 300
    assert Refusal("a", 422, vi="", en="", value={"secret": 1}).problem()["value"] == "{…}"


def test_the_answer_is_problem_json_with_its_language() -> None:
    answer = response(REFUSAL, "en", "c-1")
    assert answer.media_type == "application/problem+json"
    assert answer.headers["content-language"] == "en"
    assert b'"correlationid":"c-1"' in answer.body


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")
    count: int = Field(ge=0, le=10)
    kind: str = Field(pattern="^[a-z]+$", max_length=3)


@pytest.mark.parametrize(
    ("raw", "field", "vi"),
    [
        ('{"count": -1, "kind": "a"}', "count", "một số không nhỏ hơn 0"),
        ('{"count": 11, "kind": "a"}', "count", "một số không lớn hơn 10"),
        ('{"count": "x", "kind": "a"}', "count", "một số nguyên"),
        ('{"count": 1, "kind": "abcd"}', "kind", "nhiều nhất 3 ký tự"),
        ('{"count": 1, "kind": "A"}', "kind", "chữ thường không dấu"),
        ('{"count": 1}', "kind", "trường bắt buộc phải có mặt"),
        ("[]", "body", "một đối tượng JSON"),
    ],
)
def test_what_a_model_expected_is_said_in_vietnamese(raw: str, field: str, vi: str) -> None:
    with pytest.raises(ValidationError) as error:
        Form.model_validate_json(raw)
    refusal = expectations.refusal(error.value)
    assert (refusal.field, refusal.expected["vi"]) == (field, vi)


def test_an_error_nobody_foresaw_tells_nothing_of_itself() -> None:
    refusal = refusal_of(ZeroDivisionError("a secret detail"))
    assert (refusal.status, refusal.code) == (500, "internal_error")
    assert "secret" not in str(refusal.problem())


class TestOverHttp:
    async def test_an_unknown_address_is_a_problem(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.get("/notes/nothing/here")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_a_method_that_is_not_allowed_names_those_that_are(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.delete("/notes/numbers/1")
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert answer.headers["allow"] == "GET"

    async def test_a_bad_path_parameter_is_told_by_name(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.get("/notes/numbers/abc")
        assert (answer.status_code, answer.json()["field"]) == (422, "number")

    async def test_an_unforeseen_error_is_a_problem_with_the_correlation_id(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.get("/notes/broken", headers={"X-Correlation-ID": "trace-me"})
        assert answer.status_code == 500
        assert answer.json()["correlationid"] == answer.headers["x-correlation-id"] == "trace-me"
        assert "secret" not in answer.text

    async def test_what_does_not_answer_is_503_and_may_be_tried_again(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.get("/notes/away")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")

    async def test_a_harmful_correlation_id_is_replaced(self, officer: httpx.AsyncClient) -> None:
        answer = await officer.get("/notes/live", headers={"X-Correlation-ID": "a b\tc"})
        assert len(answer.headers["x-correlation-id"]) == 36

    async def test_english_is_answered_in_english(self, notes: Running) -> None:
        async with httpx.AsyncClient(base_url=notes.url, headers={"Accept-Language": "en"}) as client:
            answer = await client.get("/notes/notes")
        assert (answer.status_code, answer.json()["title"]) == (401, "Not signed in")
        assert answer.headers["www-authenticate"] == "Bearer"
