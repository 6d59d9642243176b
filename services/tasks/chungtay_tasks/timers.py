"""Reminder and deadline of each expected report. Both rest on what intake knew when they came due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from chungtay_kernel.events import Decision, Draft
from chungtay_kernel.feeds import FeedUnreachable
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.timers import NotYet, Timer, TimerHandler
from chungtay_tasks import queries
from chungtay_tasks.domain.reviews import Report
from chungtay_tasks.events import ReportDueSoon, ReportOverdue
from chungtay_tasks.readmodels import DUE_SOON, OVERDUE
from chungtay_tasks.streams import stream_of


def handlers(service: Service) -> Mapping[str, TimerHandler]:
    deadlines = Deadlines(service)
    return {DUE_SOON: deadlines.due_soon, OVERDUE: deadlines.overdue}


class Deadlines:
    """Fires a timer once the consumer has reached where intake's log stood when the timer came due."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._heard: set[datetime] = set()

    async def due_soon(self, timer: Timer) -> Sequence[Reaction]:
        """No reminder for a report that came, nor, after a standstill, for a deadline that has passed meanwhile."""
        report = await self._report(timer)
        due_at = datetime.fromisoformat(timer.payload["due_at"])
        if report.filed or await self.service.clock.now() >= due_at:
            return ()
        return await self._tell(timer, ReportDueSoon)

    async def overdue(self, timer: Timer) -> Sequence[Reaction]:
        if (await self._report(timer)).filed_before(datetime.fromisoformat(timer.payload["due_at"])):
            return ()
        return await self._tell(timer, ReportOverdue)

    async def _report(self, timer: Timer) -> Report:
        """The unit's report, as far as intake told it; raises NotYet while some of it may be under way."""
        await self._heard_all(timer.due_at)
        unit = timer.payload["unit"]
        return (await queries.reports(self.service.database.engine, timer.campaign_id, unit)).get(unit, Report())

    async def _heard_all(self, moment: datetime) -> None:
        """Asked for one moment until it is so, and then remembered: many timers come due together."""
        if moment in self._heard:
            return
        try:
            heard = await self.service.has_heard("intake", moment)
        except FeedUnreachable as error:
            raise NotYet(str(error)) from error
        if not heard:
            raise NotYet(f"not all that intake recorded up to {moment.isoformat()} has been heard")
        self._heard.add(moment)

    async def _tell(self, timer: Timer, told: type[ReportDueSoon | ReportOverdue]) -> Sequence[Reaction]:
        event = told(
            campaign=timer.campaign_id,
            unit=timer.payload["unit"],
            due_at=datetime.fromisoformat(timer.payload["due_at"]),
            last_valid_day=date.fromisoformat(timer.payload["last_valid_day"]),
        )
        stream = stream_of(event)
        version = len(await self.service.log.stream(stream))
        decision = Decision([Draft(stream, version, [event], timer.campaign_id)], {"unit": event.unit})
        return [Reaction(timer.key, timer.context(self.service.name), decision)]
