"""The reports that each unit of a campaign owes: the final one, and recurring ones as the plan's rule asks for them.

A recurring report that falls due within a calendar period closes on its last valid day, as the final one does: it
tells of the days since the report before. One due in the first third of a calendar period ("trước ngày 05 hằng
tháng") tells of the whole period before. Either way each day of the campaign belongs to one report; what comes due
with the final report or later is left to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from chungtay_tasks.bodies import UnitReportRule
from chungtay_tasks.codes import FINAL
from chungtay_tasks.cycles import EARLY, Cycle, Span, cycle_of, span_of
from chungtay_tasks.deadlines import Deadline, deadline, deadline_at
from chungtay_tasks.events import CampaignContent, DueRule, Period, ReportPeriod
from chungtay_tasks.period_names import period_name
from chungtay_tasks.working_days import Calendar, vietnam

MOST = 300
"""Recurring reports a campaign may ask of each unit."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a rule comes to; `closing` is the report that closes the campaign, `periods` all of them where any recur."""

    closing: ReportPeriod
    periods: Sequence[ReportPeriod]


def recurring_rule(rule: UnitReportRule) -> DueRule | None:
    return rule.recurring or (rule.due if rule.due.recurrence else None)


def owed(rule: UnitReportRule, period: Period, zone: ZoneInfo, calendar: Calendar | None = None) -> Owed | None:
    """None where the rule names neither a day nor a cycle."""
    once = deadline(rule.due.model_copy(update={"recurrence": None}), period, zone) if rule.due.date else None
    final = _period(Span(FINAL, period.start, period.end), once) if once else None
    recurring = recurring_rule(rule)
    cycle = cycle_of(recurring.recurrence or "") if recurring else None
    found = list(_recurring(recurring, cycle, period, zone, calendar or vietnam())) if recurring and cycle else []
    if final:
        found = [one for one in found if one.due_at < final.due_at]
        return Owed(final, [*found, final] if found else [])
    return Owed(found[-1], found) if found else None


def _period(span: Span, due: Deadline) -> ReportPeriod:
    name = period_name(span.key)
    return ReportPeriod(
        period=span.key, name_vi=name.vi, name_en=name.en, start=span.start, end=span.end, due_at=due.due_at,
        last_valid_day=due.last_valid_day,
    )  # fmt: skip


def _recurring(
    rule: DueRule, cycle: Cycle, period: Period, zone: ZoneInfo, calendar: Calendar
) -> Iterator[ReportPeriod]:
    start = period.start
    for due, span in _dues(rule, cycle, period, zone, calendar):
        end = min(span.end if _tells_of_the_one_before(rule, cycle, calendar) else due.last_valid_day, period.end)
        if end >= start:
            yield _period(Span(span.key, start, end), due)
            start = end + _DAY


def _dues(
    rule: DueRule, cycle: Cycle, period: Period, zone: ZoneInfo, calendar: Calendar
) -> Iterator[tuple[Deadline, Span]]:
    """Each deadline with the calendar period that its report is named after."""
    before = _tells_of_the_one_before(rule, cycle, calendar)
    for span in cycle.spans(period.start, period.end):
        due = _deadline(rule, cycle.due_in(span, calendar), period, zone)
        named = span_of(cycle.length, due.last_valid_day)
        yield due, span_of(cycle.length, named.start - _DAY) if before else named


def _deadline(rule: DueRule, day: date, period: Period, zone: ZoneInfo) -> Deadline:
    due = deadline(rule.model_copy(update={"date": day, "recurrence": None}), period, zone)
    assert due is not None, "a rule with a date has a deadline"
    return due


def _tells_of_the_one_before(rule: DueRule, cycle: Cycle, calendar: Calendar) -> bool:
    """Asked of one calendar period for all, so that months of unlike length are not judged unlike."""
    if not cycle.names_a_day:
        return False
    span = span_of(cycle.length, date(2024, 1, 1))
    day = cycle.due_in(span, calendar)
    due = _deadline(rule, day, Period(start=day, end=day), ZoneInfo("UTC"))
    return span.start <= due.last_valid_day < span.start + EARLY[cycle.length] * _DAY


def all_periods(campaign: CampaignContent) -> Sequence[ReportPeriod]:
    """The reports that each unit owes, by their due moments: the final one alone where none recurs."""
    if campaign.report_periods:
        return campaign.report_periods
    due = campaign.unit_report
    whole = campaign.period
    return [
        ReportPeriod(
            period=FINAL, start=whole.start, end=whole.end, due_at=due.due_at, last_valid_day=due.last_valid_day,
            grace_until=due.grace_until, lock_at=due.lock_at,
        )
    ]  # fmt: skip


def period_of(campaign: CampaignContent, key: str) -> ReportPeriod | None:
    return next((one for one in all_periods(campaign) if one.period == key), None)


def closing(campaign: CampaignContent) -> ReportPeriod:
    """The report that closes the campaign: the final one, or the last that recurs."""
    return all_periods(campaign)[-1]


def deadline_of(campaign: CampaignContent, period: ReportPeriod, calendar: Calendar | None = None) -> Deadline:
    """As it was computed when the campaign was published, with the moment to remind of it."""
    return deadline_at(period.due_at.astimezone(ZoneInfo(campaign.timezone)), calendar)
