"""Campaigns under review: what was read or taken over, and every edit until they are published or discarded."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from chungtay_kernel.events import Event
from chungtay_tasks.codes import CampaignId, DutyId, IndicatorCode, Line, UnitCode, Words
from chungtay_tasks.events.parts import (
    Basis,
    DueRule,
    ExpectedReport,
    Group,
    Indicator,
    KeyDate,
    Mode,
    Part,
)

Origin = Literal["plan", "amendment", "clone"]


class Stretch(Part):
    """A piece of the plan's text, in characters."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class Party(Part):
    """A body as the plan names it; `code` is the unit or group it stands for, null while nobody has said."""

    name: Line
    code: UnitCode | None = None


class DraftDuty(Part):
    """A duty under review. `text` null: what its stretches of the plan say; `title_vi`, `activity_types`, `indicators`
    and `due` null: what the rules propose. `unsure`: how far (0 to 1) it resembles the campaign's duty of that name,
    while nobody has said that it is the same."""

    duty: DutyId
    clause: Line
    label: Line
    spans: tuple[Stretch, ...] = ()
    text: Words | None = None
    title_vi: Line | None = None
    title_en: Line | None = None
    mode: Mode = "order"
    holders: tuple[Party, ...] = ()
    partners: tuple[Party, ...] = ()
    activity_types: tuple[Line, ...] | None = None
    indicators: tuple[IndicatorCode, ...] | None = None
    due: DueRule | None = None
    unsure: float | None = None


class DraftSettings(Part):
    """What is said of the campaign so far; null: nothing, so that a default is used where there is one."""

    title_vi: Line | None = None
    title_en: Line | None = None
    slogan_vi: Line | None = None
    document_kind: Line | None = None
    number: Line | None = None
    symbol: Line | None = None
    issue_date: dt.date | None = None
    issue_month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    place: Line | None = None
    issuer: Party | None = None
    coordinator: UnitCode | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    timezone: Line | None = None
    based_on: tuple[Basis, ...] = ()
    goals_vi: tuple[Line, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    signer_authority: Line | None = None
    signer_position: Line | None = None
    recipients: tuple[Line, ...] = ()
    units: tuple[UnitCode, ...] = ()
    groups: tuple[Group, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    report_to: Party | None = None
    report_via: Party | None = None
    report_due: DueRule | None = None
    expected_reports: tuple[ExpectedReport, ...] | None = None
    consolidated_by: UnitCode | None = None
    consolidated_to: UnitCode | None = None
    consolidated_due: DueRule | None = None
    more: dict[str, Any] = Field(default_factory=dict[str, Any])
    """What else a campaign may say, by the fields of `POST /campaigns`."""


class Note(Part):
    """What was done to come to this draft, said to people; `field` is where."""

    field: Line
    vi: Line
    en: Line


class DraftStarted(Event):
    """A campaign is under review: from a plan's reading, as an amendment of what was published, or after another."""

    TYPE: ClassVar[str] = "draft.started"
    campaign: CampaignId
    origin: Origin
    plan: CampaignId | None
    plan_version: int | None
    amends: int | None
    clone_of: CampaignId | None
    settings: DraftSettings
    duties: tuple[DraftDuty, ...]
    unassigned: tuple[Stretch, ...]
    notes: tuple[Note, ...]


class Set(Part):
    """One of the draft's settings."""

    op: Literal["set"] = "set"
    field: Line
    value: Any


class Edit(Part):
    """One field of a duty."""

    op: Literal["edit"] = "edit"
    duty: DutyId
    field: Line
    value: Any


class Assign(Part):
    """Who holds duties and who takes part, by codes of units and groups; null: as it was."""

    op: Literal["assign"] = "assign"
    duties: Annotated[tuple[DutyId, ...], Field(min_length=1)]
    holders: tuple[UnitCode, ...] | None = None
    partners: tuple[UnitCode, ...] | None = None


class Lead(Part):
    """One of a duty's holders leads, the others take part."""

    op: Literal["lead"] = "lead"
    duty: DutyId
    unit: UnitCode


class Name(Part):
    """Whom a name of the plan means, wherever it stands."""

    op: Literal["name"] = "name"
    name: Line
    code: UnitCode


class NameGroup(Part):
    """A group and its members; they replace those it had."""

    op: Literal["group"] = "group"
    group: UnitCode
    name_vi: Line | None = None
    members: tuple[UnitCode, ...] | None


class Piece(Part):
    """A part of a duty that was split."""

    duty: DutyId
    label: Line
    spans: tuple[Stretch, ...]
    text: Words | None


class Split(Part):
    """A duty in several: each further one begins with the words of `before`; `into` is what came of it."""

    op: Literal["split"] = "split"
    duty: DutyId
    before: Annotated[tuple[Line, ...], Field(min_length=1)]
    into: tuple[Piece, ...] = ()


class Merge(Part):
    """Duties in one, which keeps the first one's name."""

    op: Literal["merge"] = "merge"
    duties: Annotated[tuple[DutyId, ...], Field(min_length=2)]
    text: Words | None = None


class Add(Part):
    """A duty of its own: out of the plan's text that no duty holds, or in words of its own. `added` is what came of
    it."""

    op: Literal["add"] = "add"
    clause: Line
    words: Words
    holders: tuple[UnitCode, ...] = ()
    partners: tuple[UnitCode, ...] = ()
    mode: Mode = "order"
    added: DraftDuty | None = None


class Drop(Part):
    """A duty that is none; its text is unassigned from now on, or, `as_context`, explains and assigns nothing."""

    op: Literal["drop"] = "drop"
    duty: DutyId
    as_context: bool = False


class Pass(Part):
    """Unassigned text that gives nobody anything to do."""

    op: Literal["context"] = "context"
    start: int
    end: int


class Confirm(Part):
    """A duty of an amendment is the campaign's of that name."""

    op: Literal["confirm"] = "confirm"
    duty: DutyId


class Separate(Part):
    """A duty of an amendment is not the campaign's of that name: it is new, and that one is dropped."""

    op: Literal["separate"] = "separate"
    duty: DutyId
    into: DutyId | None = None


class Match(Part):
    """A new duty of an amendment goes on with one of the campaign's that the amendment seemed to drop."""

    op: Literal["match"] = "match"
    duty: DutyId
    continues: DutyId


class Undo(Part):
    """The opposite of an earlier edit, by its version."""

    op: Literal["undo"] = "undo"
    version: Annotated[int, Field(ge=2)]


Operation = Annotated[
    Set
    | Edit
    | Assign
    | Lead
    | Name
    | NameGroup
    | Split
    | Merge
    | Add
    | Drop
    | Pass
    | Confirm
    | Separate
    | Match
    | Undo,
    Field(discriminator="op"),
]


class DraftEdited(Event):
    """Somebody changed a draft, for a reason."""

    TYPE: ClassVar[str] = "draft.edited"
    campaign: CampaignId
    operations: tuple[Operation, ...]
    reason: Words | None


class DraftPublished(Event):
    """A draft became a campaign, or its amendment; `draft_version` is the version that was looked at."""

    TYPE: ClassVar[str] = "draft.published"
    campaign: CampaignId
    draft_version: int
    reason: Words | None


class DraftDiscarded(Event):
    """A draft was given up; nothing follows from it."""

    TYPE: ClassVar[str] = "draft.discarded"
    campaign: CampaignId
    reason: Words
