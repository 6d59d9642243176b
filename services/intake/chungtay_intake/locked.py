"""Refusals of what a filed report forbids, and the way on: withdraw it, or have who reviewed it return it."""

from __future__ import annotations

from typing import Literal

from chungtay_intake.heard import FINAL
from chungtay_kernel.problems import Refusal

ReportState = Literal["not_filed", "filed", "accepted", "returned", "withdrawn"]

_SAY: dict[ReportState, tuple[str, str]] = {
    "not_filed": ("chưa nộp", "not filed"),
    "filed": ("đã nộp", "filed"),
    "accepted": ("đã được duyệt", "accepted"),
    "returned": ("đã bị trả lại", "returned"),
    "withdrawn": ("đã rút", "withdrawn"),
}


def way_on(state: ReportState, reviewer: str) -> tuple[str, str]:
    """How a report that binds is made free again."""
    if state == "accepted":
        return (
            f"Báo cáo đã được duyệt: đề nghị nơi duyệt ({reviewer}) trả lại báo cáo, rồi sửa và nộp lại.",
            f"The report is accepted: ask who reviewed it ({reviewer}) to return it, then change it and file again.",
        )
    return (
        "Rút báo cáo (POST …/unit-reports/{unit}/withdraw, có lý do), sửa, rồi nộp lại.",
        "Withdraw the report (POST …/unit-reports/{unit}/withdraw, with a reason), change it, and file it again.",
    )


def _which(report_version: int, period: str) -> tuple[str, str]:
    """The version, and of a recurring report its period."""
    if period == FINAL:
        return f"bản {report_version}", f"version {report_version}"
    return f"kỳ {period}, bản {report_version}", f"period {period}, version {report_version}"


def holds_activity(state: ReportState, report_version: int, period: str, reviewer: str) -> Refusal:
    (vi, en), (which_vi, which_en) = _SAY[state], _which(report_version, period)
    remedy_vi, remedy_en = way_on(state, reviewer)
    return Refusal(
        "activity_in_filed_report", 409, field="activity", value=report_version,
        vi=f"Hoạt động này nằm trong báo cáo {vi} ({which_vi}) nên không sửa, không hủy được.",
        en=f"The activity stands in a report that is {en} ({which_en}) and cannot be changed.",
        expected_vi="hoạt động không nằm trong báo cáo đang có hiệu lực",
        expected_en="an activity that no standing report holds",
        remedy_vi=remedy_vi, remedy_en=remedy_en,
    )  # fmt: skip


def already_filed(state: ReportState, report_version: int, period: str, reviewer: str) -> Refusal:
    (vi, en), (which_vi, which_en) = _SAY[state], _which(report_version, period)
    remedy_vi, remedy_en = way_on(state, reviewer)
    return Refusal(
        "report_already_filed", 409, field="unit", value=report_version,
        vi=f"Báo cáo của đơn vị {vi} ({which_vi}).",
        en=f"The unit's report is {en} ({which_en}).",
        expected_vi="báo cáo chưa nộp, đã rút hoặc đã bị trả lại",
        expected_en="a report that is not filed, withdrawn or returned",
        remedy_vi=remedy_vi, remedy_en=remedy_en,
    )  # fmt: skip


def not_to_withdraw(state: ReportState, reviewer: str) -> Refusal:
    vi, en = _SAY[state]
    if state == "accepted":
        remedy = way_on(state, reviewer)
    else:
        remedy = ("Không cần rút: sửa hoạt động rồi nộp báo cáo.", "Nothing to withdraw: change activities and file.")
    return Refusal(
        "report_not_filed" if state != "accepted" else "report_accepted", 409, field="unit",
        vi=f"Báo cáo của đơn vị {vi}, không rút được.", en=f"The unit's report is {en} and cannot be withdrawn.",
        expected_vi="báo cáo đã nộp, chưa được duyệt hay trả lại",
        expected_en="a report that is filed and neither accepted nor returned",
        remedy_vi=remedy[0], remedy_en=remedy[1],
    )  # fmt: skip
