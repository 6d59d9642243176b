"""What people send: the shapes of intake's request bodies. Whether they fit a campaign is asked in checks.py."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from chungtay_intake.heard import FINAL
from chungtay_kernel.text import FreeText

_FREE_OF_PERSONS: AfterValidator = get_args(FreeText)[1]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

# What no XML document can hold, and what shows as nothing: the report is a DOCX.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")

_CITIZEN = re.compile(r"\b(đối tượng|bị can|bị cáo|người nghiện|hộ (ông|bà))\b", re.IGNORECASE)


def _printable(text: str) -> str:
    if found := _UNPRINTABLE.search(text):
        raise PydanticCustomError("unprintable_character", "unprintable character", {
            "value": f"U+{ord(found[0]):04X}",
            "vi": "Văn bản chứa ký tự điều khiển hoặc ký tự vô hình.",
            "en": "The text holds a control character or an invisible one.",
            "expected_vi": "chữ, số, dấu câu và xuống dòng",
            "expected_en": "letters, digits, punctuation and line breaks",
            "remedy_vi": "Xóa ký tự đó rồi gửi lại.", "remedy_en": "Remove that character and send it again.",
        })  # fmt: skip
    return text


def _no_citizen(text: str) -> str:
    if _CITIZEN.search(text):
        raise PydanticCustomError("person_as_member", "a person", {
            "value": "…",
            "vi": "Danh sách này kể địa bàn, trường, cơ sở hoặc văn bản, không kể người.",
            "en": "This list names places, schools, facilities or documents, never persons.",
            "expected_vi": "tên hoặc mã của địa bàn, trường, cơ sở, văn bản",
            "expected_en": "names or codes of places, schools, facilities, documents",
            "remedy_vi": "Bỏ mục nói về người; hệ thống chỉ nhận số lượng người.",
            "remedy_en": "Leave out what speaks of persons; of persons only numbers are taken.",
        })  # fmt: skip
    return text


def _amount(value: Any) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticKnownError("decimal_type")
    if isinstance(value, str) and len(value) > 40:
        raise PydanticKnownError("string_too_long", {"max_length": 40})
    if isinstance(value, int) and abs(value) >= 2**63:
        return str(value)[:41]  # far out of range, and more than a JSON writer puts into the refusal
    return value


def _day(value: Any) -> date:
    """A day as 2024-06-26 and no other way: pydantic would take a count of seconds, too."""
    if not isinstance(value, str):
        raise PydanticKnownError("date_type")
    if not _DAY.fullmatch(value):
        raise PydanticKnownError("date_parsing", {"error": "not YYYY-MM-DD"})
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticKnownError("date_parsing", {"error": "no such day"}) from None


Amount = Annotated[
    int | float | str,
    PlainValidator(_amount),
    WithJsonSchema({
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "maxLength": 40}],
        "examples": [86, 12.8, "1.127", "12,8"],
        "description": "Một số JSON, hoặc chuỗi viết theo lối Việt Nam (1.127; 12,8); cách hiểu được nêu ở understood. "
        "A JSON number, or text in the Vietnamese manner; how it was read is told in understood.",
    }),
]  # fmt: skip
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_printable)]


Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_printable),
    _FREE_OF_PERSONS,
]  # fmt: skip
Note = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), AfterValidator(_printable),
    _FREE_OF_PERSONS,
]  # fmt: skip
Narrative = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(_printable),
    _FREE_OF_PERSONS,
]  # fmt: skip
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Member = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_printable),
    _FREE_OF_PERSONS, AfterValidator(_no_citizen),
]  # fmt: skip


PeriodKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,16}$")]
"""`final`, or a recurring report's: a year, 2024-06, 2024-W23, 2024-Q2, 2024-H1."""


class Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FigureEntry(Body):
    """`value` for amounts; `members`, the keys counted, for indicators that count different things ("distinct")."""

    indicator: Code
    value: Amount | None = None
    members: Annotated[list[Member], Field(min_length=1, max_length=500)] | None = None
    approximate: bool = False


class ActivityEntry(Body):
    unit: Code
    duty: Code | None = None
    type: Kind
    title: Title
    occurred_on: Day
    place: Title | None = None
    partners: list[Code] = Field(default=[], max_length=60)
    figures: list[FigureEntry] = Field(default=[], max_length=100)
    note: Note | None = None


class RecordActivity(ActivityEntry):
    """An activity of a unit, with what it achieved; a joint one is recorded by its owner, who names the partners."""


class CorrectActivity(ActivityEntry):
    """The whole content as it shall stand, and why."""

    reason: Note


class VoidActivity(Body):
    """Why the activity shall count no more."""

    reason: Note


class FileReport(Body):
    """The words around the figures; the figures themselves are drawn from the unit's activities of the period.

    `zeros`: indicators the unit reports and has no figure of, stated to be zero ("không phát sinh"); `nothing_in`:
    duties in which nothing arose; `nothing_arose`: nothing did at all, and no narrative is needed. `sent_to`: the desk
    the report goes to, if another than the one that reviews it.
    """

    period: PeriodKey = FINAL
    narrative: Narrative | None = None
    difficulties: list[Note] = Field(default=[], max_length=50)
    proposals: list[Note] = Field(default=[], max_length=50)
    zeros: list[Code] = Field(default=[], max_length=300)
    nothing_in: list[Code] = Field(default=[], max_length=300)
    nothing_arose: bool = False
    sent_to: Code | None = None


class WithdrawReport(Body):
    """Why the unit takes its report of a period back."""

    period: PeriodKey = FINAL
    reason: Note
