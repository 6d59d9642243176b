"""The figures of an activity, checked against the indicators of its campaign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from chungtay_intake import quantities
from chungtay_intake.bodies import FigureEntry
from chungtay_intake.events import Figure
from chungtay_intake.heard import Indicator
from chungtay_intake.quantities import Ambiguous, NotANumber, plain
from chungtay_intake.reference import Campaign, is_counted
from chungtay_intake.unknown import not_reported_by, unknown_indicator
from chungtay_kernel.problems import Refusal


class Understood(NamedTuple):
    """A figure that was not written in plain form, and how it was read."""

    indicator: str
    written: Any
    value: str


class Checked(NamedTuple):
    figures: list[Figure]
    understood: list[Understood]
    refusals: list[Refusal]


def check_figures(campaign: Campaign, unit: str, entries: list[FigureEntry]) -> Checked:
    """All figures that are well, and a refusal for each that is not."""
    checked = Checked([], [], [])
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        try:
            _known(campaign, unit, entry.indicator, seen, f"figures[{index}].indicator")
            indicator = campaign.indicators[entry.indicator]
            checked.figures.append(_figure(indicator, entry, f"figures[{index}]", checked.understood))
        except Refusal as refusal:
            checked.refusals.append(refusal)
    return checked


def _known(campaign: Campaign, unit: str, code: str, seen: set[str], field: str) -> None:
    if code not in campaign.indicators:
        raise unknown_indicator(campaign, code, field)
    if unit not in campaign.reporters[code]:
        raise not_reported_by(campaign, unit, code, field)
    if code in seen:
        raise _twice(code, field)
    seen.add(code)


def _figure(indicator: Indicator, entry: FigureEntry, field: str, understood: list[Understood]) -> Figure:
    if indicator.aggregation == "distinct":
        if entry.members is None or entry.value is not None:
            raise _members_wanted(indicator, entry, field)
        _all_different(entry.members, field)
        return Figure(indicator=indicator.code, members=entry.members, approximate=entry.approximate)
    if entry.value is None or entry.members is not None:
        raise _value_wanted(indicator, entry, field)
    value = _amount(indicator, entry.value, f"{field}.value", understood)
    return Figure(indicator=indicator.code, value=plain(value), approximate=entry.approximate)


def _amount(indicator: Indicator, written: int | float | str, field: str, understood: list[Understood]) -> Decimal:
    try:
        reading = quantities.read(written, counted=is_counted(indicator))
    except NotANumber:
        raise _not_a_number(indicator, written, field) from None
    except Ambiguous as both:
        raise _ambiguous(indicator, written, both, field) from None
    for refusal in _limits(indicator, written, reading.value, field):
        raise refusal
    if not reading.plain:
        understood.append(Understood(indicator.code, written, plain(reading.value)))
    return reading.value


def _limits(indicator: Indicator, written: Any, value: Decimal, field: str) -> Iterator[Refusal]:
    if value < 0:
        yield _refused(
            "figure_negative", indicator, written, field, "Số liệu không được âm.", "A figure cannot be negative.",
            "số từ 0 trở lên", "0 or more",
        )  # fmt: skip
    if is_counted(indicator) and value != value.to_integral_value():
        yield _refused(
            "figure_not_whole", indicator, written, field,
            f"Chỉ tiêu {indicator.code} đếm bằng “{indicator.unit_vi}”, phải là số nguyên.",
            f"{indicator.code} is counted ({indicator.unit_vi}) and takes whole numbers.",
            "số nguyên, ví dụ 1127", "a whole number, such as 1127",
        )  # fmt: skip
    exponent = value.normalize().as_tuple().exponent
    if value > quantities.LARGEST or (isinstance(exponent, int) and -exponent > quantities.FINEST):
        yield _refused(
            "figure_out_of_range", indicator, written, field,
            "Số liệu quá lớn hoặc quá nhiều chữ số thập phân.", "The figure is too large or has too many decimals.",
            f"nhỏ hơn 10^15, nhiều nhất {quantities.FINEST} chữ số thập phân",
            f"below 10^15, at most {quantities.FINEST} decimal places",
        )  # fmt: skip


def _refused(
    code: str, indicator: Indicator, written: Any, field: str, vi: str, en: str, expected_vi: str, expected_en: str
) -> Refusal:
    return Refusal(
        code, 422, field=field, value=written, vi=vi, en=en,
        expected_vi=f"{expected_vi} ({indicator.label_vi}, {indicator.unit_vi})",
        expected_en=f"{expected_en} ({indicator.label_en}, {indicator.unit_vi})",
        remedy_vi="Sửa số liệu theo thực tế rồi gửi lại.", remedy_en="Correct the figure and send it again.",
    )  # fmt: skip


def _not_a_number(indicator: Indicator, written: Any, field: str) -> Refusal:
    return Refusal(
        "figure_not_a_number", 422, field=field, value=written,
        vi=f"Không đọc được số liệu của {indicator.code}.", en=f"The figure of {indicator.code} cannot be read.",
        expected_vi=f"một số ({indicator.unit_vi}): 1127, 12.8, \"1.127\" hoặc \"12,8\"",
        expected_en=f"a number ({indicator.unit_vi}): 1127, 12.8, \"1.127\" or \"12,8\"",
        remedy_vi="Chỉ ghi số, không kèm chữ hay đơn vị; “khoảng, hơn, trên” thì đặt approximate: true.",
        remedy_en="Write the number alone, without words or unit; for \"about\" set approximate: true.",
    )  # fmt: skip


def _ambiguous(indicator: Indicator, written: Any, both: Ambiguous, field: str) -> Refusal:
    thousands, decimals = plain(both.thousands), plain(both.decimals)
    return Refusal(
        "figure_ambiguous", 422, field=field, value=written,
        vi=f"“{written}” có thể là {thousands} hoặc {decimals} {indicator.unit_vi}.",
        en=f"“{written}” may mean {thousands} or {decimals} {indicator.unit_vi}.",
        expected_vi="một số chỉ hiểu được một cách", expected_en="a number that can be read in one way only",
        remedy_vi=f"Gửi số JSON: {thousands} hoặc {decimals} (không đặt trong ngoặc kép).",
        remedy_en=f"Send a JSON number: {thousands} or {decimals} (without quotes).",
    )  # fmt: skip


def _twice(code: str, field: str) -> Refusal:
    return Refusal(
        "indicator_twice", 422, field=field, value=code,
        vi=f"Chỉ tiêu {code} có hai số liệu trong một hoạt động.", en=f"{code} has two figures in one activity.",
        expected_vi="mỗi chỉ tiêu một số liệu", expected_en="one figure an indicator",
        remedy_vi="Gộp thành một số liệu, hoặc ghi thành hai hoạt động.",
        remedy_en="Join them into one figure, or record two activities.",
    )  # fmt: skip


def _members_wanted(indicator: Indicator, entry: FigureEntry, field: str) -> Refusal:
    return Refusal(
        "members_expected", 422, field=f"{field}.members", value=entry.value,
        vi=f"Chỉ tiêu {indicator.code} đếm {indicator.unit_vi} khác nhau nên cần danh sách, không nhận con số.",
        en=f"{indicator.code} counts different things ({indicator.unit_vi}) and takes their list, no number.",
        expected_vi="members: danh sách mã hoặc tên, ví dụ [\"Thôn Đông\", \"Thôn Đoài\"]; không có value",
        expected_en="members: a list of codes or names, such as [\"Thôn Đông\", \"Thôn Đoài\"]; no value",
        remedy_vi="Thay value bằng members; hệ thống tự đếm và không đếm trùng.",
        remedy_en="Give members in place of value; they are counted for you, each once.",
    )  # fmt: skip


def _value_wanted(indicator: Indicator, entry: FigureEntry, field: str) -> Refusal:
    return Refusal(
        "value_expected", 422, field=f"{field}.value", value=entry.value,
        vi=f"Chỉ tiêu {indicator.code} cần một con số ({indicator.unit_vi}).",
        en=f"{indicator.code} takes one number ({indicator.unit_vi}).",
        expected_vi="value: một số; không có members", expected_en="value: a number; no members",
        remedy_vi="Ghi value; nếu không phát sinh, ghi 0.", remedy_en="Give value; 0 where nothing arose.",
    )  # fmt: skip


def _all_different(members: list[str], field: str) -> None:
    seen: set[str] = set()
    for place, member in enumerate(members):
        if member.casefold() in seen:
            raise Refusal(
                "member_twice", 422, field=f"{field}.members[{place}]", value=member,
                vi="Danh sách có một mục hai lần.", en="The list holds an entry twice.",
                expected_vi="mỗi mục một lần", expected_en="each entry once",
                remedy_vi="Bỏ mục trùng.", remedy_en="Leave the second one out.",
            )  # fmt: skip
        seen.add(member.casefold())
