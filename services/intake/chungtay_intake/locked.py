"""Refusals of what a filed report forbids, and the way on: withdraw it, or have the coordinator return it."""

from __future__ import annotations

from typing import Literal

from chungtay_kernel.problems import Refusal

ReportState = Literal["not_filed", "filed", "accepted", "returned", "withdrawn"]

_SAY: dict[ReportState, tuple[str, str]] = {
    "not_filed": ("chưa nộp", "not filed"),
    "filed": ("đã nộp", "filed"),
    "accepted": ("đã được duyệt", "accepted"),
    "returned": ("đã bị trả lại", "returned"),
    "withdrawn": ("đã rút", "withdrawn"),
}


def way_on(state: ReportState, coordinator: str) -> tuple[str, str]:
    """How a report that binds is made free again."""
    if state == "accepted":
        return (
            f"Báo cáo đã được duyệt: đề nghị đơn vị tổng hợp ({coordinator}) trả lại báo cáo, rồi sửa và nộp lại.",
            f"The report is accepted: ask the coordinator ({coordinator}) to return it, then change it and file again.",
        )
    return (
        "Rút báo cáo (POST …/unit-reports/{unit}/withdraw, có lý do), sửa, rồi nộp lại.",
        "Withdraw the report (POST …/unit-reports/{unit}/withdraw, with a reason), change it, and file it again.",
    )


def holds_activity(state: ReportState, report_version: int, coordinator: str) -> Refusal:
    vi, en = _SAY[state]
    remedy_vi, remedy_en = way_on(state, coordinator)
    return Refusal(
        "activity_in_filed_report", 409, field="activity", value=report_version,
        vi=f"Hoạt động này nằm trong báo cáo {vi} (bản {report_version}) nên không sửa, không hủy được.",
        en=f"The activity stands in a report that is {en} (version {report_version}) and cannot be changed.",
        expected_vi="hoạt động không nằm trong báo cáo đang có hiệu lực",
        expected_en="an activity that no standing report holds",
        remedy_vi=remedy_vi, remedy_en=remedy_en,
    )  # fmt: skip


def already_filed(state: ReportState, report_version: int, coordinator: str) -> Refusal:
    vi, en = _SAY[state]
    remedy_vi, remedy_en = way_on(state, coordinator)
    return Refusal(
        "report_already_filed", 409, field="unit", value=report_version,
        vi=f"Báo cáo của đơn vị {vi} (bản {report_version}).",
        en=f"The unit's report is {en} (version {report_version}).",
        expected_vi="báo cáo chưa nộp, đã rút hoặc đã bị trả lại",
        expected_en="a report that is not filed, withdrawn or returned",
        remedy_vi=remedy_vi, remedy_en=remedy_en,
    )  # fmt: skip


def not_to_withdraw(state: ReportState, coordinator: str) -> Refusal:
    vi, en = _SAY[state]
    if state == "accepted":
        remedy = way_on(state, coordinator)
    else:
        remedy = ("Không cần rút: sửa hoạt động rồi nộp báo cáo.", "Nothing to withdraw: change activities and file.")
    return Refusal(
        "report_not_filed" if state != "accepted" else "report_accepted", 409, field="unit",
        vi=f"Báo cáo của đơn vị {vi}, không rút được.", en=f"The unit's report is {en} and cannot be withdrawn.",
        expected_vi="báo cáo đã nộp, chưa được duyệt hay trả lại",
        expected_en="a report that is filed and neither accepted nor returned",
        remedy_vi=remedy[0], remedy_en=remedy[1],
    )  # fmt: skip
