"""What people see of assignments and expected reports: facts, the judgements made of them now, and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_tasks.deadlines import Deadline, deadline
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
from chungtay_tasks.domain.reviews import Report, Verdict
from chungtay_tasks.events import CampaignPublished, DueRule, DutyAssigned, ExpectedReport
from chungtay_tasks.working_days import vietnam

_NEVER_HEARD_OF = Report()


@dataclass(frozen=True, slots=True)
class Board:
    """A campaign at a moment, with the reports of its units."""

    campaign: CampaignPublished
    reports: Mapping[str, Report]
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.campaign.timezone)

    def deadline(self, rule: DueRule) -> Deadline | None:
        return deadline(rule, self.campaign.period, self.zone)

    @property
    def report_deadline(self) -> Deadline:
        due = self.deadline(self.campaign.unit_report.due)
        assert due is not None, "a published campaign has a deadline"
        return due

    def report(self, unit: str) -> Report:
        return self.reports.get(unit, _NEVER_HEARD_OF)

    def working_days_left(self, due: Deadline | None) -> int | None:
        """After today; negative once the last day has passed."""
        today = self.now.astimezone(self.zone).date()
        return vietnam().working_days(today, due.last_valid_day) if due else None


def shown_duty(board: Board, duty: DutyAssigned) -> dict[str, Any]:
    """A duty as it was assigned, and the instant its due rule comes to."""
    return {**duty.model_dump(), **_due(board, duty.due)}


def _due(board: Board, rule: DueRule) -> dict[str, Any]:
    due = board.deadline(rule)
    return {"due_at": due.due_at if due else None, "last_valid_day": due.last_valid_day if due else None}


def shown_assignment(board: Board, row: Mapping[str, Any]) -> dict[str, Any]:
    """One unit's part in a duty; `row` as queries.assignments gives it."""
    duty = DutyAssigned.model_validate(row["data"])
    report = report_followed(duty.activity_types, board.report(row["unit"]))
    facts = AssignmentFacts(duty.mode, row["acknowledged_at"] is not None, row["activities"], report)
    due = board.deadline(duty.due)
    how_far, in_time = progress(facts), timeliness(facts, due, board.now)
    return {
        "campaign": duty.campaign,
        "duty": duty.duty,
        "unit": row["unit"],
        "clause": duty.clause,
        "label": duty.label,
        "title_vi": duty.title_vi,
        "title_en": duty.title_en,
        "mode": duty.mode,
        "progress": how_far,
        "progress_label": _words(PROGRESS[how_far]),
        "timeliness": in_time,
        "timeliness_label": _words(TIMELINESS[in_time]),
        **_due(board, duty.due),
        "working_days_left": board.working_days_left(due),
        "acknowledged_at": row["acknowledged_at"],
        "activities": row["activities"],
        "last_activity_at": row["last_activity_at"],
        "report_version": report.filed.version if report.filed else None,
    }


def shown_report(board: Board, expected: ExpectedReport) -> dict[str, Any]:
    """How one unit's report stands."""
    report, due = board.report(expected.unit), board.report_deadline
    status = report_status(report, required=expected.required, deadline=due)
    facts = AssignmentFacts("order" if expected.required else "request", False, 0, report)
    in_time = timeliness(facts, due, board.now)
    return {
        "campaign": board.campaign.campaign,
        "unit": expected.unit,
        "required": expected.required,
        "status": status,
        "status_label": _words(REPORT_STATUS[status]),
        "timeliness": in_time,
        "timeliness_label": _words(TIMELINESS[in_time]),
        "report_version": report.filed.version if report.filed else None,
        "content_hash": report.filed.content_hash if report.filed else None,
        "received_at": report.filed.received_at if report.filed else None,
        "review": _shown_verdict(report.verdict),
    }


def _shown_verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    """The verdict that stands; none where a later version made it void."""
    if verdict is None:
        return None
    return {
        "verdict": "accepted" if verdict.accepted else "returned",
        "reasons": [reason.model_dump() for reason in verdict.reasons],
        "note": verdict.note,
        "due_at": verdict.due_at,
        "given_at": verdict.given_at,
    }


def who(board: Board, expected: Sequence[ExpectedReport]) -> dict[str, list[str]]:
    """Which units are expected, received, on time … of those that must report; a returned report was received."""
    due_at = board.report_deadline.due_at
    required = {e.unit: board.report(e.unit) for e in expected if e.required}
    filed = {unit: report for unit, report in required.items() if report.filed}
    reviewed = {unit: report.verdict.accepted for unit, report in filed.items() if report.verdict}
    return {
        "expected": list(required),
        "received": list(filed),
        "on_time": [unit for unit, report in filed.items() if not report.is_late(due_at)],
        "late": [unit for unit, report in filed.items() if report.is_late(due_at)],
        "accepted": [unit for unit, accepted in reviewed.items() if accepted],
        "returned": [unit for unit, accepted in reviewed.items() if not accepted],
        "missing": [unit for unit in required if unit not in filed],
        "free_to_answer": [e.unit for e in expected if not e.required],
        "answered": [e.unit for e in expected if not e.required and board.report(e.unit).filed],
    }


def _words(words: tuple[str, str]) -> dict[str, str]:
    return {"vi": words[0], "en": words[1]}
