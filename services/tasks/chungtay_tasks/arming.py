"""Timers of reports, as rows: reminders and deadlines of what is expected, reminders of what waits for a person.

A timer's id holds its moment, so that one that moved is another one: what the first brought about stays told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from chungtay_kernel.database import Tx
from chungtay_tasks.codes import FINAL
from chungtay_tasks.deadlines import REMINDER_TIME, deadline_at
from chungtay_tasks.events import CampaignContent, DeadlineExtended, ExpectedReport, ReportPeriod, Terms
from chungtay_tasks.reminders import asked_once, reminders
from chungtay_tasks.report_periods import all_periods
from chungtay_tasks.working_days import vietnam

DUE_SOON = "due-soon"
OVERDUE = "overdue"
REQUEST_CLOSED = "request-closed"
REVIEW_DUE = "review-due"
RETURN_LYING = "return-lying"

OF_DEADLINES = (DUE_SOON, OVERDUE, REQUEST_CLOSED)
"""Move with the deadline; the others follow from what was filed or returned."""


@dataclass(frozen=True, slots=True)
class Armed:
    """A timer to be: `about` tells the report from others, `payload` is what its handler goes by."""

    kind: str
    at: datetime
    campaign: str
    unit: str
    period: str
    payload: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Of what waits for a person the version too: two of one day are reminded of in the same morning."""
        version = f"/{self.payload['version']}" if "version" in self.payload else ""
        return f"{self.kind}/{self.campaign}/{self.unit}/{self.period}/{self.at.astimezone(UTC):%Y%m%dT%H%M%S}{version}"

    @property
    def row(self) -> tuple[str, str, datetime, str, str]:
        told = {"unit": self.unit, "period": self.period, **self.payload}
        return self.id, self.kind, self.at, self.campaign, orjson.dumps(told).decode()


def of_deadline(campaign: CampaignContent, expected: ExpectedReport, report: ReportPeriod) -> Iterator[Armed]:
    """What one unit's report for a period brings: a body that is asked is reminded once and never overdue."""
    zone = ZoneInfo(campaign.timezone)
    due = deadline_at(report.due_at.astimezone(zone))
    key = (campaign.campaign, expected.unit, report.period)
    said = {"due_at": due.due_at.isoformat(), "last_valid_day": due.last_valid_day.isoformat()}
    found = reminders(due, campaign.unit_report.terms)
    for one in found if expected.required else asked_once(found):
        more = {"until": one.until.isoformat(), "working_days_before": one.working_days_before}
        yield Armed(DUE_SOON, one.at, *key, {**said, **more})
    if expected.required:
        yield Armed(OVERDUE, report.grace_until or due.due_at, *key, said)
    else:
        yield Armed(REQUEST_CLOSED, due.due_at, *key, said)


def of_campaign(campaign: CampaignContent, extended: Mapping[tuple[str, str], DeadlineExtended]) -> Iterator[Armed]:
    """Of every report that units owe, each by the deadline that stands for it; `extended` by unit and period."""
    for expected in campaign.expected_reports:
        for report in all_periods(campaign):
            yield from of_deadline(campaign, expected, standing(report, extended.get((expected.unit, report.period))))


def standing(report: ReportPeriod, extension: DeadlineExtended | None) -> ReportPeriod:
    """A report's deadline as it stands for one unit: the extension's, unless the campaign itself gives more time."""
    if extension is None or extension.due_at <= report.due_at:
        return report
    moved = ("due_at", "last_valid_day", "grace_until", "lock_at")
    return report.model_copy(update={name: getattr(extension, name) for name in moved})


def of_filing(
    campaign: CampaignContent, unit: str, period: str, version: int, received_at: datetime
) -> Armed:  # fmt: skip
    """Calls a filed report to mind that nobody has reviewed by then."""
    terms = campaign.unit_report.terms
    at = _morning_after(received_at, terms.review, ZoneInfo(campaign.timezone))
    said = {"version": version, "received_at": received_at.isoformat(), "working_days": terms.review}
    return Armed(REVIEW_DUE, at, campaign.campaign, unit, period, said)


def of_return(
    campaign: CampaignContent, unit: str, period: str, version: int, returned_at: datetime, due_at: datetime | None
) -> Iterator[Armed]:  # fmt: skip
    """Calls a returned report to mind: before the time that the return gave and when it is over, or after some days."""
    terms, zone = campaign.unit_report.terms, ZoneInfo(campaign.timezone)
    said = {"version": version, "returned_at": returned_at.isoformat(), "due_at": None, "last_valid_day": None}
    key = (campaign.campaign, unit, period)
    if due_at is None:
        yield Armed(RETURN_LYING, _morning_after(returned_at, terms.refile, zone), *key, said)
        return
    due = deadline_at(due_at.astimezone(zone))
    said |= {"due_at": due.due_at.isoformat(), "last_valid_day": due.last_valid_day.isoformat()}
    (last,) = asked_once(reminders(due, Terms()))
    if last.at > returned_at:
        yield Armed(RETURN_LYING, last.at, *key, {**said, "until": due.due_at.isoformat()})
    yield Armed(RETURN_LYING, due.due_at, *key, {**said, "passed": True})


def _morning_after(moment: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """07:30 on the working day that comes so many after a moment's."""
    day = vietnam().after(moment.astimezone(zone).date(), working_days)
    return datetime.combine(day, REMINDER_TIME, zone)


async def arm(tx: Tx, armed: Iterable[Armed]) -> None:
    """Sets timers; one that stands already, fired or not, stays as it is."""
    rows = [one.row for one in armed]
    if rows:
        await tx.execute(
            "INSERT INTO timer (id, kind, due_at, campaign_id, payload) SELECT * FROM"
            " unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[]) ON CONFLICT (id) DO NOTHING",
            *map(list, zip(*rows, strict=True)),
        )


async def disarm(tx: Tx, campaign: str, unit: str | None = None, period: str | None = None) -> set[str]:
    """Takes back the timers of deadlines that have not fired: of a unit's report, or of a whole campaign. Their ids.

    Those that an earlier release set name no period: theirs is the final report.
    """
    rows = await tx.fetch(
        """DELETE FROM timer WHERE fired_at IS NULL AND campaign_id = $1 AND kind = ANY($2)
           AND ($3::text IS NULL OR payload ->> 'unit' = $3)
           AND ($4::text IS NULL OR coalesce(payload ->> 'period', $5) = $4)
           RETURNING id""",
        campaign, list(OF_DEADLINES), unit, period, FINAL,
    )  # fmt: skip
    return {row["id"] for row in rows}


async def rearm(
    tx: Tx, campaign: CampaignContent, extended: Sequence[DeadlineExtended], decided_at: datetime
) -> None:  # fmt: skip
    """Sets all timers of a campaign's deadlines anew, as they stand since it was published or amended."""
    taken = await disarm(tx, campaign.campaign)
    every = of_campaign(campaign, {(one.unit, one.period): one for one in extended})
    await arm(tx, still_to_come(every, decided_at, taken))


async def rearm_unit(
    tx: Tx, campaign: CampaignContent, extension: DeadlineExtended, decided_at: datetime
) -> None:  # fmt: skip
    """Moves the timers of one unit's report to its new deadline."""
    taken = await disarm(tx, campaign.campaign, extension.unit, extension.period)
    moved = (
        armed
        for expected in campaign.expected_reports
        if expected.unit == extension.unit
        for report in all_periods(campaign)
        if report.period == extension.period
        for armed in of_deadline(campaign, expected, standing(report, extension))
    )
    await arm(tx, still_to_come(moved, decided_at, taken))


def still_to_come(armed: Iterable[Armed], decided_at: datetime, taken: Set[str] = frozenset()) -> Iterator[Armed]:
    """Without the reminders whose day had passed when their deadline was given: that itself has just been told. Those
    that stood before, and were `taken` back only to be set anew, stay."""
    return (one for one in armed if one.kind != DUE_SOON or one.at > decided_at or one.id in taken)
