"""Commands about units' reports: who may take which step, decided against what has been heard of intake by now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from chungtay_kernel.events import Decision, Draft, Event
from chungtay_kernel.http import Call
from chungtay_kernel.service import Service
from chungtay_tasks import queries, streams
from chungtay_tasks.bodies import AboutReport, RerouteReport, ReviewReport
from chungtay_tasks.domain import refusals
from chungtay_tasks.domain import refusals_of_reviews as refused
from chungtay_tasks.domain.desks import Seat, desks_of, seat_of
from chungtay_tasks.domain.reviews import Report, decide_reroute, decide_review, evolve, kind_of
from chungtay_tasks.events import EVENTS, CampaignContent, ReportPeriod
from chungtay_tasks.guarding import unless_amended
from chungtay_tasks.report_periods import all_periods, period_of


def seated(campaign: CampaignContent, call: Call[ReviewReport]) -> Seat:
    """The seat the caller takes; the call is cleared for it. Raises Refusal (403)."""
    unit, actor, desks = call.body.unit, call.actor, desks_of(campaign)
    seats = desks.seats(unit)
    seat = seat_of(seats, actor.unit, actor.roles, call.body.verdict)
    if seat is None and actor.unit == unit:
        raise refused.own_report(unit, seats[0].unit)
    call.act_for(seat.unit if seat else seats[0].unit)
    if seat is None:
        raise refused.not_the_reviewer(unit, "; ".join(f"{s.role} {s.unit}" for s in seats))
    call.actor = call.actor.acting_as(seat.role)
    return seat


def at_a_desk(campaign: CampaignContent, call: Call[RerouteReport]) -> str:
    """The caller's unit, if reports are sent to it at all; the call is cleared for it. Raises Refusal (403)."""
    desks = desks_of(campaign)
    unit = call.actor.unit if call.actor.unit in desks.named else desks.right_for(call.body.unit)
    return call.act_for(unit).unit


@unless_amended
async def review_report(service: Service, campaign: str, call: Call[ReviewReport]) -> Decision:
    """A version still under way makes the verdict void."""
    published, command = await queries.campaign(service.database.engine, campaign), call.body
    seat = seated(published, call)
    state, at = await _report(service, published, command)
    now = await service.clock.now()
    events = decide_review(state, desks_of(published), command, seat, now, published.period)
    return _decision(published, command, events, at, {"verdict": command.verdict})


@unless_amended
async def reroute_report(service: Service, campaign: str, call: Call[RerouteReport]) -> Decision:
    published, command = await queries.campaign(service.database.engine, campaign), call.body
    by = at_a_desk(published, call)
    state, at = await _report(service, published, command)
    desks = desks_of(published)
    events = decide_reroute(state, desks, command, by)
    return _decision(published, command, events, at, {"desk": desks.right_for(command.unit)})


async def _report(service: Service, campaign: CampaignContent, about: AboutReport) -> tuple[Report, int]:
    """The report as heard and reviewed, and where the stream of its reviews stands.

    What was filed binds until it is returned, also where an amendment dropped its period or its unit since.
    """
    name, unit, period = campaign.campaign, about.unit, about.period
    heard = await queries.reports(service.database.engine, name, unit, period=period)
    if unit not in heard:
        _require_expected(campaign, unit)
        require_period(campaign, period)
    history = [EVENTS.load(stored) for stored in await service.log.stream(streams.review(name, unit, period))]
    versions = heard[unit].versions if unit in heard else ()
    return reduce(evolve, history, Report(versions)), len(history)


def _require_expected(campaign: CampaignContent, unit: str) -> None:
    """Raises Refusal."""
    if unit not in {expected.unit for expected in campaign.expected_reports}:
        raise refusals.report_not_expected(unit)


def require_period(campaign: CampaignContent, key: str) -> ReportPeriod:
    """Raises Refusal."""
    found = period_of(campaign, key)
    if found is None:
        raise refused.period_unknown(key, [one.period for one in all_periods(campaign)])
    return found


def _decision(
    campaign: CampaignContent, about: AboutReport, events: Sequence[Event], at: int, more: dict[str, Any]
) -> Decision:
    name = campaign.campaign
    told = {"campaign": name, **about.model_dump(include={"unit", "period", "report_version"}), **more}
    stream = streams.review(name, about.unit, about.period)
    return Decision([Draft(stream, at, events, name)], told)


def shown_review(row: queries.Row) -> dict[str, Any]:
    """One thing said of a report or done with it: who (role and unit, never the account), when, what and why."""
    said = queries.SAID[row["kind"]].model_validate(row["data"])
    role, unit, _ = row["given_by"].split(":", 2)
    hidden = {"campaign", "report"}
    return {
        "version": row["version"], "what": kind_of(said), "given_at": row["given_at"],
        "by": {"role": role, "unit": unit}, **said.model_dump(exclude=hidden),
    }  # fmt: skip
