"""Why a name means what it does, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chungtay_tasks.directory.model import Unit

Why = Literal[
    "name", "code", "alias", "abbreviation", "former_name", "place", "nearest", "group",
    "several_units", "names_several", "similar", "not_valid_then", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    code: Why
    vi: str
    en: str


FOUND: Mapping[str, Reason] = {
    "name": Reason("name", "Đúng tên đơn vị.", "The unit's name."),
    "code": Reason("code", "Đúng mã đơn vị.", "The unit's code."),
    "alias": Reason("alias", "Tên khác của đơn vị.", "Another name of the unit."),
    "abbreviation": Reason("abbreviation", "Tên viết tắt của đơn vị.", "The unit's name, abbreviated."),
    "former_name": Reason("former_name", "Tên cũ của đơn vị.", "A former name of the unit."),
    "place": Reason("place", "Tên địa bàn; hiểu là UBND nơi đó.", "A place; its People's Committee is meant."),
}
GROUP = Reason("group", "Tên một nhóm đơn vị.", "The name of a group of units.")
NEAREST = Reason(
    "nearest",
    "Nhiều đơn vị cùng tên; lấy đơn vị gần nhất theo cơ quan ban hành.",
    "Several units have this name; the nearest to the issuer is taken.",
)
SEVERAL = Reason(
    "several_units",
    "Nhiều đơn vị cùng tên: chọn một, hoặc viết thêm địa bàn hay cấp trên.",
    "Several units have this name: choose one, or add the place or the unit above.",
)
NAMES_SEVERAL = Reason(
    "names_several",
    "Tên chỉ nhiều đơn vị mà chưa có nhóm nào mang tên này: lập nhóm, hoặc nêu từng thành viên.",
    "It names several units and no group has this name: define the group, or name each member.",
)
SIMILAR = Reason(
    "similar",
    "Không có đơn vị đúng tên này; có tên gần giống.",
    "No unit has exactly this name; there are similar ones.",
)
UNKNOWN = Reason(
    "unknown",
    "Danh mục không có tên này: thêm đơn vị, hoặc thêm tên này làm tên khác của một đơn vị.",
    "The directory does not have this name: add the unit, or add it to a unit as another name.",
)


def not_valid(units: Sequence[Unit], at: date) -> Reason:
    """Which units of another time have the name, and since when or until when they are."""
    said = list(map(" ".join, zip(*(_when(unit, at) for unit in units), strict=True)))
    return Reason("not_valid_then", said[0], said[1])


def _when(unit: Unit, at: date) -> Iterator[str]:
    if unit.valid_to is not None and unit.valid_to < at:
        yield f"{unit.name_vi} ({unit.code}) chỉ có đến {unit.valid_to:%d/%m/%Y}."
        yield f"{unit.name_vi} ({unit.code}) ended on {unit.valid_to}."
    else:
        yield f"{unit.name_vi} ({unit.code}) chỉ có từ {unit.valid_from:%d/%m/%Y}."
        yield f"{unit.name_vi} ({unit.code}) begins on {unit.valid_from}."
