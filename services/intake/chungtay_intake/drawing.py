"""A unit's figures, drawn from its own standing activities by the aggregation of each indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungtay_intake.events import Figure, FiledFigure
from chungtay_intake.heard import FINAL, Aggregation, ReportPeriod
from chungtay_intake.quantities import plain
from chungtay_intake.reference import Campaign


@dataclass(frozen=True, slots=True)
class Standing:
    """An activity that counts, in the version that counts; `position` is that version's."""

    activity: str
    version: int
    position: int
    occurred_on: date
    figures: Sequence[Figure]
    duty: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit's activities as of a position of the log, newest recordings last."""

    position: int
    activities: Sequence[Standing]

    def of(self, period: ReportPeriod) -> Drawn:
        """What a report of a period draws: the final one everything, a recurring one what its days hold."""
        if period.period == FINAL:
            return self
        return Drawn(self.position, [a for a in self.activities if period.start <= a.occurred_on <= period.end])


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """One indicator's figure: decimal text or keys in order; `sources` is how many activities it comes from."""

    indicator: str
    value: str | None
    members: list[str] | None
    sources: int
    approximate: bool

    @property
    def filed(self) -> FiledFigure:
        return FiledFigure(indicator=self.indicator, value=self.value, members=self.members)


Source = tuple[Standing, Figure]


def draw(campaign: Campaign, activities: Iterable[Standing]) -> list[DrawnFigure]:
    """The figures that the activities add up to, in the order of the catalogue; none where none was reported."""
    sources: dict[str, list[Source]] = {}
    for activity in activities:
        for figure in activity.figures:
            sources.setdefault(figure.indicator, []).append((activity, figure))
    return [
        _figure(code, indicator.aggregation, sources[code])
        for code, indicator in campaign.indicators.items()
        if code in sources
    ]


def _figure(code: str, aggregation: Aggregation, sources: Sequence[Source]) -> DrawnFigure:
    approximate = any(figure.approximate for _, figure in sources)
    if aggregation == "distinct":
        members = sorted({member for _, figure in sources for member in figure.members or ()})
        return DrawnFigure(code, None, members, len(sources), approximate)
    return DrawnFigure(code, plain(_amount(aggregation, sources)), None, len(sources), approximate)


def _amount(aggregation: Aggregation, sources: Sequence[Source]) -> Decimal:
    """latest: the amount of the greatest (day, position) among the standing versions."""
    if aggregation == "latest":
        _, figure = max(sources, key=lambda source: (source[0].occurred_on, source[0].position))
        return Decimal(figure.value or 0)
    amounts = [Decimal(figure.value or 0) for _, figure in sources]
    return max(amounts) if aggregation == "max" else sum(amounts, Decimal())
