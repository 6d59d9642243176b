"""Refusals of names that nothing goes by, each with the nearest ones that something does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chungtay_intake.nearest import choices
from chungtay_intake.reference import Campaign
from chungtay_kernel.problems import Refusal


def unknown_campaign(written: str, names: Mapping[str, str]) -> Refusal:
    known = choices(written, names) or "(chưa có / none yet)"
    return Refusal(
        "campaign_unknown", 404, field="campaign", value=written,
        vi=f"Không có đợt hoạt động {written}.", en=f"There is no campaign {written}.",
        expected_vi=f"một đợt đã công bố: {known}", expected_en=f"a published campaign: {known}",
        remedy_vi="Sửa mã đợt; nếu đợt vừa công bố, thử lại sau vài giây.",
        remedy_en="Correct the campaign's code; if it was published just now, try again in a few seconds.",
    )  # fmt: skip


def unknown_unit(campaign: Campaign, written: str, field: str = "unit", status: int = 422) -> Refusal:
    known = choices(written, {code: unit.name_vi for code, unit in campaign.units.items()})
    return Refusal(
        "unit_unknown", status, field=field, value=written,
        vi=f"Đợt này không có đơn vị {written}.", en=f"The campaign has no unit {written}.",
        expected_vi=f"mã đơn vị của đợt, ví dụ: {known}", expected_en=f"a unit of the campaign, such as: {known}",
        remedy_vi="Dùng một mã trong danh sách đơn vị của đợt.",
        remedy_en="Use a code from the list of units: GET /tasks/campaigns/{campaign}/units.",
    )  # fmt: skip


def unknown_duty(campaign: Campaign, written: str, field: str = "duty") -> Refusal:
    known = choices(written, {code: duty.title_vi for code, duty in campaign.duties.items()})
    return Refusal(
        "duty_unknown", 422, field=field, value=written,
        vi=f"Đợt này không có nhiệm vụ {written}.", en=f"The campaign has no duty {written}.",
        expected_vi=f"mã nhiệm vụ của đợt, ví dụ: {known}", expected_en=f"a duty of the campaign, such as: {known}",
        remedy_vi=f"Dùng một mã trong: chungtay tasks duties {campaign.code}; hoặc bỏ trống nhiệm vụ.",
        remedy_en="Use a code from GET /tasks/campaigns/{campaign}/duties, or leave duty out.",
    )  # fmt: skip


def unknown_indicator(campaign: Campaign, written: str, field: str) -> Refusal:
    known = choices(written, {code: i.label_vi for code, i in campaign.indicators.items()})
    return Refusal(
        "indicator_unknown", 422, field=field, value=written,
        vi=f"Đợt này không có chỉ tiêu {written}.", en=f"The campaign has no indicator {written}.",
        expected_vi=f"mã chỉ tiêu của đợt, ví dụ: {known}",
        expected_en=f"an indicator of the campaign, such as: {known}",
        remedy_vi="Sửa mã chỉ tiêu theo danh mục của đợt.",
        remedy_en="Correct the code after the campaign's catalogue.",
    )  # fmt: skip


def not_reported_by(campaign: Campaign, unit: str, written: str, field: str) -> Refusal:
    own = ", ".join(campaign.reported_by(unit)) or "—"
    label = campaign.indicators[written].label_vi
    return Refusal(
        "indicator_not_reported", 422, field=field, value=written,
        vi=f"Đơn vị {unit} không báo cáo chỉ tiêu {written} ({label}).",
        en=f"{unit} is no reporter of {written} ({campaign.indicators[written].label_en}).",
        expected_vi=f"một chỉ tiêu của đơn vị: {own}", expected_en=f"an indicator of the unit: {own}",
        remedy_vi="Bỏ số liệu này; đơn vị báo cáo chỉ tiêu ấy sẽ tự ghi.",
        remedy_en="Leave the figure out; a unit that reports the indicator records it.",
    )  # fmt: skip


def unknown_activity(written: Any) -> Refusal:
    return Refusal(
        "activity_unknown", 404, field="activity", value=str(written),
        vi="Đợt này không có hoạt động ấy.", en="The campaign has no such activity.",
        expected_vi="id lấy từ danh sách hoạt động", expected_en="an id from the list of activities",
        remedy_vi="Xem: chungtay intake list ĐỢT.",
        remedy_en="See GET /intake/campaigns/{campaign}/activities.",
    )  # fmt: skip
