"""JSON at the edge: what SQL, other parsers and people would read differently is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chungtay_kernel import strict_json
from chungtay_kernel.problems import Refusal

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


def code(raw: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        strict_json.read(raw)
    assert refused.value.status == 400
    assert all(refused.value.detail.values())
    return refused.value.code


def nfc(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(v) for v in value]
    return {nfc(k): nfc(v) for k, v in value.items()} if isinstance(value, dict) else value


def doubled_in_nfc(value: Any) -> bool:
    if isinstance(value, dict):
        return len({normalize("NFC", k) for k in value}) < len(value) or any(map(doubled_in_nfc, value.values()))
    return isinstance(value, list) and any(map(doubled_in_nfc, value))


@given(_VALUES, st.booleans())
def test_what_is_read_is_what_was_written_in_nfc(value: Any, escaped: bool) -> None:
    raw = json.dumps(value, ensure_ascii=escaped).encode()
    assume(not doubled_in_nfc(value))
    text, read = strict_json.read(raw)
    assert read == nfc(value)
    assert json.loads(text) == read
    assert is_normalized("NFC", text.decode())


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    with suppress(Refusal):
        strict_json.read(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"a": 1, "a": 1}', "duplicate_key"),
        (b'[{"b": {"a": 1, "a": 2}}]', "duplicate_key"),
        ('{"é": 1, "e\u0301": 2}'.encode(), "duplicate_key"),
        (b'{"\\u0061": 1, "a": 2}', "duplicate_key"),
        (b'"\\u0000"', "nul_character"),
        (b'{"\\u0000": 1}', "nul_character"),
        (b'"\\ud83d"', "lone_surrogate"),
        (b'"\\udc00\\ud83d"', "lone_surrogate"),
        (b'"\xed\xa0\xbd"', "invalid_utf8"),
        (b'"\xc4\x90\xea"', "invalid_utf8"),
        (b"NaN", "not_finite"),
        (b"[Infinity]", "not_finite"),
        (b"-Infinity", "not_finite"),
        (b"-1e400", "not_finite"),
        (b"9" * 5000, "not_finite"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b"", "invalid_json"),
        (b"{} {}", "invalid_json"),
        (b'"a\nb"', "invalid_json"),
        (b'"\\x"', "invalid_json"),
        (b'"\\u12"', "invalid_json"),
        (b"\xef\xbb\xbf{}", "invalid_json"),
        (b"'a'", "invalid_json"),
    ],
)
def test_it_is_refused_by_name(raw: bytes, expected: str) -> None:
    assert code(raw) == expected


def test_a_surrogate_pair_is_one_character() -> None:
    assert strict_json.loads(b'"\\ud83d\\ude00"') == "😀"


def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    assert strict_json.loads(rb'"\\u0000"') == r"\u0000"


def test_numbers_keep_every_digit_also_where_text_was_normalised() -> None:
    raw = '{"e\u0301": 12345678901234567890.123456789012345678}'.encode()
    assert b"12345678901234567890.123456789012345678" in strict_json.read(raw).text


def test_thirty_two_levels_are_read() -> None:
    assert strict_json.loads(b"[" * 32 + b"]" * 32)


def test_what_is_clean_is_handed_on_as_it_came() -> None:
    raw = '{"tên": "Đội kiểm tra"}'.encode()
    assert strict_json.read(raw).text is raw
