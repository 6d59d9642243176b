"""Reminders and deadlines of reports. All of them rest on what intake knew when they came due.

After a standstill each report is reminded of once: what a later timer of the same report says by then is left to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from chungtay_kernel.events import Decision, Draft
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.timers import Timer, TimerHandler
from chungtay_tasks import queries
from chungtay_tasks.arming import DUE_SOON, OVERDUE, REQUEST_CLOSED, RETURN_LYING, REVIEW_DUE
from chungtay_tasks.codes import FINAL
from chungtay_tasks.domain.desks import desks_of
from chungtay_tasks.domain.reviews import Report
from chungtay_tasks.events import (
    OfExpectedReport,
    ReportDueSoon,
    ReportOverdue,
    ReportRequestClosed,
    ReportReturnLying,
    ReportReviewDue,
)  # fmt: skip
from chungtay_tasks.hearing import Hearing
from chungtay_tasks.streams import stream_of


def handlers(service: Service) -> Mapping[str, TimerHandler]:
    deadlines = Deadlines(service)
    return {
        DUE_SOON: deadlines.due_soon,
        OVERDUE: deadlines.overdue,
        REQUEST_CLOSED: deadlines.request_closed,
        REVIEW_DUE: deadlines.review_due,
        RETURN_LYING: deadlines.return_lying,
    }


class Deadlines:
    """Fires a timer once the consumer has reached where intake's log stood when the timer came due."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._intake = Hearing(partial(service.has_heard, "intake"))

    async def due_soon(self, timer: Timer) -> Sequence[Reaction]:
        if (await self._report(timer)).filed or await self._is_left_to_another(timer):
            return ()
        before = timer.payload.get("working_days_before", 0)
        return await self._tell(timer, ReportDueSoon(**_about(timer), **_due(timer), working_days_before=before))

    async def overdue(self, timer: Timer) -> Sequence[Reaction]:
        if (await self._report(timer)).filed_before(timer.due_at):
            return ()
        return await self._tell(timer, ReportOverdue(**_about(timer), **_due(timer)))

    async def request_closed(self, timer: Timer) -> Sequence[Reaction]:
        if (await self._report(timer)).filed_before(timer.due_at):
            return ()
        return await self._tell(timer, ReportRequestClosed(**_about(timer), **_due(timer)))

    async def review_due(self, timer: Timer) -> Sequence[Reaction]:
        """No reminder of a version that another has followed, or that was reviewed."""
        report, version = await self._report(timer), timer.payload["version"]
        if report.filed is None or report.filed.version != version or report.verdict:
            return ()
        return await self._tell(
            timer,
            ReportReviewDue(
                **_about(timer), desk=await self._desk(timer, report), report_version=version,
                received_at=_moment(timer, "received_at"), working_days=timer.payload["working_days"],
            ),
        )  # fmt: skip

    async def _desk(self, timer: Timer, report: Report) -> str:
        """Who has to review a report: the desk where it lies, and the issuer's once that has checked it."""
        campaign = await queries.campaign(self.service.database.engine, timer.campaign_id)
        return campaign.issuer if report.check else report.desk(desks_of(campaign), timer.payload["unit"])

    async def return_lying(self, timer: Timer) -> Sequence[Reaction]:
        """No reminder where something was filed since, or where the time that the return gave has passed meanwhile."""
        report, version = await self._report(timer), timer.payload["version"]
        lying = report.latest is not None and report.latest.version == version
        if not lying or await self._is_left_to_another(timer):
            return ()
        due: dict[str, Any] = _due(timer) if timer.payload["due_at"] else {"due_at": None, "last_valid_day": None}
        return await self._tell(
            timer,
            ReportReturnLying(
                **_about(timer), **due, report_version=version, returned_at=_moment(timer, "returned_at"),
                passed=timer.payload.get("passed", False),
            ),
        )  # fmt: skip

    async def _is_left_to_another(self, timer: Timer) -> bool:
        """Whether what comes next for this report, a later reminder or the deadline itself, has come meanwhile."""
        until = timer.payload.get("until") or (timer.payload["due_at"] if timer.kind == DUE_SOON else None)
        return until is not None and await self.service.clock.now() >= datetime.fromisoformat(until)

    async def _report(self, timer: Timer) -> Report:
        """The unit's report, as far as intake told it; raises NotYet while some of it may be under way."""
        await self._intake.require(timer.due_at)
        about = _about(timer)
        engine, period = self.service.database.engine, about["period"]
        found = await queries.reports(engine, timer.campaign_id, about["unit"], period=period)
        return found.get(about["unit"], Report())

    async def _tell(self, timer: Timer, event: OfExpectedReport) -> Sequence[Reaction]:
        stream = stream_of(event)
        version = len(await self.service.log.stream(stream))
        decision = Decision([Draft(stream, version, [event], timer.campaign_id)], {"unit": event.unit})
        return [Reaction(timer.key, timer.context(self.service.name), decision)]


def _about(timer: Timer) -> dict[str, str]:
    """Timers that an earlier release set name no period: theirs is the final report."""
    return {
        "campaign": timer.campaign_id, "unit": timer.payload["unit"], "period": timer.payload.get("period", FINAL),
    }  # fmt: skip


def _due(timer: Timer) -> dict[str, Any]:
    day = date.fromisoformat(timer.payload["last_valid_day"])
    return {"due_at": _moment(timer, "due_at"), "last_valid_day": day}


def _moment(timer: Timer, name: str) -> datetime:
    return datetime.fromisoformat(timer.payload[name])
