"""A draft that amends: the campaign as it stands, with what an amended plan says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chungtay_tasks.bodies import PublishCampaign, UnitReportRule
from chungtay_tasks.directory import Directory
from chungtay_tasks.domain.drafts import matching, starting
from chungtay_tasks.domain.drafts.content import Content, codes, text_of
from chungtay_tasks.domain.drafts.found import Reading
from chungtay_tasks.domain.drafts.matching import Match, Words
from chungtay_tasks.domain.drafts.starting import Read
from chungtay_tasks.events import CampaignContent, DutyContent
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Note, Party, Stretch
from chungtay_tasks.events.parts import Group

_SAME_NAME = frozenset(DraftSettings.model_fields) & frozenset(CampaignContent.model_fields) - {
    "issuer", "groups", "units", "indicators", "expected_reports",
}  # fmt: skip
_PEOPLES = frozenset(
    {"title_en", "coordinator", "units", "indicators", "expected_reports", "groups", "more", "timezone"}
)
"""Settings that no plan tells: people's word stands."""


@dataclass(frozen=True)
class Standing:
    """A campaign as it stands, its duties by name; `text` of the plan it rests on, with that plan's reading."""

    campaign: CampaignContent
    duties: Mapping[str, DutyContent]
    reading: Reading | None = None

    @property
    def text(self) -> str:
        return self.reading.text if self.reading else ""

    def party(self, code: str) -> Party:
        named = {unit.code: unit.name_vi for unit in self.campaign.units}
        named |= {group.code: group.name_vi for group in self.campaign.groups}
        return Party(name=named.get(code, code), code=code)


def as_content(standing: Standing) -> Content:
    """The campaign as a draft that changes nothing of it."""
    campaign = standing.campaign
    report, consolidated = campaign.unit_report, campaign.consolidated_report
    same = {name: getattr(campaign, name) for name in _SAME_NAME}
    settings = DraftSettings.model_validate(
        {
            **same,
            "issuer": standing.party(campaign.issuer),
            "period_start": campaign.period.start,
            "period_end": campaign.period.end,
            "signer_authority": campaign.signer.authority,
            "signer_position": campaign.signer.position_vi,
            "units": [unit.code for unit in campaign.units],
            "groups": [Group(code=g.code, name_vi=g.name_vi, members=g.members) for g in campaign.groups],
            "indicators": campaign.indicators,
            "report_to": standing.party(report.to),
            "report_via": standing.party(report.via) if report.via else None,
            "report_due": report.due,
            "expected_reports": campaign.expected_reports,
            "consolidated_by": consolidated.by,
            "consolidated_to": consolidated.to,
            "consolidated_due": consolidated.due,
            "more": _more(campaign),
        }
    )
    return Content(settings, tuple(_duty(standing, duty) for duty in standing.duties.values()))


def _more(campaign: CampaignContent) -> dict[str, Any]:
    """What else `POST /campaigns` takes and the campaign's event keeps, by their common names."""
    told = campaign.model_dump(mode="json")
    known = {*_SAME_NAME, *DraftSettings.model_fields, "id", "plan", "period", "signer", "unit_report", "duties"}
    known |= {"consolidated_report"}
    more = {name: told[name] for name in PublishCampaign.model_fields if name in told and name not in known}
    report = told["unit_report"]
    inner = [name for name in UnitReportRule.model_fields if name in report and name not in ("to", "via", "due")]
    return {**more, **{f"unit_report.{name}": report[name] for name in inner if report[name] is not None}}


def _duty(standing: Standing, duty: DutyContent) -> DraftDuty:
    return DraftDuty(
        duty=duty.duty, clause=duty.clause, label=duty.label, text=duty.text, title_vi=duty.title_vi,
        title_en=duty.title_en, mode=duty.mode, holders=tuple(map(standing.party, duty.holders)),
        partners=tuple(map(standing.party, duty.partners)), activity_types=tuple(duty.activity_types),
        indicators=tuple(duty.indicators), due=duty.due,
        spans=(Stretch(start=duty.span.start, end=duty.span.end),) if duty.span else (),
    )  # fmt: skip


def amended(standing: Standing, reading: Reading, directory: Directory, today: date, used: frozenset[str]) -> Read:
    """What the amended plan makes of the campaign. What it says as the plan before it did stands as people reviewed
    it; what it says otherwise is taken over. `used`: names that duties of the campaign ever had."""
    now = as_content(standing)
    coordinator = standing.campaign.coordinator
    new = starting.read(reading, directory, today, coordinator)
    old = starting.read(standing.reading, directory, today, coordinator) if standing.reading else None
    settings, notes = _settings(now.settings, new.content.settings, old.content.settings if old else None)
    groups = {group.code: group for group in (*new.content.settings.groups, *settings.groups)}
    duties = _duties(standing, now, new.content, old.content if old else None, reading.text, used)
    held = {code for duty in duties for code in codes((*duty.holders, *duty.partners))}
    kept = {group.code for group in now.settings.groups}
    groups = {code: group for code, group in groups.items() if code in held or code in kept}
    settings = settings.model_copy(update={"groups": tuple(groups.values())})
    content = replace(new.content, settings=settings, duties=duties)
    return Read(content, (*notes, *new.notes), new.names)


def _settings(
    now: DraftSettings, new: DraftSettings, old: DraftSettings | None
) -> tuple[DraftSettings, tuple[Note, ...]]:
    """Three ways: taken over is what the amended plan says, and otherwise than the plan before."""
    taken: dict[str, Any] = {}
    for field in DraftSettings.model_fields:
        said = getattr(new, field)
        before = getattr(old, field) if old else getattr(now, field)
        if field not in _PEOPLES and said not in (None, ()) and said != before and said != getattr(now, field):
            taken[field] = said
    notes = tuple(
        Note(field=field, vi=f"Kế hoạch sửa đổi ghi khác: {field}.", en=f"The amended plan says otherwise: {field}.")
        for field in taken
    )
    return now.model_copy(update=taken), notes


def _duties(
    standing: Standing, now: Content, new: Content, old: Content | None, text: str, used: frozenset[str]
) -> tuple[DraftDuty, ...]:
    found = matching.match(
        [Words(duty.clause, text_of(duty, text)) for duty in new.duties],
        {duty.duty: Words(duty.clause, duty.text or "") for duty in now.duties},
    )
    fresh = _fresh_names(used | set(standing.duties))
    duties: list[DraftDuty] = []
    for duty, match in zip(new.duties, found, strict=True):
        if match is None:
            duties.append(duty.model_copy(update={"duty": next(fresh)}))
            continue
        before = _read_before(standing, old, match.name)
        duties.append(_continued(now.duty(match.name), duty, before, match))
    return tuple(duties)


def _read_before(standing: Standing, old: Content | None, name: str) -> DraftDuty | None:
    """The duty that the plan before said where the campaign's duty comes from."""
    span = standing.duties[name].span
    if old is None or span is None:
        return None
    overlap = {
        duty.duty: sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in duty.spans)
        for duty in old.duties
    }
    best = max(overlap, key=lambda name: overlap[name], default=None)
    return old.duty(best) if best is not None and overlap[best] else None


def _continued(now: DraftDuty, new: DraftDuty, before: DraftDuty | None, match: Match) -> DraftDuty:
    """A duty of the campaign at its new place. Where the words are the same, only what the plan says otherwise than
    before is taken over: who holds it, until when."""
    took: dict[str, Any] = {"spans": new.spans, "clause": new.clause, "unsure": None if match.sure else match.likeness}
    if now.clause != new.clause:
        took["label"] = new.label
    if match.likeness < 1:
        took |= {"text": None, "title_vi": now.title_vi if match.sure else None}
    differs = before if before is not None else now
    for field in ("holders", "partners"):
        if _who(getattr(new, field)) != _who(getattr(differs, field)):
            took[field] = getattr(new, field)
    for field in ("mode", "due"):
        said = getattr(new, field)
        if said is not None and said != getattr(differs, field):
            took[field] = said
    return now.model_copy(update=took)


def _who(parties: Sequence[Party]) -> list[str]:
    return [party.code or party.name for party in parties]


def _fresh_names(used: frozenset[str]) -> Iterator[str]:
    number = max((int(name[1:]) for name in used if name[:1] == "D" and name[1:].isdigit()), default=0)
    while True:
        number += 1
        yield starting.name_of(number)
