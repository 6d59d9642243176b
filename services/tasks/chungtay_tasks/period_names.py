"""What people call a report's period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chungtay_tasks.codes import FINAL

_ROMAN = ("", "I", "II", "III", "IV")
_HALVES: Mapping[str, tuple[str, str]] = {"1": ("đầu", "first"), "2": ("cuối", "second")}


class Name(NamedTuple):
    vi: str
    en: str


def period_name(key: str) -> Name:
    """Of 2024-06: "tháng 6 năm 2024", "month 6 of 2024"; of 2024-Q2: "quý II năm 2024", "quarter 2 of 2024"."""
    if key == FINAL:
        return Name("cả đợt", "the whole campaign")
    year, _, part = key.partition("-")
    if not part:
        return Name(f"năm {year}", year)
    match part[0]:
        case "W":
            return Name(f"tuần {int(part[1:])} năm {year}", f"week {int(part[1:])} of {year}")
        case "Q":
            return Name(f"quý {_ROMAN[int(part[1:])]} năm {year}", f"quarter {part[1:]} of {year}")
        case "H":
            vi, en = _HALVES[part[1:]]
            return Name(f"6 tháng {vi} năm {year}", f"{en} half of {year}")
        case _:
            return Name(f"tháng {int(part)} năm {year}", f"month {int(part)} of {year}")
