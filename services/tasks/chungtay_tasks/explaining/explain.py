"""The deadlines of a campaign, of its reports and its duties, as data that people and programs read alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungtay_tasks.arming import standing
from chungtay_tasks.codes import FINAL
from chungtay_tasks.deadline_queries import Given, Sent
from chungtay_tasks.deadlines import Deadline, deadline, deadline_at
from chungtay_tasks.domain.cautions import Caution, of_calendar
from chungtay_tasks.events import CampaignContent, DueRule, DutyContent, ReportPeriod, UnitReportDue
from chungtay_tasks.explaining.reminding import planned
from chungtay_tasks.explaining.source import Range, reports_of, source
from chungtay_tasks.explaining.words import in_words, said
from chungtay_tasks.recurrences import days_of
from chungtay_tasks.report_periods import all_periods
from chungtay_tasks.working_days import vietnam

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be explained: a campaign, what its plan's reading says, the extensions given; of all units or one."""

    campaign: CampaignContent
    duties: Sequence[DutyContent]
    reading: Mapping[str, Any] | None
    extensions: Sequence[Given]
    unit: str | None
    now: datetime
    sent: Set[Sent] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.campaign.timezone)


def explained(subject: Subject) -> Told:
    campaign = subject.campaign
    return {
        "campaign": campaign.campaign,
        "unit": subject.unit,
        "timezone": campaign.timezone,
        "as_of": subject.now,
        "terms": campaign.unit_report.terms.model_dump(),
        "deadlines": [*_reports(subject), *_consolidated(subject), *_duties(subject)],
        "cautions": _cautions(subject),
    }


def _cautions(subject: Subject) -> list[Caution]:
    latest = max([subject.campaign.unit_report.due_at, *(given.event.due_at for given in subject.extensions)])
    return list(of_calendar(subject.campaign, latest, vietnam()))


def _reports(subject: Subject) -> Iterator[Told]:
    """Each report that units owe; of one unit by the deadline that stands for it."""
    campaign = subject.campaign
    rule = campaign.unit_report
    for report in all_periods(campaign):
        given = [one for one in subject.extensions if one.event.period == report.period]
        own = next((one.event for one in reversed(given) if one.event.unit == subject.unit), None)
        stands = standing(report, own)
        yield {
            "what": "unit_report",
            "period": report.period,
            **_rule(subject, _rule_of(rule, report), [*reports_of(subject.reading)]),
            "state": "fixed",
            **_instants(subject, deadline_at(stands.due_at.astimezone(subject.zone))),
            **_moment(subject, "grace_until", stands.grace_until),
            **_moment(subject, "lock_at", stands.lock_at),
            "required": _required(subject),
            "extensions": [_extension(subject, one, report) for one in given],
            "reminders": planned(campaign, subject.unit, stands, subject.now, subject.sent),
        }


def _rule_of(report: UnitReportDue, period: ReportPeriod) -> DueRule:
    """A recurring report's rule stands beside that of the final one, where both are asked for."""
    return report.due if period.period == FINAL else report.recurring or report.due


def _required(subject: Subject) -> bool | None:
    """Of one unit: whether it must report; None for all units, and for one whose report nobody expects."""
    expected = {one.unit: one.required for one in subject.campaign.expected_reports}
    return expected.get(subject.unit) if subject.unit else None


def _extension(subject: Subject, given: Given, report: ReportPeriod) -> Told:
    event = given.event
    return {
        "unit": event.unit,
        "from_due_at": report.due_at.astimezone(UTC),
        **_instants(subject, deadline_at(event.due_at.astimezone(subject.zone))),
        "reason": event.reason,
        "given_at": given.given_at,
        "given_by": given.given_by,
    }


def _consolidated(subject: Subject) -> Iterator[Told]:
    report = subject.campaign.consolidated_report
    if report.due and subject.unit in (None, report.by):
        yield {"what": "consolidated_report", **_due(subject, report.due, ())}


def _duties(subject: Subject) -> Iterator[Told]:
    for duty in subject.duties:
        within = [(duty.span.start, duty.span.end)] if duty.span else []
        named = {"what": "duty", "duty": duty.duty, "label": duty.label, "title_vi": duty.title_vi}
        yield {**named, **_due(subject, duty.due, within)}


def _due(subject: Subject, rule: DueRule, within: Sequence[Range]) -> Told:
    """A rule that is no unit report's: an instant, several, or none before an event comes."""
    shown = _rule(subject, rule, within)
    due = deadline(rule, subject.campaign.period, subject.zone)
    if due:
        return {**shown, "state": "fixed", **_instants(subject, due)}
    if rule.recurrence:
        return {**shown, "state": "recurring", "occurrences": _occurrences(subject, rule)}
    if rule.after:
        waits = said(f"chờ: {rule.after}", f"waiting for: {rule.after}")
        return {**shown, "state": "waiting", "waits_for": {"event": rule.after, **waits}}
    return {**shown, "state": "none"}


def _occurrences(subject: Subject, rule: DueRule) -> list[Told] | None:
    """Within the campaign's period; None for a recurrence that is not read."""
    days = days_of(rule.recurrence or "", subject.campaign.period)
    if days is None:
        return None
    once = [rule.model_copy(update={"date": day, "recurrence": None}) for day in days]
    found = [deadline(one, subject.campaign.period, subject.zone) for one in once]
    return [_instants(subject, due) for due in found if due]


def _rule(subject: Subject, rule: DueRule, within: Sequence[Range]) -> Told:
    return {
        "rule": rule.model_dump(),
        "words": in_words(rule, subject.campaign.period),
        "source": source(subject.reading, rule, within),
    }


def _instants(subject: Subject, due: Deadline) -> Told:
    today = subject.now.astimezone(subject.zone).date()
    return {
        **_moment(subject, "due_at", due.due_at),
        "last_valid_day": due.last_valid_day,
        "working_days_left": vietnam().working_days(today, due.last_valid_day),
        "passed": subject.now >= due.due_at,
    }


def _moment(subject: Subject, name: str, moment: datetime | None) -> Told:
    """In UTC and in the campaign's own time."""
    return {
        name: moment and moment.astimezone(UTC),
        f"{name}_local": moment and moment.astimezone(subject.zone),
    }
