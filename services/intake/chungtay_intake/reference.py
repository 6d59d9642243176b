"""A campaign as intake checks against it: its units, duties and indicators, and who reports what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from chungtay_intake.heard import FINAL, CampaignPublished, DutyAssigned, Indicator, Period, ReportPeriod, Unit

MEASURED = frozenset(
    {"gam", "g", "kg", "tạ", "tấn", "lít", "ml", "phút", "giờ", "m", "mét", "km", "ha", "%", "triệu đồng", "tỷ đồng"}
)
"""Units of which there can be a part; all others are counted in whole numbers."""

COUNTED_BY_THE_SYSTEM = frozenset({"OR06"})
"""Indicators that units may record more of, and that no report is asked for: obstacles removed."""

EVERY_UNIT = "ALL"
EVERY_COMMUNE = "XP"


@dataclass(frozen=True)
class Campaign:
    """A published campaign; its maps go from codes, in the order of the plan."""

    code: str
    title: str
    issuer: str
    coordinator: str
    period: Period
    reports: Mapping[str, ReportPeriod]
    """The reports that each unit owes, by their due moments: the final one alone where none recurs."""
    desks: tuple[str, ...]
    """Units that a report may be sent to."""
    zone: ZoneInfo
    units: Mapping[str, Unit]
    duties: Mapping[str, DutyAssigned]
    dropped: Mapping[str, str]
    """Duties that an amendment dropped, and why: what was recorded on them stays."""
    indicators: Mapping[str, Indicator]
    groups: Mapping[str, frozenset[str]]
    expected: frozenset[str]
    """Units that a report is expected from, whether they must file it or are asked to."""

    @cached_property
    def reporters(self) -> Mapping[str, frozenset[str]]:
        """The units that report each indicator. `reporters` names units, groups, communes or everyone; a name that
        is none of these (the system's own figures) stands for no unit."""
        communes = frozenset(code for code, unit in self.units.items() if unit.kind == "commune")
        named = {code: frozenset({code}) for code in self.units}
        named |= {EVERY_UNIT: frozenset(self.units), EVERY_COMMUNE: communes, **self.groups}
        nobody: frozenset[str] = frozenset()
        return {
            code: nobody.union(*(named.get(name, nobody) for name in indicator.reporters))
            for code, indicator in self.indicators.items()
        }

    def reported_by(self, unit: str) -> list[str]:
        """The indicators a unit reports, in the order of the catalogue."""
        return [code for code, units in self.reporters.items() if unit in units]

    def asked_of(self, unit: str) -> list[str]:
        """Those that a unit's report is to say something of."""
        return [code for code in self.reported_by(unit) if code not in COUNTED_BY_THE_SYSTEM]

    def duties_of(self, unit: str) -> list[str]:
        """The duties of a unit that stand, in the order of the plan."""
        return [code for code, duty in self.duties.items() if unit in duty.units and code not in self.dropped]

    def reviewer(self, unit: str) -> str:
        """Who reviews a unit's report: nobody their own."""
        return self.issuer if unit == self.coordinator and self.issuer else self.coordinator

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()


def is_counted(indicator: Indicator) -> bool:
    return indicator.unit_vi not in MEASURED


def _final(published: CampaignPublished) -> ReportPeriod:
    whole, lock_at = published.period, published.unit_report.lock_at
    return ReportPeriod(period=FINAL, start=whole.start, end=whole.end, lock_at=lock_at)


def _desks(published: CampaignPublished) -> tuple[str, ...]:
    report = published.unit_report
    named = (published.coordinator, published.issuer, report.to, report.via)
    return tuple(dict.fromkeys(unit for unit in named if unit))


def campaign_of(
    published: CampaignPublished, duties: Iterable[DutyAssigned], dropped: Mapping[str, str] | None = None
) -> Campaign:
    return Campaign(
        code=published.campaign,
        title=published.title_vi,
        issuer=published.issuer,
        coordinator=published.coordinator,
        period=published.period,
        reports={report.period: report for report in published.report_periods or [_final(published)]},
        desks=_desks(published),
        zone=ZoneInfo(published.timezone),
        units={unit.code: unit for unit in published.units},
        duties={duty.duty: duty for duty in duties},
        dropped=dropped or {},
        indicators={indicator.code: indicator for indicator in published.indicators},
        groups={group.code: frozenset(group.members or ()) for group in published.groups},
        expected=frozenset(report.unit for report in published.expected_reports),
    )
