"""One cell of a file: where it stands and what it says; what it may say is refused with its place and a remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.model import UnitRef

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_CODES = re.compile(r"[;,\s]+")
_NAMES = re.compile(r"\s*[;\n]\s*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`sheet` and `place` as a spreadsheet shows them ("F5"); `heading` as the file writes it."""

    sheet: str
    row: int
    place: str
    heading: str
    value: object
    is_formula: bool = False

    @property
    def name(self) -> str:
        return f"{self.sheet}!{self.place}"

    @property
    def text(self) -> str:
        """The cell's words in NFC, without the apostrophe that kept them from being a formula; raises Refusal."""
        if self.is_formula:
            raise self.refused(
                "một giá trị, không phải công thức", "a value, no formula",
                "Chép ô rồi dán dưới dạng giá trị (Dán đặc biệt › Giá trị).", "Copy the cell and paste it as a value.",
            )  # fmt: skip
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        text = normalize("NFC", "" if self.value is None else str(self.value)).strip()
        return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text

    def refused(self, expected_vi: str, expected_en: str, remedy_vi: str, remedy_en: str) -> Refusal:
        shown = "" if self.value is None else str(self.value)
        return Refusal(
            "cell_invalid", 422, field=self.name, value=shown,
            vi=f"Ô {self.name} ({self.heading}) ghi “{shown}”: không đúng.",
            en=f"The cell {self.name} ({self.heading}) says “{shown}”, which is not valid.",
            expected_vi=expected_vi, expected_en=expected_en, remedy_vi=remedy_vi, remedy_en=remedy_en,
        )  # fmt: skip


def day(cell: Cell) -> date | None:
    """A date cell, 2024-06-30 or 30/6/2024; raises Refusal."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if not (text := cell.text):
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        number, month, year = found.groups()
    else:
        raise _no_day(cell)
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise _no_day(cell) from None


def _no_day(cell: Cell) -> Refusal:
    return cell.refused(
        "một ngày có thật, dạng 30/06/2024 hoặc 2024-06-30", "a real date, as 30/06/2024 or 2024-06-30",
        "Ghi ngày/tháng/năm đủ bốn chữ số năm.", "Write day/month/year with four digits of the year.",
    )  # fmt: skip


def admin_code(cell: Cell) -> str | None:
    """A code of the national list; raises Refusal where a spreadsheet has eaten its leading zeros."""
    text = cell.text
    if text.isdigit() and len(text) not in (2, 3, 5):
        raise cell.refused(
            "2, 3 hoặc 5 chữ số, kể cả số 0 ở đầu (ví dụ 07777)", "2, 3 or 5 digits with leading zeros (such as 07777)",
            "Định dạng ô là Văn bản rồi ghi lại đủ số 0 ở đầu.",
            "Format the cell as text and write the code again with its leading zeros.",
        )  # fmt: skip
    return text or None


def codes(cell: Cell) -> tuple[str, ...]:
    return tuple(code for code in _CODES.split(cell.text) if code)


def names(cell: Cell) -> tuple[str, ...]:
    return tuple(name for name in _NAMES.split(cell.text) if name)


def refs(cell: Cell) -> tuple[UnitRef, ...]:
    """Lives of codes: "07777@2025-07-01; 07774"; raises Refusal."""
    return tuple(_ref(cell, said) for said in codes(cell))


def _ref(cell: Cell, said: str) -> UnitRef:
    code, at, since = said.partition("@")
    try:
        return UnitRef(code, date.fromisoformat(since) if at else None)
    except ValueError:
        raise cell.refused(
            "các mã cách nhau bằng dấu ;, có thể kèm ngày: 07777@2025-07-01",
            "codes with ; between them, each with a day if need be: 07777@2025-07-01",
            "Sửa ngày sau dấu @ thành năm-tháng-ngày.", "Write the day after @ as year-month-day.",
        ) from None  # fmt: skip
