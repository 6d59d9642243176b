"""What notify records: alerts raised and withdrawn, attempts to deliver them, where units are reached."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from chungtay_kernel.events import Event, Registry

Rule = Literal[
    "due_soon", "overdue", "extended", "returned", "return_lying", "report_received", "report_checked", "review_due",
    "obstacle_raised", "obstacle_answered", "obstacle_closed",
]  # fmt: skip
Channel = Literal["mail", "file"]


class Wording(BaseModel):
    """An alert's title and text in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    text: str


class AlertRaised(Event):
    """A unit must be told something; the wording is fixed here, so that a retry sends what was meant."""

    TYPE: ClassVar[str] = "alert.raised"
    campaign: str
    rule: Rule
    unit: str
    subject_unit: str
    cause: str
    report_version: int | None
    vi: Wording
    en: Wording
    notice: int | None = None
    period: str = "final"
    """Of a reminder: the version of the stream that told of the deadline; a later one outweighs it."""


class AlertWithdrawn(Event):
    """A later event made the alert moot: unsent, it is not sent; sent, it is closed in the inbox."""

    TYPE: ClassVar[str] = "alert.withdrawn"
    campaign: str
    reason_vi: str
    reason_en: str
    cause: str


class DeliveryStarted(Event):
    """About to hand the alert to a channel: written before, so that a crash in between is seen as uncertain."""

    TYPE: ClassVar[str] = "delivery.started"
    campaign: str
    alert: str
    channel: Channel
    attempt: int
    recipient: str


class DeliverySucceeded(Event):
    """The channel took the alert; `response` is an excerpt of its answer."""

    TYPE: ClassVar[str] = "delivery.succeeded"
    campaign: str
    alert: str
    channel: Channel
    attempt: int
    response: str


class DeliveryFailed(Event):
    """The channel refused or could not be reached; `final` when no further attempt follows."""

    TYPE: ClassVar[str] = "delivery.failed"
    campaign: str
    alert: str
    channel: Channel
    attempt: int
    error: str
    final: bool


class DeliveryUncertain(Event):
    """The attempt was started and nobody knows how it ended; a person decides about another one."""

    TYPE: ClassVar[str] = "delivery.uncertain"
    campaign: str
    alert: str
    channel: Channel
    attempt: int


class RecipientChanged(Event):
    """Where a unit is reached by mail: official mailboxes, no person's."""

    TYPE: ClassVar[str] = "recipient.changed"
    unit: str
    mail: list[str]


EVENTS = Registry(
    AlertRaised, AlertWithdrawn, DeliveryStarted, DeliverySucceeded, DeliveryFailed, DeliveryUncertain,
    RecipientChanged,
)  # fmt: skip
