"""How an assignment and an expected report stand: judged when somebody looks, from events, and stored nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from chungtay_tasks.deadlines import Deadline
from chungtay_tasks.domain.reviews import Report
from chungtay_tasks.events import Mode

Progress = Literal["assigned", "acknowledged", "in_progress", "reported", "accepted", "returned"]
Timeliness = Literal["not_due", "due_soon", "overdue", "done_on_time", "done_late", "not_answered", "answered"]
ReportStatus = Literal[
    "missing", "filed", "filed_late", "checked", "returned", "accepted", "not_answered", "answered"
]  # fmt: skip

PROGRESS: Mapping[Progress, tuple[str, str]] = {
    "assigned": ("Đã giao", "Assigned"),
    "acknowledged": ("Đã nhận việc", "Acknowledged"),
    "in_progress": ("Đang thực hiện", "In progress"),
    "reported": ("Đã báo cáo", "Reported"),
    "accepted": ("Đã duyệt", "Accepted"),
    "returned": ("Bị trả lại", "Returned"),
}

_ANSWERS: Mapping[Literal["not_answered", "answered"], tuple[str, str]] = {
    "not_answered": ("Chưa phản hồi", "Not answered"),
    "answered": ("Đã phản hồi", "Answered"),
}

TIMELINESS: Mapping[Timeliness, tuple[str, str]] = {
    "not_due": ("Chưa đến hạn", "Not due"),
    "due_soon": ("Sắp đến hạn", "Due soon"),
    "overdue": ("Quá hạn", "Overdue"),
    "done_on_time": ("Hoàn thành đúng hạn", "Done on time"),
    "done_late": ("Hoàn thành quá hạn", "Done late"),
    **_ANSWERS,
}

REPORT_STATUS: Mapping[ReportStatus, tuple[str, str]] = {
    "missing": ("Chưa nộp", "Not filed"),
    "filed": ("Đã nộp", "Filed"),
    "filed_late": ("Nộp muộn", "Filed late"),
    "checked": ("Đã kiểm tra, chờ duyệt", "Checked, to be accepted"),
    "returned": ("Trả lại", "Returned"),
    "accepted": ("Đã duyệt", "Accepted"),
    **_ANSWERS,
}


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What is known of one unit's part in a duty; `report` is the unit's, as far as the duty follows it."""

    mode: Mode
    acknowledged: bool
    activities: int
    report: Report


def report_followed(activity_types: Collection[str], report: Report) -> Report:
    """The unit's report for the whole campaign, or none: to consolidate what all units file is another thing than to
    file one's own."""
    return Report() if set(activity_types) == {"consolidated_report"} else report


def progress(facts: AssignmentFacts) -> Progress:
    if facts.report.verdict:
        return "accepted" if facts.report.verdict.accepted else "returned"
    if facts.report.filed:
        return "reported"
    if facts.activities:
        return "in_progress"
    return "acknowledged" if facts.acknowledged else "assigned"


def timeliness(facts: AssignmentFacts, deadline: Deadline | None, now: dt.datetime) -> Timeliness:
    """A request is answered or not, and never overdue; a duty is done when the unit's report has come in, and what
    came in stays so when it is returned."""
    report = facts.report
    if facts.mode == "request":
        return "answered" if facts.activities or report.filed else "not_answered"
    if report.filed:
        return "done_late" if deadline and report.is_late(deadline.due_at) else "done_on_time"
    if deadline is None or now < deadline.remind_at:
        return "not_due"
    return "due_soon" if now < deadline.due_at else "overdue"


def report_status(report: Report, *, required: bool, deadline: Deadline) -> ReportStatus:
    if report.verdict:
        return "accepted" if report.verdict.accepted else "returned"
    if report.check:
        return "checked"
    if not required:
        return "answered" if report.filed else "not_answered"
    if report.filed is None:
        return "missing"
    return "filed_late" if report.is_late(deadline.due_at) else "filed"
