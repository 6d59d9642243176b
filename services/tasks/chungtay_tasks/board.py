"""What people see of duties and assignments: facts, the judgements made of them now, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_tasks.arming import standing
from chungtay_tasks.deadlines import Deadline, deadline
from chungtay_tasks.domain.progress import (
    PROGRESS,
    TIMELINESS,
    AssignmentFacts,
    progress,
    report_followed,
    timeliness,
)
from chungtay_tasks.domain.reviews import Report
from chungtay_tasks.events import CampaignPublished, DeadlineExtended, DueRule, DutyAssigned
from chungtay_tasks.report_periods import closing, deadline_of
from chungtay_tasks.working_days import vietnam

_NEVER_HEARD_OF = Report()


@dataclass(frozen=True, slots=True)
class Board:
    """A campaign at a moment, with the reports that close it and what extends their deadline, by unit."""

    campaign: CampaignPublished
    reports: Mapping[str, Report]
    now: datetime
    extended: Mapping[str, DeadlineExtended] = field(default_factory=dict[str, DeadlineExtended])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.campaign.timezone)

    def deadline(self, rule: DueRule) -> Deadline | None:
        return deadline(rule, self.campaign.period, self.zone)

    def deadline_for(self, unit: str, rule: DueRule) -> Deadline | None:
        """As it stands for one unit: what is due together with the report that closes the campaign moves with it."""
        due, closes, given = self.deadline(rule), closing(self.campaign), self.extended.get(unit)
        if due is None or given is None or due.due_at != closes.due_at:
            return due
        return deadline_of(self.campaign, standing(closes, given))

    @property
    def report_deadline(self) -> Deadline:
        """Of the report that closes the campaign."""
        return deadline_of(self.campaign, closing(self.campaign))

    def report(self, unit: str) -> Report:
        return self.reports.get(unit, _NEVER_HEARD_OF)

    def working_days_left(self, due: Deadline | None) -> int | None:
        """After today; negative once the last day has passed."""
        today = self.now.astimezone(self.zone).date()
        return vietnam().working_days(today, due.last_valid_day) if due else None


def shown_duty(board: Board, row: Mapping[str, Any]) -> dict[str, Any]:
    """A duty as it stands, or stood until it was dropped, and the instant its due rule comes to."""
    duty = DutyAssigned.model_validate(row["data"])
    dropped = {"dropped_at": row["dropped_at"], "dropped_reason": row["dropped_reason"]}
    return {**duty.model_dump(), **_due(board.deadline(duty.due)), **dropped}


def _due(due: Deadline | None) -> dict[str, Any]:
    return {"due_at": due.due_at if due else None, "last_valid_day": due.last_valid_day if due else None}


def shown_assignment(board: Board, row: Mapping[str, Any]) -> dict[str, Any]:
    """One unit's part in a duty; `row` as queries.assignments gives it."""
    duty = DutyAssigned.model_validate(row["data"])
    report = report_followed(duty.activity_types, board.report(row["unit"]))
    facts = AssignmentFacts(duty.mode, row["acknowledged_at"] is not None, row["activities"], report)
    due = board.deadline_for(row["unit"], duty.due)
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
        "progress_label": words(PROGRESS[how_far]),
        "timeliness": in_time,
        "timeliness_label": words(TIMELINESS[in_time]),
        **_due(due),
        "extended": due is not None and due != board.deadline(duty.due),
        "working_days_left": board.working_days_left(due),
        "acknowledged_at": row["acknowledged_at"],
        "activities": row["activities"],
        "last_activity_at": row["last_activity_at"],
        "report_version": report.filed.version if report.filed else None,
        "dropped_at": row["dropped_at"],
    }


def words(words: tuple[str, str]) -> dict[str, str]:
    return {"vi": words[0], "en": words[1]}
