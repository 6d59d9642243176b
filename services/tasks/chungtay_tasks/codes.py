"""What names and texts may look like. Names stand in stream ids, figure ids and addresses: letters, digits and hyphens.
Texts are neither blank nor hold what a document cannot print."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

# What no XML document can hold, and what shows as nothing: these texts are printed in the reports.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    """Raises PydanticCustomError for what is no letter, digit, punctuation or line break."""
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


UnitCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")]
"""A unit or a group of units."""
CampaignId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
PlanId = CampaignId
DutyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")]
ObstacleId = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
AccountId = Annotated[str, Field(pattern=r"^[^:\s]{1,64}$"), AfterValidator(printable)]
"""An account as its token names it."""
IndicatorCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,24}$")]
PeriodKey = Annotated[
    str, Field(pattern=r"^(final|\d{4}(-(0[1-9]|1[0-2])|-W(0[1-9]|[1-4]\d|5[0-3])|-Q[1-4]|-H[12])?)$")
]  # fmt: skip
"""A report's period: `final`, a year, a month (2024-06), a week (2024-W23), a quarter (2024-Q2) or a half (2024-H1)."""
FINAL = "final"
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(printable)
]  # fmt: skip
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), AfterValidator(printable)
]  # fmt: skip
