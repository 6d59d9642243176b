"""What intake records: activities with their figures, and the reports that units draw from them."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Literal, TypedDict

import orjson
from pydantic import BaseModel, ConfigDict

from chungtay_kernel.events import Event, Registry

Channel = Literal["http", "topic", "paper"]
Period = Literal["final"]


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


class UnitReportContent(Event):
    """What a filing freezes; `zeros` are indicators of which the unit states that nothing arose."""

    campaign: str
    unit: str
    period: Period
    figures: list[FiledFigure]
    zeros: list[str]
    activities: list[FiledActivity]
    narrative: str
    difficulties: list[str]
    proposals: list[str]


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


EVENTS = Registry(ActivityRecorded, ActivityCorrected, ActivityVoided, UnitReportFiled, UnitReportWithdrawn)


def hash_of(content: UnitReportContent) -> str:
    """SHA-256, in hex, of the content as JSON with sorted keys, without spaces, in UTF-8."""
    members = content.model_dump(mode="json", include=set(UnitReportContent.model_fields))
    return sha256(orjson.dumps(members, option=orjson.OPT_SORT_KEYS)).hexdigest()
