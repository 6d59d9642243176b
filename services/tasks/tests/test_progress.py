"""Progress and timeliness, two answers from one set of facts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tasks_samples import HASH, NOW

from chungtay_tasks.deadlines import Deadline
from chungtay_tasks.domain.progress import (
    PROGRESS,
    REPORT_STATUS,
    TIMELINESS,
    AssignmentFacts,
    progress,
    report_followed,
    report_status,
    timeliness,
)
from chungtay_tasks.domain.reviews import Report, ReportVersion, Verdict

DUE = datetime.fromisoformat("2024-07-01T00:00+07:00")
DEADLINE = Deadline(DUE, (DUE - timedelta(days=1)).date(), datetime.fromisoformat("2024-06-28T07:30+07:00"))
NOTHING = Report()
FILED = Report((ReportVersion(1, True, HASH, NOW),))
LATE = Report((ReportVersion(1, True, HASH, DUE),))
WITHDRAWN = Report((*FILED.versions, ReportVersion(2, False, "", NOW)))
ACCEPTED = Report(FILED.versions, (Verdict(1, HASH, accepted=True),))
RETURNED = Report(FILED.versions, (Verdict(1, HASH, accepted=False),))


def facts(
    report: Report = NOTHING, *, mode: str = "order", acknowledged: bool = False, activities: int = 0
) -> AssignmentFacts:
    return AssignmentFacts("request" if mode == "request" else "order", acknowledged, activities, report)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(), "assigned"),
        (facts(acknowledged=True), "acknowledged"),
        (facts(activities=2), "in_progress"),
        (facts(acknowledged=True, activities=1), "in_progress"),
        (facts(FILED), "reported"),
        (facts(FILED, activities=3), "reported"),
        (facts(ACCEPTED, activities=3), "accepted"),
        (facts(RETURNED, activities=3), "returned"),
        (facts(WITHDRAWN, activities=3), "in_progress"),
        (facts(WITHDRAWN), "assigned"),
    ],
)
def test_progress_is_as_far_as_the_facts_go(known: AssignmentFacts, expected: str) -> None:
    assert progress(known) == expected


@pytest.mark.parametrize(
    ("report", "now", "expected"),
    [
        (NOTHING, DEADLINE.remind_at - timedelta(seconds=1), "not_due"),
        (NOTHING, DEADLINE.remind_at, "due_soon"),
        (NOTHING, DUE - timedelta(microseconds=1), "due_soon"),
        (NOTHING, DUE, "overdue"),
        (WITHDRAWN, DUE, "overdue"),
        (FILED, DUE, "done_on_time"),
        (LATE, DUE, "done_late"),
        (RETURNED, DUE, "done_on_time"),
    ],
)
def test_timeliness_is_judged_by_the_deadline_now(report: Report, now: datetime, expected: str) -> None:
    assert timeliness(facts(report), DEADLINE, now) == expected


def test_consolidating_is_not_done_by_the_report_of_the_unit_that_consolidates() -> None:
    assert progress(facts(report_followed(["consolidated_report"], ACCEPTED))) == "assigned"
    for types in ([], ["reminder"], ["consolidated_report", "reminder"]):
        assert progress(facts(report_followed(types, ACCEPTED))) == "accepted"


def test_what_has_no_deadline_is_never_overdue() -> None:
    assert timeliness(facts(), None, DUE) == "not_due"
    assert timeliness(facts(LATE), None, DUE) == "done_on_time"


@pytest.mark.parametrize("report", [NOTHING, FILED, LATE, WITHDRAWN, ACCEPTED, RETURNED])
@pytest.mark.parametrize("now", [NOW, DUE, DUE + timedelta(days=30)])
def test_a_request_is_answered_or_not_and_never_overdue(report: Report, now: datetime) -> None:
    expected = "answered" if report.filed else "not_answered"
    assert timeliness(facts(report, mode="request"), DEADLINE, now) == expected


def test_an_activity_answers_a_request() -> None:
    assert timeliness(facts(mode="request", activities=1), DEADLINE, DUE) == "answered"


@pytest.mark.parametrize(
    ("report", "required", "expected"),
    [
        (NOTHING, True, "Chưa nộp"),
        (WITHDRAWN, True, "Chưa nộp"),
        (FILED, True, "Đã nộp"),
        (LATE, True, "Nộp muộn"),
        (RETURNED, True, "Trả lại"),
        (ACCEPTED, True, "Đã duyệt"),
        (NOTHING, False, "Chưa phản hồi"),
        (LATE, False, "Đã phản hồi"),
    ],
)
def test_the_status_of_a_report_in_the_words_of_the_trade(report: Report, required: bool, expected: str) -> None:
    assert REPORT_STATUS[report_status(report, required=required, deadline=DEADLINE)][0] == expected


def test_timeliness_has_the_words_used_everywhere() -> None:
    assert [TIMELINESS[t][0] for t in ("not_due", "due_soon", "overdue", "done_on_time", "done_late")] == [
        "Chưa đến hạn", "Sắp đến hạn", "Quá hạn", "Hoàn thành đúng hạn", "Hoàn thành quá hạn",
    ]  # fmt: skip
    assert set(PROGRESS) == {"assigned", "acknowledged", "in_progress", "reported", "accepted", "returned"}
