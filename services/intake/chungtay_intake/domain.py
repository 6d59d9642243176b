"""Decisions about activities and unit reports: pure, from what stands and what is wished to events or a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chungtay_intake import locked, refused
from chungtay_intake.drawing import Drawn, draw
from chungtay_intake.events import (
    ActivityContent,
    ActivityCorrected,
    ActivityFacts,
    ActivityRecorded,
    ActivityVoided,
    Channel,
    Days,
    FiledActivity,
    UnitReportContent,
    UnitReportFiled,
    UnitReportWithdrawn,
    hash_of,
)  # fmt: skip
from chungtay_intake.heard import FINAL
from chungtay_intake.locked import ReportState
from chungtay_intake.negative import Stated, nothing_of
from chungtay_intake.reference import Campaign
from chungtay_intake.unknown import unknown_activity
from chungtay_kernel.events import Event

Verdict = Literal["accepted", "returned"]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; `content` is None before it is recorded, and stays what it was when it is voided."""

    stream: str
    version: int = 0
    content: ActivityContent | None = None
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The coordinator's word on one filing: it binds that version with that content, and no other."""

    report_version: int
    content_hash: str
    verdict: Verdict
    due_at: datetime | None = None
    """Until when a return asked for it again."""


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report of a period: `report_version` is the version of its last filing in the stream, 0 before the
    first."""

    version: int = 0
    report_version: int = 0
    content_hash: str = ""
    filed: bool = False
    verdict: Verdict | None = None
    activities: frozenset[str] = frozenset()
    period: str = FINAL
    returned_until: datetime | None = None

    @property
    def state(self) -> ReportState:
        if not self.report_version:
            return "not_filed"
        return (self.verdict or "filed") if self.filed else "withdrawn"

    @property
    def binds(self) -> bool:
        """Whether what it holds may not change: filed and not returned."""
        return self.state in ("filed", "accepted")

    def reviewed(self, review: Review | None) -> UnitReport:
        """A review of another version, of other content, or of what was withdrawn is void."""
        if review is None or (review.report_version, review.content_hash) != (self.report_version, self.content_hash):
            return self
        return replace(self, verdict=review.verdict, returned_until=review.due_at)


def evolve_activity(state: Activity, event: Event) -> Activity:
    match event:
        case ActivityContent():
            return replace(state, version=state.version + 1, content=event)
        case ActivityVoided():
            return replace(state, version=state.version + 1, voided=True)
        case _:
            raise TypeError(f"{type(event).__name__} does not happen to an activity")


def evolve_report(state: UnitReport, event: Event) -> UnitReport:
    version = state.version + 1
    match event:
        case UnitReportFiled():
            held = frozenset(a.activity for a in event.activities)
            return UnitReport(
                version, version, event.content_hash, filed=True, activities=held, period=event.period
            )  # fmt: skip
        case UnitReportWithdrawn():
            return replace(state, version=version, filed=False, verdict=None, returned_until=None)
        case _:
            raise TypeError(f"{type(event).__name__} does not happen to a unit report")


def decide_record(facts: ActivityFacts, *, channel: Channel = "http") -> list[Event]:
    return [ActivityRecorded(**facts, channel=channel, received_at=None, on_behalf_of=None)]


def decide_correct(
    state: Activity, reports: Iterable[UnitReport], facts: ActivityFacts, reason: str, reviewer: str
) -> list[Event]:
    """The unit stays the one that recorded; how the activity came in is no part of what is corrected."""
    stands = _changeable(state, reports, reviewer)
    if facts["unit"] != stands.unit:
        raise refused.another_unit(stands.unit, facts["unit"])
    corrected = ActivityCorrected(
        **facts, channel=stands.channel, received_at=stands.received_at, on_behalf_of=stands.on_behalf_of,
        reason=reason,
    )  # fmt: skip
    if all(getattr(corrected, name) == getattr(stands, name) for name in ActivityContent.model_fields):
        raise refused.nothing_changed()
    return [corrected]


def decide_void(state: Activity, reports: Iterable[UnitReport], reason: str, reviewer: str) -> list[Event]:
    stands = _changeable(state, reports, reviewer)
    return [ActivityVoided(campaign=stands.campaign, unit=stands.unit, reason=reason)]


def _changeable(state: Activity, reports: Iterable[UnitReport], reviewer: str) -> ActivityContent:
    """What stands of an activity that may be changed; raises Refusal."""
    if state.content is None:
        raise unknown_activity(state.stream)
    if state.voided:
        raise refused.already_voided(state.stream)
    for report in reports:
        if report.binds and state.stream in report.activities:
            raise locked.holds_activity(report.state, report.report_version, report.period, reviewer)
    return state.content


def decide_file(
    report: UnitReport, campaign: Campaign, unit: str, drawn: Drawn, stated: Stated, sent_to: str | None = None
) -> list[Event]:
    """`drawn` are the unit's activities on the period's days. A figure of theirs and a stated zero exclude each
    other."""
    if unit not in campaign.expected:
        raise refused.report_not_expected(unit)
    if report.binds:
        raise locked.already_filed(report.state, report.report_version, report.period, campaign.reviewer(unit))
    if sent_to is not None and sent_to not in campaign.desks:
        raise refused.no_desk(campaign, sent_to)
    figures = draw(campaign, drawn.activities)
    negative = nothing_of(campaign, unit, stated, drawn.activities, {figure.indicator for figure in figures})
    period = campaign.reports[report.period]
    content = UnitReportContent(
        campaign=campaign.code, unit=unit, period=period.period, figures=[figure.filed for figure in figures],
        activities=[FiledActivity(activity=a.activity, version=a.version) for a in drawn.activities],
        days=None if period.period == FINAL else Days(start=period.start, end=period.end),
        sent_to=sent_to if sent_to != campaign.reviewer(unit) else None,
        difficulties=list(stated.difficulties), proposals=list(stated.proposals), **negative._asdict(),
    )  # fmt: skip
    return [UnitReportFiled(**dict(content), content_hash=hash_of(content), drawn_at=drawn.position, received_at=None)]


def decide_withdraw(report: UnitReport, campaign: Campaign, unit: str, reason: str) -> list[Event]:
    if report.state != "filed":
        raise locked.not_to_withdraw(report.state, campaign.reviewer(unit))
    return [
        UnitReportWithdrawn(
            campaign=campaign.code, unit=unit, report_version=report.report_version, reason=reason,
            period=report.period,
        )
    ]  # fmt: skip
