"""Refusals of what is asked of an activity or stated in a report, apart from locks and unknown names."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from chungtay_intake.reference import Campaign
from chungtay_intake.unknown import not_reported_by, unknown_indicator
from chungtay_kernel.problems import Refusal


def another_unit(recorded_by: str, wished: str) -> Refusal:
    return Refusal(
        "unit_fixed", 422, field="unit", value=wished,
        vi=f"Hoạt động này do {recorded_by} ghi, không chuyển được sang đơn vị khác.",
        en=f"The activity was recorded by {recorded_by} and cannot be moved to another unit.",
        expected_vi=recorded_by, expected_en=recorded_by,
        remedy_vi="Hủy hoạt động này và để đơn vị kia tự ghi.",
        remedy_en="Void this activity and have the other unit record its own.",
    )  # fmt: skip


def nothing_changed() -> Refusal:
    return Refusal(
        "nothing_changed", 422, field="body",
        vi="Nội dung gửi lên giống hệt nội dung hiện có.", en="What was sent is just what stands.",
        expected_vi="ít nhất một trường khác", expected_en="at least one field that differs",
        remedy_vi="Sửa trường cần sửa; nếu không có gì sai thì không cần gửi.",
        remedy_en="Change the field that is wrong; if none is, nothing needs to be sent.",
    )  # fmt: skip


def already_voided(stream: str) -> Refusal:
    return Refusal(
        "activity_voided", 409, field="activity", value=stream,
        vi="Hoạt động này đã bị hủy.", en="The activity has been voided.",
        expected_vi="một hoạt động còn hiệu lực", expected_en="an activity that stands",
        remedy_vi="Nếu hủy nhầm, ghi lại thành hoạt động mới.",
        remedy_en="If it was voided by mistake, record it as a new activity.",
    )  # fmt: skip


def report_not_expected(unit: str) -> Refusal:
    return Refusal(
        "report_not_expected", 422, field="unit", value=unit,
        vi=f"Đợt này không chờ báo cáo của {unit}.", en=f"The campaign expects no report of {unit}.",
        expected_vi="một đơn vị trong danh sách báo cáo", expected_en="a unit of the expected reports",
        remedy_vi="Không cần nộp; đơn vị phải báo cáo xem ở GET /tasks/campaigns/{campaign}/expected-reports.",
        remedy_en="Nothing needs to be filed; who reports is told at GET /tasks/campaigns/{campaign}/expected-reports.",
    )  # fmt: skip


def check_zeros(campaign: Campaign, unit: str, zeros: Sequence[str], reported: AbstractSet[str]) -> None:
    """Zero is stated of what the unit reports and has no figure of; raises Refusal."""
    for index, code in enumerate(zeros):
        field = f"zeros[{index}]"
        if code not in campaign.indicators:
            raise unknown_indicator(campaign, code, field)
        if unit not in campaign.reporters[code]:
            raise not_reported_by(campaign, unit, code, field)
        if code in reported or code in zeros[:index]:
            raise _not_zero(campaign, code, field, twice=code not in reported)


def _not_zero(campaign: Campaign, code: str, field: str, *, twice: bool) -> Refusal:
    label = campaign.indicators[code].label_vi
    why = ("đã nêu ở trên", "is named further up") if twice else (
        "đã có số liệu từ hoạt động của đơn vị", "has a figure from the unit's activities")  # fmt: skip
    return Refusal(
        "zero_contradicted", 422, field=field, value=code,
        vi=f"Chỉ tiêu {code} ({label}) {why[0]}.", en=f"{code} {why[1]}.",
        expected_vi="chỉ tiêu của đơn vị chưa có số liệu, mỗi chỉ tiêu một lần",
        expected_en="indicators of the unit without a figure, each once",
        remedy_vi="Bỏ mục này; nếu số liệu kia sai thì sửa hoặc hủy hoạt động đã ghi nó.",
        remedy_en="Leave it out; if the figure is wrong, correct or void the activity that holds it.",
    )  # fmt: skip
