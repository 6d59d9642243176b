"""Units of a campaign are there while it lasts: one that is not is refused with its successors' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chungtay_kernel.problems import Refusal
from chungtay_tasks.domain.cautions import Caution
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import Period, UnitRegistered


def absent(field: str, codes: Sequence[str], directory: Directory, period: Period) -> Iterator[Refusal]:
    """A refusal for each unit that no day of the period finds in its place."""
    for index, code in enumerate(codes):
        unit = directory.get(code)
        if unit is not None and (_ended(unit, period) or _to_come(unit, period)):
            yield unit_not_valid(f"{field}[{index}]", unit, period)


def part_of_the_time(units: Iterable[UnitRegistered], period: Period) -> Iterator[Caution]:
    """A caution for each unit that begins or ends within the period."""
    for unit in units:
        begins = unit.valid_from is not None and unit.valid_from > period.start
        ends = unit.valid_to is not None and unit.valid_to < period.end
        if begins or ends:
            yield Caution(
                code="unit_part_of_the_time", field="units",
                vi=f"{_named(unit)} chỉ có hiệu lực một phần thời gian của đợt ({_time(unit)}).{_next_vi(unit)}",
                en=f"{_named(unit)} is valid for a part of the campaign's time only ({_time(unit)}).{_next_en(unit)}",
            )  # fmt: skip


def unit_not_valid(field: str, unit: UnitRegistered, period: Period) -> Refusal:
    return Refusal(
        "unit_not_valid", 422, field=field, value=unit.code,
        vi=f"{_named(unit)} không có trong thời gian của đợt ({_time(unit)}).{_next_vi(unit)}",
        en=f"{_named(unit)} is not there in the campaign's time ({_time(unit)}).{_next_en(unit)}",
        expected_vi=f"một đơn vị có hiệu lực trong {period.start} – {period.end}",
        expected_en=f"a unit that is valid in {period.start} – {period.end}",
        remedy_vi="Thay bằng đơn vị kế thừa, hoặc sửa hiệu lực của đơn vị trong danh mục.",
        remedy_en="Take its successor instead, or mend the unit's validity in the directory.",
    )  # fmt: skip


def _ended(unit: UnitRegistered, period: Period) -> bool:
    return unit.valid_to is not None and unit.valid_to < period.start


def _to_come(unit: UnitRegistered, period: Period) -> bool:
    return unit.valid_from is not None and unit.valid_from > period.end


def _named(unit: UnitRegistered) -> str:
    return f"{unit.name_vi} ({unit.code})"


def _time(unit: UnitRegistered) -> str:
    return f"{unit.valid_from or '…'} – {unit.valid_to or '…'}"


def _successors(unit: UnitRegistered) -> str:
    return "; ".join(f"{life.name_vi} ({life.code})" for life in unit.successors)


def _next_vi(unit: UnitRegistered) -> str:
    return f" Đơn vị kế thừa: {_successors(unit)}." if unit.successors else ""


def _next_en(unit: UnitRegistered) -> str:
    return f" Its successors: {_successors(unit)}." if unit.successors else ""
