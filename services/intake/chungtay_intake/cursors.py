"""What a page's cursor holds: a position or a name; one that somebody made up is refused."""

from __future__ import annotations

from typing import Any

from chungtay_kernel.paging import Page
from chungtay_kernel.problems import Refusal

_LARGEST = 2**63 - 1


def position(page: Page) -> int | None:
    """The position after which the page begins; None: from the start. Raises Refusal (422)."""
    match page.after:
        case None:
            return None
        case [int() as number] if 0 <= number <= _LARGEST:
            return number
        case other:
            raise _made_up(other)


def name(page: Page) -> str | None:
    """The name after which the page begins; None: from the start. Raises Refusal (422)."""
    match page.after:
        case None:
            return None
        case [str() as text] if "\0" not in text and text.isprintable():
            return text
        case other:
            raise _made_up(other)


def _made_up(after: list[Any]) -> Refusal:
    return Refusal(
        "cursor_invalid", 422, field="cursor", value=str(after), vi="cursor không hợp lệ.", en="cursor is not valid.",
        expected_vi="giá trị next của trang trước", expected_en="the value next of the page before",
        remedy_vi="Bắt đầu lại không có cursor.", remedy_en="Begin again without cursor.",
    )  # fmt: skip
