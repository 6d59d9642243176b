"""Refusals of what is asked of an activity or stated in a report, apart from locks and unknown names."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

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
        remedy_vi="Không cần nộp; đơn vị phải báo cáo: chungtay report-review list ĐỢT.",
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


def narrative_missing() -> Refusal:
    return Refusal(
        "field_missing", 422, field="narrative", vi="Thiếu trường narrative.", en="The field narrative is missing.",
        expected_vi="phần lời của báo cáo, hoặc nothing_arose: true",
        expected_en="the report's words, or nothing_arose: true",
        remedy_vi="Thêm narrative rồi gửi lại; nếu cả kỳ không phát sinh thì gửi nothing_arose: true.",
        remedy_en="Add narrative and send it again; where nothing arose at all, send nothing_arose: true.",
    )  # fmt: skip


def something_arose(field: str, activities: int) -> Refusal:
    return Refusal(
        "something_arose", 422, field=field, value=activities,
        vi=f"Đã ghi {activities} hoạt động, không thể báo không phát sinh.",
        en=f"{activities} activities are recorded: something arose.",
        expected_vi="không có hoạt động nào trong kỳ", expected_en="no activity in the period",
        remedy_vi="Bỏ mục này, hoặc hủy các hoạt động ghi nhầm.",
        remedy_en="Leave this out, or void the activities that were recorded by mistake.",
    )  # fmt: skip


def not_its_duty(campaign: Campaign, unit: str, duty: str, field: str) -> Refusal:
    own = ", ".join(campaign.duties_of(unit)) or "—"
    return Refusal(
        "duty_not_held", 422, field=field, value=duty,
        vi=f"Nhiệm vụ {duty} không giao cho {unit}.", en=f"{unit} does not hold the duty {duty}.",
        expected_vi=f"một nhiệm vụ của đơn vị: {own}", expected_en=f"a duty of the unit: {own}",
        remedy_vi="Bỏ mục này.", remedy_en="Leave it out.",
    )  # fmt: skip


def duty_dropped(campaign: Campaign, duty: str, field: str) -> Refusal:
    reason = campaign.dropped[duty]
    return Refusal(
        "duty_dropped", 422, field=field, value=duty,
        vi=f"Nhiệm vụ {duty} đã bị bãi bỏ khi sửa đổi kế hoạch: {reason}",
        en=f"An amendment of the plan dropped the duty {duty}: {reason}",
        expected_vi="một nhiệm vụ đang có hiệu lực, hoặc bỏ trống", expected_en="a duty that stands, or none",
        remedy_vi=f"Ghi vào nhiệm vụ thay thế, hoặc bỏ trống {field}; những gì đã ghi trước đó vẫn được tính.",
        remedy_en=f"Name the duty that replaces it, or leave {field} out; what was recorded before still counts.",
    )  # fmt: skip


def no_desk(campaign: Campaign, written: str) -> Refusal:
    desks = ", ".join(campaign.desks)
    return Refusal(
        "no_desk", 422, field="sent_to", value=written,
        vi=f"Báo cáo của đợt này không gửi đến {written}.", en=f"The campaign's reports do not go to {written}.",
        expected_vi=f"một trong: {desks}", expected_en=f"one of: {desks}",
        remedy_vi="Bỏ trống sent_to: báo cáo đến đúng nơi xem xét.",
        remedy_en="Leave sent_to out: the report goes to the desk that reviews it.",
    )  # fmt: skip


def period_unknown(campaign: Campaign, written: str, status: int = 422) -> Refusal:
    known = ", ".join(campaign.reports)
    return Refusal(
        "period_unknown", status, field="period", value=written,
        vi=f"Đợt này không có kỳ báo cáo {written}.", en=f"The campaign has no report period {written}.",
        expected_vi=f"một trong: {known}", expected_en=f"one of: {known}",
        remedy_vi="Sửa period.", remedy_en="Mend period.",
    )  # fmt: skip


def period_to_come(period: str, start: date, today: date) -> Refusal:
    return Refusal(
        "period_to_come", 422, field="period", value=period,
        vi=f"Kỳ {period} bắt đầu ngày {start:%d/%m/%Y}, chưa đến.", en=f"The period {period} begins on {start}.",
        expected_vi=f"một kỳ đã bắt đầu, tính đến {today:%d/%m/%Y}", expected_en=f"a period that has begun by {today}",
        remedy_vi="Nộp khi kỳ đã bắt đầu.", remedy_en="File it once the period has begun.",
    )  # fmt: skip


def no_earlier_filing(written: str, known: Sequence[int]) -> Refusal:
    listed = ", ".join(["returned", *map(str, known)])
    return Refusal(
        "version_unknown", 422, field="diff", value=written,
        vi=f"Không có bản nộp trước {written}.", en=f"There is no earlier filing {written}.",
        expected_vi=f"một trong: {listed}", expected_en=f"one of: {listed}",
        remedy_vi="Xem versions của báo cáo.", remedy_en="See the report's versions.",
    )  # fmt: skip
