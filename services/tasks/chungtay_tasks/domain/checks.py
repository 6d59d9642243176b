"""Everything that can be wrong with a campaign before it is published, each with its field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chungtay_kernel.problems import Refusal
from chungtay_tasks.bodies import DutyBody, PublishCampaign
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain.groups import in_a_circle
from chungtay_tasks.domain.report_rules import report_rule_problems
from chungtay_tasks.domain.unit_validity import absent
from chungtay_tasks.domain.units import Directory
from chungtay_tasks.events import DueRule, Period, PlanRead, Span

ANYBODY = frozenset({"ALL", "XP", "SYSTEM"})
"""Reporters that are no unit: any unit, each commune, and what the system counts itself."""

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
"""Between these days a campaign takes place."""
DUE_WITHIN = timedelta(days=5 * 365 + 1)
"""Nothing is due longer after a campaign's end, and no preparation of it longer before its start."""

# A recurrence as far as due rules need it: RFC 5545 parts in any order, FREQ among them.
_RRULE = re.compile(r"(?=.*\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b)[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")


def problems(command: PublishCampaign, directory: Directory, plan: PlanRead | None) -> Iterator[Refusal]:
    yield from _frame(command, plan)
    yield from _units(command, directory)
    yield from _groups(command)
    yield from _indicators(command)
    yield from _reports(command)
    yield from _duties(command, plan)


def _frame(command: PublishCampaign, plan: PlanRead | None) -> Iterator[Refusal]:
    period = command.period
    if period.end < period.start:
        yield refusals.ends_before_start("period.end", str(period.end), str(period.start))
    for field, day in (("period.start", period.start), ("period.end", period.end)):
        if not EARLIEST <= day <= LATEST:
            yield refusals.date_far_off(field, day, EARLIEST, LATEST)
    if command.plan and plan is None:
        yield refusals.unknown("plan", "plan", command.plan)
    if not _is_zone(command.timezone):
        yield refusals.unknown("timezone", "timezone", command.timezone)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _units(command: PublishCampaign, directory: Directory) -> Iterator[Refusal]:
    yield from _doubled("units", command.units)
    yield from _among(directory, "unit", "units", command.units)
    yield from absent("units", command.units, directory, command.period)
    for field in ("issuer", "coordinator"):
        if getattr(command, field) not in command.units:
            yield refusals.unknown("campaign_unit", field, getattr(command, field))


def _groups(command: PublishCampaign) -> Iterator[Refusal]:
    groups = {group.code: group for group in command.groups}
    yield from _doubled("groups", [*command.units, *(group.code for group in command.groups)])
    for index, group in enumerate(command.groups):
        yield from _among(_holders(command), "holder", f"groups[{index}].members", group.members or ())
        if in_a_circle(group.code, groups):
            yield refusals.group_in_circle(f"groups[{index}].members", group.code)


def _holders(command: PublishCampaign) -> frozenset[str]:
    return frozenset(command.units) | {group.code for group in command.groups}


def _indicators(command: PublishCampaign) -> Iterator[Refusal]:
    yield from _doubled("indicators", [indicator.code for indicator in command.indicators])
    holders = _holders(command)
    for index, indicator in enumerate(command.indicators):
        yield from _among(holders | ANYBODY, "reporter", f"indicators[{index}].reporters", indicator.reporters)
        yield from _among(holders, "holder", f"indicators[{index}].owners", indicator.owners)


def _reports(command: PublishCampaign) -> Iterator[Refusal]:
    within = _after(command.period.start, command.period)
    among = partial(_among, command.units, "campaign_unit")
    yield from _doubled("expected_reports", [expected.unit for expected in command.expected_reports])
    yield from among("expected_reports", [expected.unit for expected in command.expected_reports])
    yield from among("unit_report", [u for u in (command.unit_report.to, command.unit_report.via) if u])
    yield from among("consolidated_report", [command.consolidated_report.by, command.consolidated_report.to])
    yield from _due(command.unit_report.due, "unit_report.due", within)
    yield from report_rule_problems(command)
    if command.consolidated_report.due:
        yield from _due(command.consolidated_report.due, "consolidated_report.due", within)


def _duties(command: PublishCampaign, plan: PlanRead | None) -> Iterator[Refusal]:
    yield from _doubled("duties", [duty.duty for duty in command.duties])
    holders, indicators = _holders(command), {indicator.code for indicator in command.indicators}
    length = len(str(plan.reading.get("text", ""))) if plan else None
    within = _after(max(command.period.start, EARLIEST) - DUE_WITHIN, command.period)
    for index, duty in enumerate(command.duties):
        yield from _duty(duty, f"duties[{index}]", holders, indicators, length)
        yield from _due(duty.due, f"duties[{index}].due", within)


def _duty(
    duty: DutyBody, field: str, holders: Collection[str], indicators: Collection[str], length: int | None
) -> Iterator[Refusal]:
    yield from _among(holders, "holder", f"{field}.holders", duty.holders)
    yield from _among(holders, "holder", f"{field}.partners", duty.partners)
    yield from _among(indicators, "indicator", f"{field}.indicators", duty.indicators)
    yield from _doubled(f"{field}.holders", duty.holders)
    if duty.span and not _lies_within(duty.span, length):
        yield refusals.span_outside(f"{field}.span", length)


def _lies_within(span: Span, length: int | None) -> bool:
    return length is not None and 0 <= span.paragraph_start <= span.start < span.end <= length


def _after(earliest: date, period: Period) -> Period:
    return Period(start=earliest, end=min(period.end, LATEST) + DUE_WITHIN)


def _due(rule: DueRule, field: str, within: Period) -> Iterator[Refusal]:
    if rule.date and not within.start <= rule.date <= within.end:
        yield refusals.date_far_off(f"{field}.date", rule.date, within.start, within.end)
    yield from _rule(rule, field)


def _rule(rule: DueRule, field: str) -> Iterator[Refusal]:
    refused = partial(refusals.due_rule_invalid, text=rule.text)
    if rule.comparison == "before" and not (rule.date or rule.recurrence or rule.after):
        yield refused(
            f"{field}.date",
            expected_vi="một ngày, một chu kỳ hoặc một sự kiện",
            expected_en="a date, a recurrence or an event",
        )
    if rule.time and (rule.comparison == "during" or not (rule.date or rule.recurrence)):
        yield refused(
            f"{field}.time",
            expected_vi="giờ chỉ đi với ngày hoặc chu kỳ",
            expected_en="a time goes with a date or a recurrence",
        )
    if rule.recurrence and not _RRULE.fullmatch(rule.recurrence):
        yield refused(
            f"{field}.recurrence", expected_vi="RRULE theo RFC 5545, ví dụ FREQ=WEEKLY;BYDAY=FR",
            expected_en="an RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=FR",
        )  # fmt: skip


def _doubled(field: str, codes: Iterable[str]) -> Iterator[Refusal]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield refusals.doubled(field, code)


def _among(known: Collection[str], thing: str, field: str, codes: Collection[str]) -> Iterator[Refusal]:
    for code in codes:
        if code not in known:
            yield refusals.unknown(thing, field, code)
