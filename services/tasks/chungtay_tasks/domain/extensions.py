"""A leader gives one unit more time for a report, with a reason; what came late stays late by the time that stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from chungtay_kernel.events import Event
from chungtay_tasks.codes import FINAL
from chungtay_tasks.deadline_bodies import ExtendDeadline
from chungtay_tasks.deadlines import Deadline, bounds, deadline
from chungtay_tasks.domain import deadline_refusals, refusals
from chungtay_tasks.domain.checks import DUE_WITHIN
from chungtay_tasks.domain.refusals_of_reviews import period_unknown
from chungtay_tasks.events import CampaignContent, DeadlineExtended, DueRule
from chungtay_tasks.report_periods import all_periods, period_of


@dataclass(frozen=True, slots=True)
class Extendable:
    """A unit's report for a period: when the campaign wants it, None where it does not, and what it was extended to."""

    unit: str
    period: str = FINAL
    campaign: CampaignContent | None = None
    due_at: dt.datetime | None = None
    extended_to: dt.datetime | None = None

    @property
    def stands(self) -> dt.datetime | None:
        """An amendment may have given everyone more time than an earlier extension gave one."""
        return max(self.due_at, self.extended_to) if self.due_at and self.extended_to else self.due_at


def evolve(state: Extendable, event: Event) -> Extendable:
    match event:
        case CampaignContent():
            found = period_of(event, state.period)
            return replace(state, campaign=event, due_at=found.due_at if found else None)
        case DeadlineExtended() if (event.unit, event.period) == (state.unit, state.period):
            return replace(state, extended_to=event.due_at)
        case _:
            return state


def decide_extend(state: Extendable, command: ExtendDeadline, now: dt.datetime) -> list[Event]:
    """`deadline.extended`; raises Refusal for a report nobody expects, or a time that is no later or has passed."""
    campaign = state.campaign
    if campaign is None or state.unit not in {expected.unit for expected in campaign.expected_reports}:
        raise refusals.report_not_expected(state.unit)
    stands = state.stands
    if stands is None:
        raise period_unknown(state.period, [one.period for one in all_periods(campaign)])
    _require_near(command, campaign)
    due = _due(command, campaign)
    if due.due_at <= stands:
        raise deadline_refusals.no_later(command.last_valid_day, stands, ZoneInfo(campaign.timezone))
    if due.due_at <= now:
        raise refusals.in_the_past("last_valid_day", due.due_at, now)
    after = bounds(due, campaign.unit_report.terms)
    return [
        DeadlineExtended(
            campaign=campaign.campaign, unit=state.unit, period=state.period, due_at=due.due_at,
            last_valid_day=due.last_valid_day, reason=command.reason, grace_until=after.grace_until,
            lock_at=after.lock_at,
        )
    ]  # fmt: skip


def _require_near(command: ExtendDeadline, campaign: CampaignContent) -> None:
    latest = campaign.period.end + DUE_WITHIN
    if not campaign.period.start <= command.last_valid_day <= latest:
        raise refusals.date_far_off("last_valid_day", command.last_valid_day, campaign.period.start, latest)


def _due(command: ExtendDeadline, campaign: CampaignContent) -> Deadline:
    rule = DueRule(date=command.last_valid_day, time=command.time, comparison="by", text="gia hạn")
    due = deadline(rule, campaign.period, ZoneInfo(campaign.timezone))
    assert due is not None, "a rule with a date has a deadline"
    return due
