"""Text that people write: NFC, folded for search, and free of what identifies a person."""

from __future__ import annotations

import re
from typing import Annotated
from unicodedata import category, normalize

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def fold(text: str) -> str:
    """Lower case without diacritics and with đ as d, so that hoà, hòa and HOA meet in a search."""
    decomposed = normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if category(c) != "Mn").replace("đ", "d")


# An identity number (CCCD) has 12 digits; written in groups it begins with the province's 0, as no amount does.
_IDENTITY = re.compile(r"(?<!\d)(?:\d{12}|0(?:[\s.,/-]?\d){11})(?!\d)")
# A telephone number: 0 or +84, then 9 digits (10 on a fixed line), perhaps in groups after the first three.
_TELEPHONE = re.compile(r"(?<![\d.,])(?:0[235789]\d|\+84[ .-]?[235789]\d|84[35789]\d(?=\d{7}))(?:[ .-]?\d){7,8}(?!\d)")

_WORDS = {
    "vi": "Văn bản có chuỗi số giống số định danh cá nhân hoặc số điện thoại.",
    "en": "The text holds what looks like a personal identity number or a telephone number.",
    "expected_vi": "văn bản không có số định danh cá nhân (12 chữ số) và số điện thoại",
    "expected_en": "text without identity numbers (12 digits) and telephone numbers",
    "remedy_vi": "Bỏ các số đó; hệ thống chỉ nhận số lượng, không nhận dữ liệu về từng người.",
    "remedy_en": "Leave these numbers out; only counts are taken, nothing about single persons.",
}


def personal_data(text: str) -> str | None:
    """The first identity or telephone number in a text, masked but for its ends; None where there is none."""
    if (found := _IDENTITY.search(text) or _TELEPHONE.search(text)) is None:
        return None
    number = found[0]
    return number[:2] + "*" * (len(number) - 4) + number[-2:]


def _free_of_persons(text: str) -> str:
    if masked := personal_data(text):
        raise PydanticCustomError("personal_data", "personal data in free text", {**_WORDS, "value": masked})
    return text


FreeText = Annotated[str, AfterValidator(_free_of_persons)]
"""A model's field that people fill freely."""
