"""What a plan says, as data. Offsets are characters of `text`; what the plan does not say is null."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Comparison = Literal["before", "by", "during"]
Confidence = Literal["high", "medium", "low"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Model):
    text: str
    start: int
    end: int


class Context(Span):
    kind: str


class Unassigned(Span):
    """Something to be done that nobody could be found for; `due` as in a duty."""

    why: str
    due: list["DueRule"] = []


class Doubt(Span):
    """`why` is the reason's stable name; `vi` and `en` say it to people."""

    why: str
    vi: str
    en: str


class Removed(_Model):
    text: str
    why: str


class DueRule(_Model):
    """before: `date` itself is too late; by: it is the last day; during: from `start` (if said) to `date`.

    `recurrence` is an RFC 5545 RRULE; `after` names the event the rule is relative to and `within` the ISO 8601
    duration after it, counted in working days if `working_days`.
    """

    date: dt.date | None = None
    time: str | None = None
    comparison: Comparison
    recurrence: str | None = None
    after: str | None = None
    text: str
    start: dt.date | None = None
    within: str | None = None
    working_days: bool = False


class Duty(Span):
    paragraph_start: int
    due: list[DueRule]
    partners: list[str]
    pointer: bool
    product: str | None
    confidence: Confidence


class Assignment(_Model):
    clause: str
    mode: Literal["order", "request"]
    holders: list[str]
    partners: list[str]
    duties: list[Duty]


class Clause(_Model):
    """A numbered or lettered clause with its heading (or its first words) and the agencies the heading names."""

    clause: str
    heading: str
    agencies: list[str]
    mode: Literal["order", "request"] | None
    start: int
    end: int


class Group(_Model):
    """A holder that stands for several bodies; `members` is null where the plan does not list them.

    "Các đơn vị" in a letter are those it is sent to.
    """

    name: str
    clause: str
    members: list[str] | None = None


class Report(_Model):
    """A report somebody owes: `to` whom, `via` which channel; `by` are the holders, [] if nobody is named."""

    clause: str
    by: list[str]
    to: str | None
    via: str | None
    due: DueRule | None
    text: str
    start: int
    end: int


class KeyDate(_Model):
    date: dt.date
    title: str
    start: int
    end: int


class Period(_Model):
    start: dt.date | None
    end: dt.date | None


class Basis(Span):
    """One document the plan rests on."""

    kind: str
    number: str | None
    date: dt.date | None
    issuer: str | None


class Signer(_Model):
    title_lines: list[str]
    name: str | None


class PlanReading(_Model):
    text: str
    kind: str | None
    title: str | None
    issuer: str | None
    superior: str | None
    number: str | None
    symbol: str | None
    place: str | None
    issue_date: dt.date | None
    issue_month: str | None
    period: Period
    slogan: str | None
    basis: list[Basis]
    goals: list[Span]
    clauses: list[Clause]
    assignments: list[Assignment]
    reports: list[Report]
    groups: list[Group]
    key_dates: list[KeyDate]
    addressees: list[str]
    recipients: list[str]
    signer: Signer
    context: list[Context]
    unassigned: list[Unassigned]
    doubts: list[Doubt]
    removed: list[Removed]
