"""What people see of the reports that units owe for a period: facts, the judgements made of them now, their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_tasks.arming import standing
from chungtay_tasks.board import words
from chungtay_tasks.deadlines import Deadline
from chungtay_tasks.domain.desks import desks_of
from chungtay_tasks.domain.progress import REPORT_STATUS, TIMELINESS, AssignmentFacts, report_status, timeliness
from chungtay_tasks.domain.reviews import Report, Step, Verdict
from chungtay_tasks.events import CampaignContent, DeadlineExtended, ExpectedReport, ReportPeriod
from chungtay_tasks.report_periods import all_periods, deadline_of
from chungtay_tasks.working_days import vietnam

_NEVER_HEARD_OF = Report()


@dataclass(frozen=True, slots=True)
class ReportsBoard:
    """The reports of a period at a moment, by unit; `extended` are the extensions that stand, by unit."""

    campaign: CampaignContent
    period: ReportPeriod
    reports: Mapping[str, Report]
    now: datetime
    extended: Mapping[str, DeadlineExtended] = field(default_factory=dict[str, DeadlineExtended])

    @property
    def deadline(self) -> Deadline:
        return deadline_of(self.campaign, self.period)

    def owed(self, unit: str) -> ReportPeriod:
        """The period's report by the deadline that stands for a unit."""
        return standing(self.period, self.extended.get(unit))

    def due(self, unit: str) -> Deadline:
        return deadline_of(self.campaign, self.owed(unit))

    def report(self, unit: str) -> Report:
        return self.reports.get(unit, _NEVER_HEARD_OF)

    @property
    def working_days_left(self) -> int:
        """After today; negative once the last day has passed."""
        today = self.now.astimezone(ZoneInfo(self.campaign.timezone)).date()
        return vietnam().working_days(today, self.deadline.last_valid_day)


def current(campaign: CampaignContent, now: datetime) -> ReportPeriod:
    """The report that is due next; after all of them, the one that closes the campaign."""
    periods = all_periods(campaign)
    return next((one for one in periods if now < one.due_at), periods[-1])


def shown_report(board: ReportsBoard, expected: ExpectedReport) -> dict[str, Any]:
    """How one unit's report stands."""
    unit = expected.unit
    report, due = board.report(unit), board.due(unit)
    status = report_status(report, required=expected.required, deadline=due)
    facts = AssignmentFacts("order" if expected.required else "request", False, 0, report)
    in_time = timeliness(facts, due, board.now)
    filed = report.filed
    return {
        "campaign": board.campaign.campaign,
        "unit": unit,
        "period": board.period.period,
        "required": expected.required,
        "status": status,
        "status_label": words(REPORT_STATUS[status]),
        "timeliness": in_time,
        "timeliness_label": words(TIMELINESS[in_time]),
        "report_version": filed.version if filed else None,
        "content_hash": filed.content_hash if filed else None,
        "received_at": filed.received_at if filed else None,
        **_shown_deadline(board, unit),
        "nothing_arose": filed.nothing_arose if filed else None,
        "desk": report.desk(desks_of(board.campaign), unit),
        "check": _shown_check(report.check),
        "review": _shown_verdict(report.verdict),
    }


def _shown_deadline(board: ReportsBoard, unit: str) -> dict[str, Any]:
    """Until when the unit is in time, as an extension or a return moved it; until when it is not urged; from when on
    nothing is taken. Late is judged by the first alone."""
    owed, report, given = board.owed(unit), board.report(unit), board.extended.get(unit)
    due_at = report.due_at(board.due(unit).due_at)
    due = deadline_of(board.campaign, owed.model_copy(update={"due_at": due_at}))
    return {
        "due_at": due.due_at,
        "last_valid_day": due.last_valid_day,
        "grace_until": owed.grace_until,
        "in_grace": owed.grace_until is not None and due.due_at <= board.now < owed.grace_until and not report.filed,
        "lock_at": owed.lock_at,
        "locked": owed.lock_at is not None and board.now >= owed.lock_at and not report.filed,
        "extension": given.model_dump(include={"due_at", "last_valid_day", "reason"}) if given else None,
    }


def _shown_check(check: Step | None) -> dict[str, Any] | None:
    return {"note": check.note, "given_at": check.given_at} if check else None


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


def who(board: ReportsBoard, expected: Sequence[ExpectedReport]) -> dict[str, list[str]]:
    """Which units are expected, received, on time … of those that must report; a returned report was received."""
    required = {e.unit: board.report(e.unit) for e in expected if e.required}
    filed = {unit: report for unit, report in required.items() if report.filed}
    reviewed = {unit: report.verdict.accepted for unit, report in filed.items() if report.verdict}
    late = {unit for unit, report in filed.items() if report.is_late(board.due(unit).due_at)}
    return {
        "expected": list(required),
        "received": list(filed),
        "on_time": [unit for unit in filed if unit not in late],
        "late": [unit for unit in filed if unit in late],
        "accepted": [unit for unit, accepted in reviewed.items() if accepted],
        "returned": [unit for unit, accepted in reviewed.items() if not accepted],
        "missing": [unit for unit in required if unit not in filed],
        "free_to_answer": [e.unit for e in expected if not e.required],
        "answered": [e.unit for e in expected if not e.required and board.report(e.unit).filed],
    }


def counted(board: ReportsBoard, expected: Sequence[ExpectedReport]) -> dict[str, int]:
    return {name: len(found) for name, found in who(board, expected).items()}


def boards(
    campaign: CampaignContent, reports: Mapping[tuple[str, str], Report], now: datetime,
    extended: Mapping[tuple[str, str], DeadlineExtended] | None = None,
) -> Iterable[ReportsBoard]:  # fmt: skip
    """One a period, by their due moments; `reports` and `extended` by unit and period."""
    for period in all_periods(campaign):
        mine = {unit: report for (unit, of), report in reports.items() if of == period.period}
        more = {unit: given for (unit, of), given in (extended or {}).items() if of == period.period}
        yield ReportsBoard(campaign, period, mine, now, more)
