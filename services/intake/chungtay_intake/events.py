"""What intake records: activities with their figures, and the reports that units draw from them."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Any, ClassVar, Literal, TypedDict

import orjson
from pydantic import BaseModel, ConfigDict, Field

from chungtay_kernel.events import Event, Registry

Channel = Literal["http", "topic", "paper"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Part):
    """What an activity reports of one indicator: an amount (decimal text), or the keys it counts ("distinct")."""

    indicator: str
    value: str | None = None
    members: list[str] | None = None
    approximate: bool = False


class ActivityFacts(TypedDict):
    """What was done, by whom and when, as checked: an activity's content without the way it came in."""

    campaign: str
    unit: str
    duty: str | None
    type: str
    title: str
    occurred_on: date
    place: str | None
    partners: list[str]
    figures: list[Figure]
    note: str | None


class ActivityContent(Event):
    """An activity as it stands after a recording or a correction; `occurred_on` is a day of the campaign's zone."""

    campaign: str
    unit: str
    duty: str | None
    type: str
    title: str
    occurred_on: date
    place: str | None
    partners: list[str]
    figures: list[Figure]
    note: str | None
    channel: Channel
    received_at: datetime | None
    on_behalf_of: str | None


class ActivityRecorded(ActivityContent):
    TYPE: ClassVar[str] = "activity.recorded"


class ActivityCorrected(ActivityContent):
    """The whole content as it shall stand from here on, and why."""

    TYPE: ClassVar[str] = "activity.corrected"
    reason: str


class ActivityVoided(Event):
    """The activity counts no more; it stays readable."""

    TYPE: ClassVar[str] = "activity.voided"
    campaign: str
    unit: str
    reason: str


class FiledFigure(Part):
    """A unit's figure as drawn at filing: decimal text, or the keys counted, in order."""

    indicator: str
    value: str | None = None
    members: list[str] | None = None


class FiledActivity(Part):
    """An activity, by its stream, in the version that the report holds."""

    activity: str
    version: int


class Days(Part):
    """First and last day, both included."""

    start: date
    end: date


class UnitReportContent(Event):
    """What a filing freezes; `zeros` are indicators of which the unit states that nothing arose.

    `days` are those that a recurring report tells of. `nothing_arose`: the unit states it of the whole report;
    `nothing_in`: of these duties; the indicators that follow from either stand in `zeros`. `sent_to` is the desk it was
    sent to, where the unit named one.
    """

    campaign: str
    unit: str
    period: str
    figures: list[FiledFigure]
    zeros: list[str]
    activities: list[FiledActivity]
    narrative: str
    difficulties: list[str]
    proposals: list[str]
    days: Days | None = None
    nothing_arose: bool = False
    nothing_in: list[str] = Field(default_factory=list[str])
    sent_to: str | None = None


class UnitReportFiled(UnitReportContent):
    """`content_hash` is `hash_of` the content; `drawn_at` the log position at which the figures were drawn."""

    TYPE: ClassVar[str] = "unit_report.filed"
    content_hash: str
    drawn_at: int
    received_at: datetime | None


class UnitReportWithdrawn(Event):
    """The unit takes back the filing that stands at `report_version`."""

    TYPE: ClassVar[str] = "unit_report.withdrawn"
    campaign: str
    unit: str
    report_version: int
    reason: str
    period: str = "final"


EVENTS = Registry(ActivityRecorded, ActivityCorrected, ActivityVoided, UnitReportFiled, UnitReportWithdrawn)


_LATER = frozenset({"days", "nothing_arose", "nothing_in", "sent_to"})
"""What reports of the first release did not say: their hashes stay what they are."""


def hash_of(content: UnitReportContent) -> str:
    """SHA-256, in hex, of the content as JSON with sorted keys, without spaces, in UTF-8; members of _LATER that say
    nothing are left out."""
    members: dict[str, Any] = content.model_dump(mode="json", include=set(UnitReportContent.model_fields))
    members = {name: value for name, value in members.items() if value or name not in _LATER}
    return sha256(orjson.dumps(members, option=orjson.OPT_SORT_KEYS)).hexdigest()
