"""Every error that reaches the edge, as a refusal: no answer is ever a stack trace or an English one-liner."""

from __future__ import annotations

from collections.abc import Mapping

import asyncpg
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from chungtay_kernel import expectations
from chungtay_kernel.append import ClockSkewed, EventTooLarge, LogClosed
from chungtay_kernel.feeds import FeedUnreachable
from chungtay_kernel.log import LaterThanClock
from chungtay_kernel.problems import TITLES, Refusal
from chungtay_kernel.writer import AppendRefused, LogUnavailable

# Connection trouble, resources, operator's intervention, transaction or statement ended by a limit, deadlock.
_PASSING_STATES = ("08", "53", "57", "25", "55", "40", "58")

_PASSING = (LogUnavailable, FeedUnreachable, PoolTimeout, asyncpg.InterfaceError, OSError, TimeoutError)


def refusal_of(error: BaseException) -> Refusal:
    """What the caller is told of an error; a 500 where it is one that nobody foresaw."""
    match error:
        case Refusal():
            return error
        case ValidationError():
            return expectations.refusal(error)
        case RequestValidationError():
            return _parameters(error)
        case HTTPException():
            return _of_status(error.status_code, error.headers or {})
        case LaterThanClock():
            return _later_than_clock(error)
        case LogClosed() | ClockSkewed():
            return _unavailable("writes_closed", f"Sổ ghi tạm đóng: {error}", f"The log takes no writes: {error}")
        case AppendRefused() | EventTooLarge():
            return _not_storable(error)
        case _:
            return _unforeseen(error)


def _unforeseen(error: BaseException) -> Refusal:
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(cause, "sqlstate", None) or ""
    if isinstance(cause, _PASSING) or state.startswith(_PASSING_STATES):
        return _unavailable(
            "unavailable", "Cơ sở dữ liệu hoặc dịch vụ liên quan chưa trả lời.",
            "The database or a service that this rests on does not answer.",
        )  # fmt: skip
    return _of_status(500, {})


def _unavailable(code: str, vi: str, en: str) -> Refusal:
    return Refusal(
        code, 503, vi=vi, en=en,
        remedy_vi="Gửi lại sau vài giây với cùng Idempotency-Key; không lo ghi hai lần.",
        remedy_en="Send it again in a few seconds under the same Idempotency-Key; nothing is recorded twice.",
        headers={"Retry-After": "2"},
    )  # fmt: skip


def _later_than_clock(error: LaterThanClock) -> Refusal:
    return Refusal(
        "as_of_later_than_clock", 422, field="as_of", value=error.moment.isoformat(),
        vi="Thời điểm as_of còn ở phía trước.", en="The moment as_of has not come yet.",
        expected_vi=f"không muộn hơn {error.now.isoformat()}", expected_en=f"not later than {error.now.isoformat()}",
        remedy_vi="Chọn một thời điểm đã qua, hoặc bỏ as_of để xem hiện tại.",
        remedy_en="Choose a moment that has passed, or leave as_of out to see the present.",
    )  # fmt: skip


def _not_storable(error: BaseException) -> Refusal:
    return Refusal(
        "not_storable", 422, field="body",
        vi="Nội dung không ghi được vào sổ.", en=f"The content cannot be stored: {error}",
        expected_vi="nội dung đúng giới hạn, tối đa 256 KiB", expected_en="content within its limits, at most 256 KiB",
        remedy_vi="Rút ngắn hoặc sửa nội dung rồi gửi lại.", remedy_en="Shorten or mend the content and send it again.",
    )  # fmt: skip


def _parameters(error: RequestValidationError) -> Refusal:
    """Parameters of path and query, which FastAPI reads."""
    located = [{**e, "loc": tuple(e["loc"])[1:]} for e in error.errors()]
    first, *others = expectations.refusals(located)
    first.others = tuple(others)
    return first


_REMEDIES: Mapping[int, tuple[str, str, str]] = {
    404: ("not_found", "Xem lại địa chỉ; /docs liệt kê các địa chỉ có thật.",
          "Check the address; /docs lists those that exist."),
    405: ("method_not_allowed", "Dùng một phương thức nêu ở đầu mục Allow.",
          "Use a method that the header Allow names."),
    500: ("internal_error", "Gửi mã correlationid cho đội vận hành.", "Give the correlationid to the operations team."),
}  # fmt: skip


_MEND = ("refused", "Sửa yêu cầu rồi gửi lại.", "Mend the request and send it again.")


def _of_status(status: int, headers: Mapping[str, str]) -> Refusal:
    vi, en = TITLES.get(status, TITLES[500])
    code, remedy_vi, remedy_en = _REMEDIES.get(status, _MEND)
    return Refusal(code, status, vi=vi + ".", en=en + ".", remedy_vi=remedy_vi, remedy_en=remedy_en, headers=headers)
