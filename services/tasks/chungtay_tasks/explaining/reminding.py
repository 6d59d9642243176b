"""The reminders that are planned for a report, each with its day and why it is that day."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_tasks.deadline_queries import Sent
from chungtay_tasks.deadlines import Deadline, deadline_at
from chungtay_tasks.events import CampaignContent, ReportPeriod
from chungtay_tasks.explaining.words import Said, said
from chungtay_tasks.reminders import Reminder, asked_once, reminders


def planned(
    campaign: CampaignContent, unit: str | None, report: ReportPeriod, now: datetime, sent: Set[Sent]
) -> list[dict[str, Any]]:  # fmt: skip
    """By moment; `past`: its moment has come, whether or not there was still something to remind of; `sent`: it was
    told, to the unit or to any."""
    zone = ZoneInfo(campaign.timezone)
    due = deadline_at(report.due_at.astimezone(zone))
    asked = any(one.unit == unit and not one.required for one in campaign.expected_reports)
    found = reminders(due, campaign.unit_report.terms)
    shown = [_reminder(one, due, now) for one in (asked_once(found) if asked else found)]
    told = [*shown, _end(report, due, now, asked=asked)]
    return [{**one, "sent": _key(one, report.period, due) in sent} for one in told]


def _key(one: Mapping[str, Any], period: str, due: Deadline) -> Sent:
    return Sent(one["kind"], period, due.due_at, one.get("working_days_before", 0))


def _reminder(one: Reminder, due: Deadline, now: datetime) -> dict[str, Any]:
    return {
        "kind": "due_soon",
        **_at(one.at, now),
        "working_days_before": one.working_days_before,
        "planned_for": one.at.date() if one.working_days_before else due.last_valid_day,
        "passed_over": [day._asdict() for day in one.passed_over],
        "why": _why(one, due),
    }


def _why(one: Reminder, due: Deadline) -> Said:
    if one.working_days_before:
        return said(
            f"{one.working_days_before} ngày làm việc trước lần nhắc cuối",
            f"{one.working_days_before} working days before the last reminder",
        )
    last = f"{due.last_valid_day:%d/%m/%Y}"
    if not one.passed_over:
        return said(f"sáng ngày cuối còn đúng hạn, {last}", f"in the morning of the last day in time, {last}")
    days_vi = ", ".join(f"{day.day:%d/%m} là {day.vi}" for day in one.passed_over)
    days_en = ", ".join(f"{day.day:%d/%m} is {day.en}" for day in one.passed_over)
    return said(
        f"ngày cuối {last} lùi về ngày làm việc gần nhất trước đó: {days_vi}",
        f"moved from the last day, {last}, to the nearest working day before it: {days_en}",
    )


def _end(report: ReportPeriod, due: Deadline, now: datetime, *, asked: bool) -> dict[str, Any]:
    """What is told when the time is over."""
    if asked:
        why = said("hết thời gian đề nghị: không nhắc nữa", "the time asked for is over: no more reminders")
        return {"kind": "request_closed", **_at(due.due_at, now), "why": why}
    if report.grace_until:
        grace = report.grace_until.astimezone(due.due_at.tzinfo)
        return {"kind": "overdue", **_at(grace, now), "why": said("hết thời gian ân hạn", "the grace is over")}
    return {"kind": "overdue", **_at(due.due_at, now), "why": said("hết hạn", "the deadline has passed")}


def _at(moment: datetime, now: datetime) -> dict[str, Any]:
    return {"at": moment.astimezone(UTC), "at_local": moment, "past": now >= moment}
