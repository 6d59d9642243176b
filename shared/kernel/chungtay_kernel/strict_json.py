"""JSON as it comes in: bytes that SQL, other parsers and people read alike, or a refusal.

Refused are invalid UTF-8, NUL, lone surrogates, numbers that are not finite, keys that occur twice and nesting
beyond MAX_DEPTH. Text is brought to NFC, keys included. The standard library's scanner is used since it alone
can show both values of a doubled key; with its C scanner an activity of 470 bytes costs about 4 µs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.decoder import JSONDecodeError
from json.decoder import scanstring as _scanstring  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
from json.encoder import encode_basestring
from typing import Any, NamedTuple, NoReturn, cast
from unicodedata import is_normalized, normalize

from chungtay_kernel.problems import Refusal

MAX_DEPTH = 32

scan_string = cast(Callable[[str, int, bool], tuple[str, int]], _scanstring)

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


class Json(NamedTuple):
    """Checked JSON: `text` is what came in but for NFC, numbers digit for digit; `value` is the same, parsed."""

    text: bytes
    value: Any


def read(raw: bytes) -> Json:
    """Raises Refusal (400)."""
    text = _decoded(raw)
    clean = text
    if "\\u" in text or not (text.isascii() or is_normalized("NFC", text)):
        clean = _STRING.sub(_clean_string, text)
    value = _parsed(clean)
    if clean.count("{") + clean.count("[") > MAX_DEPTH and _deeper_than(value, MAX_DEPTH):
        raise _too_deep()
    return Json(raw if clean is text else clean.encode(), value)


def loads(raw: bytes) -> Any:
    """The parsed value of checked JSON; raises Refusal (400)."""
    return read(raw).value


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(
            "invalid_utf8", f"Byte thứ {error.start + 1} không phải UTF-8.", f"Byte {error.start + 1} is not UTF-8.",
            "văn bản UTF-8 (TCVN3, VNI hay Windows-1258 không được nhận)",
            "UTF-8 text (TCVN3, VNI and Windows-1258 are not taken)",
        ) from None  # fmt: skip


def _clean_string(match: re.Match[str]) -> str:
    """One string token, unescaped, checked and in NFC; a broken escape is left for the parser to report."""
    token = match[0]
    if token.isascii() and "\\u" not in token:
        return token
    try:
        text = scan_string(token, 1, True)[0]
    except JSONDecodeError:
        return token
    return encode_basestring(checked_text(text))


def checked_text(text: str) -> str:
    """The text in NFC; raises Refusal for NUL and lone surrogates, which no database and no UTF-8 can hold."""
    if "\0" in text:
        raise _refused(
            "nul_character", "Văn bản chứa ký tự NUL.", "The text holds the character NUL.",
            "văn bản không có ký tự NUL (\\u0000)", "text without NUL (\\u0000)",
        )  # fmt: skip
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refused(
            "lone_surrogate", "Văn bản chứa một nửa cặp surrogate.", "The text holds half a surrogate pair.",
            "ký tự Unicode trọn vẹn", "whole Unicode characters",
        ) from None  # fmt: skip
    return normalize("NFC", text)


def _parsed(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except JSONDecodeError as error:
        where = f"dòng {error.lineno}, cột {error.colno}", f"line {error.lineno}, column {error.colno}"
        raise _refused(
            "invalid_json", f"JSON sai cú pháp ở {where[0]}.", f"The JSON is broken at {where[1]}: {error.msg}.",
            "một văn bản JSON đúng cú pháp (RFC 8259)", "well-formed JSON (RFC 8259)",
        ) from None  # fmt: skip
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # Python reads whole numbers of up to 4,300 digits
        _not_finite("…")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise _refused(
            "duplicate_key", f"Khóa {doubled!r} xuất hiện hai lần.", f"The key {doubled!r} occurs twice.",
            "mỗi khóa một lần trong một đối tượng", "each key once in an object", field=doubled,
        )  # fmt: skip
    return members


def _finite(digits: str) -> float:
    number = float(digits)
    return number if abs(number) != float("inf") else _not_finite(digits)


def _not_finite(written: str) -> NoReturn:
    raise _refused(
        "not_finite", f"{written[:40]} không phải một số hữu hạn.", f"{written[:40]} is not a finite number.",
        "số hữu hạn viết bằng chữ số", "finite numbers, written in digits",
    )  # fmt: skip


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_not_finite)


def _deeper_than(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if left == 0:
        return True
    within = cast(dict[str, Any] | list[Any], value)
    return any(_deeper_than(v, left - 1) for v in (within.values() if isinstance(within, dict) else within))


def _too_deep() -> Refusal:
    return _refused(
        "too_deep", f"JSON lồng sâu hơn {MAX_DEPTH} tầng.", f"The JSON nests deeper than {MAX_DEPTH} levels.",
        f"nhiều nhất {MAX_DEPTH} tầng", f"at most {MAX_DEPTH} levels",
    )  # fmt: skip


def _refused(code: str, vi: str, en: str, expected_vi: str, expected_en: str, *, field: str = "body") -> Refusal:
    return Refusal(
        code, 400, field=field, vi=vi, en=en, expected_vi=expected_vi, expected_en=expected_en,
        remedy_vi="Sửa nội dung rồi gửi lại với cùng khóa.",
        remedy_en="Mend the content and send it again under the same key.",
    )  # fmt: skip
