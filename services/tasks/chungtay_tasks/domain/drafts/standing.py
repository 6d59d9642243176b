"""A published campaign as a draft that changes nothing of it: what amendments and clones begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chungtay_tasks.bodies import PublishCampaign, UnitReportRule
from chungtay_tasks.domain.drafts.content import Content
from chungtay_tasks.domain.drafts.found import Reading
from chungtay_tasks.events import CampaignContent, DutyContent
from chungtay_tasks.events.drafts import DraftDuty, DraftSettings, Party, Stretch
from chungtay_tasks.events.parts import Group

_SAME_NAME = frozenset(DraftSettings.model_fields) & frozenset(CampaignContent.model_fields) - {
    "issuer", "groups", "units", "indicators", "expected_reports",
}  # fmt: skip


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
