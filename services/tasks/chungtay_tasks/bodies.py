"""What commands carry: what people and systems send to tasks."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, AwareDatetime, Field

from chungtay_kernel.text import FreeText
from chungtay_tasks.codes import FINAL, CampaignId, DutyId, IndicatorCode, Line, PeriodKey, PlanId, UnitCode, Words
from chungtay_tasks.events import (
    Acceptance,
    Basis,
    ConsolidatedReport,
    DueRule,
    ExpectedReport,
    Group,
    Indicator,
    KeyDate,
    Mode,
    Part,
    Period,
    Signer,
    Span,
    Terms,
)  # fmt: skip

FREE_OF_PERSONS: AfterValidator = get_args(FreeText)[1]

FreeLine = Annotated[Line, FREE_OF_PERSONS]
FreeWords = Annotated[Words, FREE_OF_PERSONS]


class ReadPlan(Part):
    """A plan's text as it was typed or extracted; it is kept beside what was read in it."""

    id: PlanId
    text: Annotated[str, Field(min_length=1)]


class SubmitFile(Part):
    """A plan's file, whose bytes are the body; this comes in the query. The file itself is not kept."""

    id: PlanId
    filename: Annotated[FreeLine, Field(max_length=200)]


class UnitReportRule(Part):
    """To whom, through whom, until when each unit reports.

    A recurrence, in `due` or beside it in `recurring`, asks for a report a week, month, quarter, half-year or year; a
    date in `due` for a final one.
    """

    to: UnitCode
    via: UnitCode | None = None
    due: DueRule
    recurring: DueRule | None = None
    terms: Terms = Terms()


class DutyBody(Part):
    """A duty as reviewed: `holders` and `partners` are units or groups."""

    duty: DutyId
    clause: Line
    label: Line
    text: FreeWords
    title_vi: FreeLine
    title_en: FreeLine | None = None
    mode: Mode = "order"
    holders: Annotated[list[UnitCode], Field(min_length=1)]
    partners: tuple[UnitCode, ...] = ()
    activity_types: list[Line]
    indicators: list[IndicatorCode]
    due: DueRule
    span: Span | None = None


class PublishCampaign(Part):
    """A whole campaign, reviewed by a person; `units` are codes of the directory."""

    id: CampaignId
    plan: PlanId | None = None
    title_vi: FreeLine
    title_en: FreeLine
    slogan_vi: FreeLine | None = None
    document_kind: Line
    number: Line | None = None
    symbol: Line
    issue_date: dt.date | None = None
    issue_month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    place: Line
    issuer: UnitCode
    coordinator: UnitCode
    period: Period
    timezone: str = "Asia/Ho_Chi_Minh"
    based_on: tuple[Basis, ...] = ()
    goals_vi: tuple[FreeLine, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    signer: Signer
    recipients: tuple[Line, ...] = ()
    units: Annotated[list[UnitCode], Field(min_length=1)]
    groups: tuple[Group, ...] = ()
    indicators: list[Indicator]
    unit_report: UnitReportRule
    expected_reports: Annotated[list[ExpectedReport], Field(min_length=1)]
    consolidated_report: ConsolidatedReport
    acceptance: Acceptance = "one_step"
    duties: Annotated[list[DutyBody], Field(min_length=1)]


class Acknowledge(Part):
    unit: UnitCode


class ReasonBody(Part):
    """`item` names the part of the report, as the unit's form does."""

    item: FreeLine | None = None
    text: FreeWords


class AboutReport(Part):
    """Exactly this version of a unit's report, with this content."""

    unit: UnitCode
    period: PeriodKey = FINAL
    report_version: Annotated[int, Field(ge=1)]
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RerouteReport(AboutReport):
    """A report that came to the wrong desk goes to the one that reviews it; `to` may name that, and no other."""

    to: UnitCode | None = None
    reason: FreeWords


class ReviewReport(AboutReport):
    """A verdict; `checked` is the first of two steps, where the campaign asks for two."""

    verdict: Literal["checked", "accepted", "returned"]
    reasons: Annotated[tuple[ReasonBody, ...], Field(max_length=50)] = ()
    note: FreeWords | None = None
    due_at: AwareDatetime | None = None
