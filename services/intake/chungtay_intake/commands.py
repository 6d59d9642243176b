"""Commands: what a decision rests on is read, the decision made, and what guards it named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import reduce
from typing import Any
from uuid import UUID

from chungtay_intake import closing, refused
from chungtay_intake.bodies import CorrectActivity, FileReport, RecordActivity, VoidActivity, WithdrawReport
from chungtay_intake.checks import Accepted, check
from chungtay_intake.domain import (
    Activity,
    Review,
    UnitReport,
    decide_correct,
    decide_file,
    decide_record,
    decide_void,
    decide_withdraw,
    evolve_activity,
    evolve_report,
)  # fmt: skip
from chungtay_intake.drawing import Drawn
from chungtay_intake.events import EVENTS, ActivityContent, UnitReportFiled
from chungtay_intake.heard import FINAL, ReportPeriod
from chungtay_intake.negative import Stated
from chungtay_intake.readmodels import drawn, filed_periods
from chungtay_intake.reference import Campaign
from chungtay_intake.references import References
from chungtay_intake.unknown import unknown_unit
from chungtay_kernel.events import Decision, Draft, Event, Guard
from chungtay_kernel.http import Call
from chungtay_kernel.service import Service


@dataclass(frozen=True, slots=True)
class Intake:
    """The running service and the campaigns it has at hand."""

    service: Service
    references: References


def scope_of(campaign: str, unit: str) -> str:
    """What guards hold still: all that one unit writes in one campaign."""
    return f"{campaign}/{unit}"


def report_stream(campaign: str, unit: str, period: str = FINAL) -> str:
    """One report a unit and period."""
    return f"unit-report/{campaign}/{unit}/{period}"


def check_version(call: Call[Any], stands_at: int) -> None:
    """If-Match is the caller's choice; where it is sent, it is kept."""
    if "if-match" in call.request.headers:
        call.require_version(stands_at)


async def record(intake: Intake, code: str, call: Call[RecordActivity]) -> Decision:
    accepted, campaign = await checked(intake, code, call.body)
    stream = f"activity/{call.new_id}"
    events = decide_record(accepted.facts)
    answer = {"activity": str(call.new_id), "unit": call.body.unit, "understood": understood(accepted)}
    return Decision([_draft(stream, 0, events, campaign, call.body.unit)], answer)


async def correct(intake: Intake, code: str, activity: UUID, call: Call[CorrectActivity]) -> Decision:
    position = await intake.service.log.position()
    state, reports = await _standing(intake, code, activity)
    check_version(call, state.version)
    stands_on = state.content.duty if state.content else None
    accepted, campaign = await checked(intake, code, call.body, stands_on)
    events = decide_correct(state, reports, accepted.facts, call.body.reason, campaign.reviewer(call.body.unit))
    answer = {"activity": str(activity), "unit": call.body.unit, "understood": understood(accepted)}
    return _guarded(_draft(state.stream, state.version, events, campaign, call.body.unit), answer, position)


async def void(intake: Intake, code: str, activity: UUID, unit: str, call: Call[VoidActivity]) -> Decision:
    position = await intake.service.log.position()
    state, reports = await _standing(intake, code, activity)
    check_version(call, state.version)
    campaign = await intake.references.judge(code, lambda known: known)
    events = decide_void(state, reports, call.body.reason, campaign.reviewer(unit))
    draft = _draft(state.stream, state.version, events, campaign, unit)
    return _guarded(draft, {"activity": str(activity), "unit": unit}, position)


async def file(intake: Intake, code: str, unit: str, call: Call[FileReport]) -> Decision:
    body = call.body
    report = await standing_report(intake, code, unit, body.period)
    check_version(call, report.version)
    everything, now = await drawn(intake.service.database.pool, code, unit), await intake.service.clock.now()
    stated = Stated(**body.model_dump(exclude={"period", "sent_to"}))
    more = await closing.extended(intake.service.database.pool, code, unit, body.period)

    def decide(campaign: Campaign) -> tuple[Campaign, Drawn, list[Event]]:
        known_unit(campaign, unit)
        own = everything.of(begun(campaign, body.period, now))
        closing.require_open(campaign, report, more, now)
        return campaign, own, decide_file(report, campaign, unit, own, stated, body.sent_to)

    campaign, own, events = await intake.references.judge(code, decide)
    draft = _draft(report_stream(code, unit, body.period), report.version, events, campaign, unit)
    return _guarded(draft, _filed(unit, report, own, events), own.position)


def begun(campaign: Campaign, key: str, now: datetime) -> ReportPeriod:
    """A period that may be reported on: that of a report the unit owes, once its first day has come. Raises Refusal."""
    period, today = known_period(campaign, key), campaign.today(now)
    if key != FINAL and period.start > today:
        raise refused.period_to_come(key, period.start, today)
    return period


def known_period(campaign: Campaign, key: str) -> ReportPeriod:
    """Raises Refusal."""
    if key not in campaign.reports:
        raise refused.period_unknown(campaign, key)
    return campaign.reports[key]


def _filed(unit: str, report: UnitReport, own: Drawn, events: list[Event]) -> dict[str, Any]:
    """What a filing is answered with: all that a review must name."""
    (filed,) = events
    assert isinstance(filed, UnitReportFiled)
    return {
        "unit": unit,
        "period": filed.period,
        "report_version": report.version + 1,
        "content_hash": filed.content_hash,
        "drawn_at": filed.drawn_at,
        "activities": len(own.activities),
    }


async def withdraw(intake: Intake, code: str, unit: str, call: Call[WithdrawReport]) -> Decision:
    report = await standing_report(intake, code, unit, call.body.period)
    check_version(call, report.version)
    now = await intake.service.clock.now()
    more = await closing.extended(intake.service.database.pool, code, unit, report.period)

    def decide(campaign: Campaign) -> tuple[Campaign, list[Event]]:
        require_known(campaign, unit, report)
        closing.require_open(campaign, report, more, now)
        return campaign, decide_withdraw(report, campaign, unit, call.body.reason)

    campaign, events = await intake.references.judge(code, decide)
    draft = _draft(report_stream(code, unit, report.period), report.version, events, campaign, unit)
    return Decision([draft], {"unit": unit, "period": report.period, "report_version": report.report_version})


async def checked(
    intake: Intake, code: str, body: RecordActivity | CorrectActivity, stands_on: str | None = None
) -> tuple[Accepted, Campaign]:
    """Raises Refusal."""
    now = await intake.service.clock.now()
    return await intake.references.judge(
        code, lambda campaign: (check(campaign, body, now, stands_on=stands_on), campaign)
    )


def understood(accepted: Accepted) -> list[dict[str, Any]]:
    return [reading._asdict() for reading in accepted.understood]


def known_unit(campaign: Campaign, unit: str) -> None:
    """Raises Refusal (404) for a unit in an address."""
    if unit not in campaign.units:
        raise unknown_unit(campaign, unit, status=404)


def require_known(campaign: Campaign, unit: str, report: UnitReport) -> None:
    """What was filed binds until it is withdrawn, also where an amendment dropped its period or its unit since.

    Raises Refusal where nothing was and the campaign has no such report.
    """
    if not report.version:
        known_unit(campaign, unit)
        known_period(campaign, report.period)


async def _standing(intake: Intake, code: str, activity: UUID) -> tuple[Activity, list[UnitReport]]:
    """An activity and the reports of its unit that stand, from their streams."""
    stream = f"activity/{activity}"
    events = map(EVENTS.load, await intake.service.log.stream(stream))
    state = reduce(evolve_activity, events, Activity(stream))
    if state.content is None:
        return state, []
    unit = state.content.unit
    periods = await filed_periods(intake.service.database.pool, code, unit)
    return state, [await standing_report(intake, code, unit, period) for period in periods]


async def standing_report(intake: Intake, code: str, unit: str, period: str = FINAL) -> UnitReport:
    """A unit's report of a period from its stream, with the review that binds it."""
    events = map(EVENTS.load, await intake.service.log.stream(report_stream(code, unit, period)))
    report = reduce(evolve_report, events, UnitReport(period=period))
    return report.reviewed(await _review(intake, code, unit, report)) if report.filed else report


async def _review(intake: Intake, code: str, unit: str, report: UnitReport) -> Review | None:
    row = await intake.service.database.pool.fetchrow(
        """SELECT report_version, content_hash, verdict,
                  (convert_from(data, 'UTF8')::jsonb ->> 'due_at')::timestamptz AS due_at
           FROM review
           WHERE campaign = $1 AND unit = $2 AND period = $3 AND report_version = $4""",
        code,
        unit,
        report.period,
        report.report_version,
    )
    return Review(**row) if row else None


def _draft(stream: str, version: int, events: list[Event], campaign: Campaign, unit: str) -> Draft:
    return Draft(stream, version, events, campaign.code, scope_of(campaign.code, unit), _occurred(events[0], campaign))


def _occurred(event: Event, campaign: Campaign) -> datetime | None:
    """An activity happened on a day: the moment is the beginning of that day in the campaign's zone."""
    if not isinstance(event, ActivityContent):
        return None
    return datetime.combine(event.occurred_on, time.min, campaign.zone).astimezone(UTC)


def _guarded(draft: Draft, answer: dict[str, Any], position: int) -> Decision:
    """Decided again if the unit wrote anything after the position: a filing must not freeze what is being changed."""
    return Decision([draft], answer, [Guard(draft.scope, position)])
