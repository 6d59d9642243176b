"""Refusals: what was wrong, where, what was expected and how to mend it, in Vietnamese and English (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import orjson
from starlette.responses import Response

Language = Literal["vi", "en"]

MEDIA_TYPE = "application/problem+json"
LONGEST_VALUE = 200

TITLES: Mapping[int, tuple[str, str]] = {
    400: ("Yêu cầu không đọc được", "The request cannot be read"),
    401: ("Chưa đăng nhập", "Not signed in"),
    403: ("Không có quyền", "Not permitted"),
    404: ("Không tìm thấy", "Not found"),
    405: ("Địa chỉ này không nhận phương thức ấy", "Method not allowed here"),
    409: ("Mâu thuẫn với dữ liệu hiện có", "In conflict with what stands"),
    412: ("Phiên bản đã thay đổi", "The version has changed"),
    413: ("Nội dung quá lớn", "The content is too large"),
    415: ("Kiểu nội dung không được nhận", "Content type not accepted"),
    422: ("Nội dung bị từ chối", "The content is refused"),
    428: ("Thiếu phiên bản", "A version is required"),
    500: ("Lỗi bên trong hệ thống", "Internal error"),
    503: ("Tạm thời chưa phục vụ được", "Temporarily unavailable"),
}


class Refusal(Exception):
    """Something the caller can mend, or wait for; `code` is the same in API, replies, pages and docs.

    `others` are further refusals of the same request, so that a form is mended in one go.
    """

    def __init__(
        self, code: str, status: int, *, vi: str, en: str, field: str | None = None, value: Any = None,
        expected_vi: str = "", expected_en: str = "", remedy_vi: str = "", remedy_en: str = "",
        others: Sequence[Refusal] = (), headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"{code}: {en}")
        self.code = code
        self.status = status
        self.field = field
        self.value = value
        self.detail = {"vi": vi, "en": en}
        self.expected = {"vi": expected_vi, "en": expected_en}
        self.remedy = {"vi": remedy_vi, "en": remedy_en}
        self.others = tuple(others)
        self.headers = dict(headers or {})

    def problem(self, language: Language = "vi") -> dict[str, Any]:
        """The members of the problem document; title and detail in one language, and both languages beside them."""
        titles = dict(zip(("vi", "en"), TITLES.get(self.status, TITLES[500]), strict=True))
        problem = {
            "type": f"/problems/{self.code}",
            "title": titles[language],
            "status": self.status,
            "detail": self.detail[language],
            **self._what(),
            "titles": titles,
            "details": self.detail,
        }
        if self.others:
            first = {**self._what(), "details": self.detail}
            problem["errors"] = [first, *({**o._what(), "details": o.detail} for o in self.others)]
        return problem

    def _what(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "field": self.field,
            "value": _shortened(self.value),
            "expected": self.expected,
            "remedy": self.remedy,
        }


def _shortened(value: Any) -> Any:
    """A value worth repeating: one that is long, or no plain JSON, is cut or named by its kind."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = str(value)
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + "…"
    if isinstance(value, Mapping | list | tuple):
        return "{…}" if isinstance(value, Mapping) else "[…]"
    return value


def language(accept: str) -> Language:
    """The first of our languages that an Accept-Language header prefers; Vietnamese where it names neither."""
    wishes: list[tuple[float, Language]] = []
    for part in accept.lower().split(","):
        tag, _, parameter = part.strip().partition(";")
        if tag.startswith(("vi", "en")):
            wishes.append((_quality(parameter), "vi" if tag.startswith("vi") else "en"))
    return max(wishes, key=lambda wish: wish[0], default=(1.0, "vi"))[1]


def _quality(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    try:
        return float(number) if name == "q" else 1.0
    except ValueError:
        return 0.0


def response(refusal: Refusal, accept_language: str = "", correlation_id: str = "") -> Response:
    """The refusal as an HTTP answer; the correlation id lets support find the request."""
    chosen = language(accept_language)
    body = refusal.problem(chosen)
    if correlation_id:
        body["correlationid"] = correlation_id
    headers = {"Content-Language": chosen, "Cache-Control": "no-store", **refusal.headers}
    return Response(orjson.dumps(body, default=str), refusal.status, headers, MEDIA_TYPE)
