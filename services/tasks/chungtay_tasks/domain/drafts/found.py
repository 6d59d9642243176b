"""A plan's reading as drafts need it. Readings are kept for ever and their shape grows: what is not needed is ignored,
and what an older reader did not say is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from chungtay_tasks.events.parts import DueRule


class _Found(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Due(_Found):
    date: dt.date | None = None
    time: str | None = None
    comparison: Literal["before", "by", "during"]
    recurrence: str | None = None
    after: str | None = None
    text: str

    @property
    def rule(self) -> DueRule:
        return DueRule.model_validate({name: value for name, value in self if name in DueRule.model_fields})


class Piece(_Found):
    text: str
    start: int
    end: int


class Duty(Piece):
    due: list[Due] = []
    partners: list[str] = []


class Assignment(_Found):
    clause: str
    mode: Literal["order", "request"] = "order"
    holders: list[str]
    partners: list[str] = []
    duties: list[Duty]


class Report(_Found):
    to: str | None = None
    via: str | None = None
    due: Due | None = None


class KeyDate(_Found):
    date: dt.date
    title: str


class Period(_Found):
    start: dt.date | None = None
    end: dt.date | None = None


class Basis(_Found):
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None


class Signer(_Found):
    title_lines: list[str] = []


class Doubt(Piece):
    why: str
    vi: str
    en: str


class Reading(_Found):
    text: str
    kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issue_date: dt.date | None = None
    issue_month: str | None = None
    period: Period = Period()
    slogan: str | None = None
    basis: list[Basis] = []
    goals: list[Piece] = []
    assignments: list[Assignment] = []
    reports: list[Report] = []
    key_dates: list[KeyDate] = []
    recipients: list[str] = []
    signer: Signer = Signer()
    unassigned: list[Piece] = []
    doubts: list[Doubt] = []
