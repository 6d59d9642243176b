"""Verdicts on unit reports. A verdict binds one version with one content; beside a later one it is void."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from chungtay_kernel.events import Event
from chungtay_tasks.bodies import RerouteReport, ReviewReport
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain import refusals_of_reviews as refused
from chungtay_tasks.domain.checks import DUE_WITHIN
from chungtay_tasks.domain.desks import Desks, Seat
from chungtay_tasks.events import Period, Reason, ReportRerouted, ReviewAccepted, ReviewChecked, ReviewReturned
from chungtay_tasks.streams import unit_report

OfReview = ReviewAccepted | ReviewReturned | ReviewChecked | ReportRerouted
Kind = Literal["accepted", "returned", "checked", "rerouted"]


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One version of a unit's report as intake told it: filed with a content, or withdrawn.

    `received_at` is what lateness is judged by: the recording moment, or the receipt of what came otherwise.
    """

    version: int
    filed: bool
    content_hash: str
    received_at: dt.datetime
    sent_to: str | None = None
    nothing_arose: bool = False


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
class Step:
    """A first step of two, or a way between desks: `desk` is where the report lies from then on."""

    report_version: int
    content_hash: str
    desk: str | None = None
    note: str | None = None
    given_at: dt.datetime | None = None


Given = TypeVar("Given", Verdict, Step)


@dataclass(frozen=True, slots=True)
class Report:
    """A unit's report of one period: every version heard and every verdict given, each in order."""

    versions: tuple[ReportVersion, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    checks: tuple[Step, ...] = ()
    reroutes: tuple[Step, ...] = ()

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
        return _standing(self.verdicts, self.filed)

    @property
    def check(self) -> Step | None:
        """The coordinator's check, while it waits for the second step."""
        return None if self.verdict else _standing(self.checks, self.filed)

    def desk(self, desks: Desks, unit: str) -> str:
        """Where the report lies: where it was passed on to, where it was sent, or where it belongs."""
        passed = _standing(self.reroutes, self.filed)
        sent = self.filed.sent_to if self.filed else None
        return (passed.desk if passed else sent) or desks.right_for(unit)

    def due_at(self, deadline: dt.datetime) -> dt.datetime:
        """The deadline, or the later moment that the return of this version or an earlier one gave, if that version was
        in time: what came late is still late when it is mended."""
        filed, due_at = self.filed, deadline
        for verdict in self.verdicts:
            earlier = filed is not None and verdict.report_version <= filed.version
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


def _standing(given: Sequence[Given], filed: ReportVersion | None) -> Given | None:
    """The last that was given, if it is about the version that stands, with its content."""
    if not given or filed is None:
        return None
    last = given[-1]
    return last if (last.report_version, last.content_hash) == (filed.version, filed.content_hash) else None


def evolve(report: Report, event: Event, at: dt.datetime | None = None) -> Report:
    match event:
        case ReviewAccepted() | ReviewReturned():
            return replace(report, verdicts=(*report.verdicts, verdict_of(event, at)))
        case ReviewChecked(report_version=version, content_hash=content, note=note):
            return replace(report, checks=(*report.checks, Step(version, content, note=note, given_at=at)))
        case ReportRerouted(report_version=version, content_hash=content, to_desk=desk):
            return replace(report, reroutes=(*report.reroutes, Step(version, content, desk, event.reason, at)))
        case _:
            return report


def verdict_of(event: ReviewAccepted | ReviewReturned, given_at: dt.datetime | None = None) -> Verdict:
    accepted = isinstance(event, ReviewAccepted)
    return Verdict(
        event.report_version, event.content_hash, accepted, event.reasons, event.note, event.due_at, given_at
    )  # fmt: skip


def kind_of(event: OfReview) -> Kind:
    match event:
        case ReviewAccepted():
            return "accepted"
        case ReviewReturned():
            return "returned"
        case ReviewChecked():
            return "checked"
        case ReportRerouted():
            return "rerouted"


def decide_review(
    report: Report, desks: Desks, command: ReviewReport, seat: Seat, now: dt.datetime, period: Period
) -> list[Event]:
    """`review.checked`, `review.accepted` or `review.returned`, as the seat's step allows; what was checked or accepted
    may still be returned, not the other way round. `period`: the campaign's."""
    _require_version(report, command)
    _require_desk(report, desks, command.unit, seat)
    _require_new(report, command)
    _require_step(report, desks, command, seat)
    returned = command.verdict == "returned"
    if returned and not command.reasons:
        raise refused.reasons_required()
    if not returned and (command.reasons or command.due_at):
        raise refused.only_for_a_return("reasons" if command.reasons else "due_at")
    if command.due_at:
        _require_ahead_and_near(command.due_at, now, period)
    return [_said(desks.campaign, command)]


def _require_ahead_and_near(due_at: dt.datetime, now: dt.datetime, period: Period) -> None:
    """Timers are computed from it where nothing can be refused any more: within the append."""
    if due_at <= now:
        raise refusals.in_the_past("due_at", due_at, now)
    latest = period.end + DUE_WITHIN
    if due_at.date() > latest:
        raise refusals.date_far_off("due_at", due_at.date(), period.start, latest)


def _said(campaign: str, command: ReviewReport) -> Event:
    about = {
        "campaign": campaign, "unit": command.unit, "period": command.period,
        "report": unit_report(campaign, command.unit, command.period), "report_version": command.report_version,
        "content_hash": command.content_hash, "note": command.note,
    }  # fmt: skip
    if command.verdict == "checked":
        return ReviewChecked.model_validate(about)
    model = ReviewReturned if command.verdict == "returned" else ReviewAccepted
    reasons = [Reason(item=reason.item, text=reason.text) for reason in command.reasons]
    return model.model_validate({**about, "reasons": reasons, "due_at": command.due_at})


def decide_reroute(report: Report, desks: Desks, command: RerouteReport, by: str) -> list[Event]:
    """`report.rerouted`, by the desk where the report lies or by the one that it belongs to."""
    _require_version(report, command)
    lies, right = report.desk(desks, command.unit), desks.right_for(command.unit)
    if lies == right:
        raise refused.at_the_right_desk(command.unit, right)
    if command.to not in (None, right):
        raise refused.desk_wrong(command.unit, command.to, right)
    if by not in (lies, right):
        raise refused.not_at_your_desk(by, lies, right)
    return [
        ReportRerouted(
            campaign=desks.campaign, unit=command.unit, period=command.period,
            report=unit_report(desks.campaign, command.unit, command.period), report_version=command.report_version,
            content_hash=command.content_hash, from_desk=lies, to_desk=right, reason=command.reason,
        )
    ]  # fmt: skip


def _require_version(report: Report, command: ReviewReport | RerouteReport) -> None:
    """What is said must be about the version that stands, with the content that stands."""
    named, latest = command.report_version, report.latest
    if latest is None:
        raise refused.report_not_filed(command.unit)
    if named > latest.version:
        raise refused.report_version_unknown(named, latest.version)
    if not latest.filed and named >= latest.version - 1:
        raise refused.report_withdrawn(named)
    if named < latest.version:
        raise refused.report_superseded(named, latest.version)
    if command.content_hash != latest.content_hash:
        raise refused.content_differs(command.content_hash, named)


def _require_desk(report: Report, desks: Desks, unit: str, seat: Seat) -> None:
    """The second step follows from the first, wherever the report was sent."""
    lies = report.desk(desks, unit)
    if seat.step != "last" and lies != seat.unit:
        raise refused.at_another_desk(unit, lies, seat.unit)


def _require_new(report: Report, command: ReviewReport) -> None:
    given = report.verdicts[-1] if report.verdicts else None
    if given is not None and given.report_version == command.report_version:
        if not (given.accepted and command.verdict == "returned"):
            raise refused.already_reviewed(command.report_version, accepted=given.accepted)
    elif report.check and command.verdict == "checked":
        raise refused.already_checked(command.report_version)


def _require_step(report: Report, desks: Desks, command: ReviewReport, seat: Seat) -> None:
    if command.verdict == "checked" and seat.step != "first":
        raise refused.no_first_step(two_steps=desks.two_steps)
    if command.verdict == "accepted" and seat.step == "first":
        raise refused.check_first(desks.issuer)
    if command.verdict == "accepted" and seat.step == "last" and report.check is None:
        raise refused.not_checked(desks.coordinator)
