"""Lists in pages: `?cursor=&limit=` in, `{"items", "next"}` out; a cursor is opaque and stays good."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.http import json_response
from chungtay_kernel.problems import Refusal

USUAL = 50
MOST = 500
_LARGEST = 2**63 - 1

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page:
    """What was asked: the sort key of the last item seen (None: from the start) and how many more."""

    after: list[Any] | None
    limit: int

    @property
    def fetch(self) -> int:
        """Rows to read: one more than shown tells whether there is a next page."""
        return self.limit + 1

    def key(self, *kinds: type[int] | type[str]) -> list[Any] | None:
        """The sort key after which the page begins, of these kinds; None: from the start.

        Raises Refusal (422) for a cursor that somebody made up.
        """
        if self.after is None:
            return None
        if len(self.after) != len(kinds) or not all(map(_is_of, self.after, kinds)):
            raise _made_up(str(self.after))
        return self.after

    def answer(self, rows: Sequence[Row], key: Callable[[Row], Sequence[Any]], item: Callable[[Row], Any]) -> Response:
        """The page's answer from up to `fetch` rows; `key` gives a row's sort key, `item` what is shown of it."""
        shown = rows[: self.limit]
        following = _encode(key(shown[-1])) if len(rows) > self.limit else None
        return json_response({"items": [item(row) for row in shown], "next": following})


def page(request: Request) -> Page:
    """Reads `cursor` and `limit` of a list route; raises Refusal (422)."""
    query = request.query_params
    cursor = query.get("cursor")
    return Page(_decode(cursor) if cursor else None, _limit(query.get("limit")))


def _is_of(part: Any, kind: type[int] | type[str]) -> bool:
    if kind is int:
        return type(part) is int and 0 <= part <= _LARGEST
    return isinstance(part, str) and part.isprintable()


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise Refusal(
            "value_invalid", 422, field="limit", value=text, vi="limit không hợp lệ.", en="limit is not valid.",
            expected_vi=f"một số từ 1 đến {MOST}", expected_en=f"a number from 1 to {MOST}",
            remedy_vi="Sửa limit; lấy tiếp bằng cursor.", remedy_en="Change limit; go on by cursor.",
        )  # fmt: skip
    return int(text)


def _encode(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(key), default=str)).rstrip(b"=").decode()


def _decode(cursor: str) -> list[Any]:
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list):
        raise _made_up(cursor)
    return cast(list[Any], key)


def _made_up(cursor: str) -> Refusal:
    return Refusal(
        "cursor_invalid", 422, field="cursor", value=cursor, vi="cursor không hợp lệ.", en="cursor is not valid.",
        expected_vi="giá trị next của trang trước", expected_en="the value next of the page before",
        remedy_vi="Bắt đầu lại không có cursor.", remedy_en="Begin again without cursor.",
    )  # fmt: skip
