"""Verdicts on unit reports. A verdict binds one version with one content; beside a later one it is void."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chungtay_kernel.events import Event
from chungtay_tasks.bodies import ReviewReport
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import Reason, ReviewAccepted, ReviewReturned
from chungtay_tasks.streams import unit_report


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One version of a unit's report as intake told it: filed with a content, or withdrawn.

    `received_at` is what lateness is judged by: the recording moment, or the receipt of what came otherwise.
    """

    version: int
    filed: bool
    content_hash: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    report_version: int
    content_hash: str
    accepted: bool
    reasons: Sequence[Reason] = ()
    note: str | None = None
    due_at: dt.datetime | None = None
    given_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A unit's report: every version heard and every verdict given, each in order."""

    versions: tuple[ReportVersion, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def latest(self) -> ReportVersion | None:
        return self.versions[-1] if self.versions else None

    @property
    def filed(self) -> ReportVersion | None:
        """The version that stands; None before the first filing and after a withdrawal."""
        return self.latest if self.latest and self.latest.filed else None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands: the last one, if it is about the version that stands, with its content."""
        filed = self.filed
        if self.verdicts and filed:
            given = self.verdicts[-1]
            if (given.report_version, given.content_hash) == (filed.version, filed.content_hash):
                return given
        return None

    def due_at(self, deadline: dt.datetime) -> dt.datetime:
        """The deadline, or the later moment that the return of an earlier version gave, if that version was in time:
        what came late is still late when it is mended."""
        filed, due_at = self.filed, deadline
        for verdict in self.verdicts:
            earlier = filed is not None and verdict.report_version < filed.version
            if earlier and not verdict.accepted and verdict.due_at and self._came_before(due_at, verdict):
                due_at = max(due_at, verdict.due_at)
        return due_at

    def _came_before(self, due_at: dt.datetime, verdict: Verdict) -> bool:
        """Whether the version a verdict is about came in time."""
        about = (verdict.report_version, verdict.content_hash)
        return any((v.version, v.content_hash) == about and v.received_at < due_at for v in self.versions)

    def is_late(self, deadline: dt.datetime) -> bool:
        return self.filed is not None and self.filed.received_at >= self.due_at(deadline)

    def filed_before(self, moment: dt.datetime) -> bool:
        """Whether a report stood when a moment came."""
        known = [version for version in self.versions if version.received_at < moment]
        return bool(known) and known[-1].filed


def evolve(report: Report, event: Event) -> Report:
    match event:
        case ReviewAccepted() | ReviewReturned():
            return Report(report.versions, (*report.verdicts, verdict_of(event)))
        case _:
            return report


def verdict_of(event: ReviewAccepted | ReviewReturned, given_at: dt.datetime | None = None) -> Verdict:
    accepted = isinstance(event, ReviewAccepted)
    return Verdict(
        event.report_version, event.content_hash, accepted, event.reasons, event.note, event.due_at, given_at
    )  # fmt: skip


def decide_review(report: Report, campaign: str, command: ReviewReport, now: dt.datetime) -> list[Event]:
    """`review.accepted` or `review.returned`; what was accepted may still be returned, not the other way round."""
    _require_version(report, command)
    _require_new(report, command)
    returned = command.verdict == "returned"
    if returned and not command.reasons:
        raise refusals.reasons_required()
    if not returned and (command.reasons or command.due_at):
        raise refusals.only_for_a_return("reasons" if command.reasons else "due_at")
    if command.due_at and command.due_at <= now:
        raise refusals.in_the_past("due_at", command.due_at, now)
    event = ReviewReturned if returned else ReviewAccepted
    return [
        event(
            campaign=campaign,
            unit=command.unit,
            report=unit_report(campaign, command.unit),
            report_version=command.report_version,
            content_hash=command.content_hash,
            reasons=[Reason(item=reason.item, text=reason.text) for reason in command.reasons],
            note=command.note,
            due_at=command.due_at,
        )
    ]


def _require_version(report: Report, command: ReviewReport) -> None:
    """The verdict must be about the version that stands, with the content that stands."""
    named, latest = command.report_version, report.latest
    if latest is None:
        raise refusals.report_not_filed(command.unit)
    if named > latest.version:
        raise refusals.report_version_unknown(named, latest.version)
    if not latest.filed and named >= latest.version - 1:
        raise refusals.report_withdrawn(named)
    if named < latest.version:
        raise refusals.report_superseded(named, latest.version)
    if command.content_hash != latest.content_hash:
        raise refusals.content_differs(command.content_hash, named)


def _require_new(report: Report, command: ReviewReport) -> None:
    given = report.verdicts[-1] if report.verdicts else None
    if given is None or given.report_version != command.report_version:
        return
    if not (given.accepted and command.verdict == "returned"):
        raise refusals.already_reviewed(command.report_version, accepted=given.accepted)
