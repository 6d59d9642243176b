"""What a campaign says of its figures: which unit reports what, and which totals a unit's figure goes into."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from chungtay_reporting.heard import CampaignPublished, Indicator

TOTAL = "total"
COMMUNES = "XP"
"""Scope of all communes and wards together, as the catalogue writes them."""

ON_TIME, SEALED = "OR07", "OR08"
SYSTEM_INDICATORS = frozenset({ON_TIME, SEALED})
"""Known to the system itself: no activity reports them."""

REMOVED, REMOVED_LABEL = "OR06", "Số khó khăn, vướng mắc đã tháo gỡ"
"""Counts the obstacles closed, beside what its reporters record."""

COUNT_LABELS = {
    "expected": "Số đơn vị phải báo cáo",
    "received": "Số đơn vị đã báo cáo",
    "late": "Số đơn vị báo cáo quá hạn",
    "returned": "Số đơn vị có báo cáo bị trả lại",
    "accepted": "Số đơn vị có báo cáo được duyệt",
    "missing": "Số đơn vị chưa báo cáo",
}
"""Counts of completeness that are figures beside the catalogue's OR07 (on time)."""

ON_TIME_LABEL, SEALED_LABEL = "Số đơn vị báo cáo đúng hạn", "Số báo cáo tổng hợp đã niêm phong"


def figure_id(indicator: str, scope: str) -> str:
    return f"f-{indicator}-{scope}"


class Definitions:
    """A campaign's definitions, frozen in its event."""

    def __init__(self, campaign: CampaignPublished) -> None:
        self.campaign = campaign
        self.indicators = {i.code: i for i in campaign.indicators}

    @cached_property
    def communes(self) -> list[str]:
        return [unit.code for unit in self.campaign.units if unit.kind == "commune"]

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        groups = {group.code: frozenset(group.members or ()) for group in self.campaign.groups}
        everyone = frozenset(unit.code for unit in self.campaign.units)
        return {"ALL": everyone, COMMUNES: frozenset(self.communes), **groups}

    @cached_property
    def _reporters(self) -> dict[str, frozenset[str]]:
        return {
            code: frozenset[str]().union(*(self._named.get(r, frozenset({r})) for r in indicator.reporters))
            for code, indicator in self.indicators.items()
        }

    def applies(self, indicator: str, scope: str) -> bool:
        """Whether a scope reports an indicator at all."""
        if scope == TOTAL:
            known = indicator in SYSTEM_INDICATORS or indicator in COUNT_LABELS or indicator == REMOVED
            return known or indicator in self.indicators
        reporters = self._reporters.get(indicator, frozenset())
        return not reporters.isdisjoint(self.communes) if scope == COMMUNES else scope in reporters

    @cached_property
    def _communes(self) -> frozenset[str]:
        return frozenset(self.communes)

    def scopes(self, indicator: Indicator, unit: str) -> Iterator[str]:
        """The scopes a unit's figure counts in. Of a stock that has owners, the others' figures are a breakdown."""
        yield unit
        if unit in self._communes:
            yield COMMUNES
        if not (indicator.aggregation == "latest" and indicator.owners) or unit in indicator.owners:
            yield TOTAL
