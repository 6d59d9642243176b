"""What a unit states of a period in words, and where it states that nothing arose ("không phát sinh").

Of the whole report, of duties or of single indicators: each comes to zeros, so that a figure is told zero and not
missing. Of a stock (the aggregation "latest") nothing new means no zero: it is zero only where its indicator is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from chungtay_intake import refused
from chungtay_intake.drawing import Standing
from chungtay_intake.reference import Campaign
from chungtay_intake.unknown import unknown_duty

NOTHING_AROSE = "Trong kỳ báo cáo không phát sinh."
"""What a report says in words where nothing arose and nothing else is said."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A filing as it was sent, but for its figures."""

    narrative: str | None = None
    difficulties: Sequence[str] = ()
    proposals: Sequence[str] = ()
    zeros: Sequence[str] = ()
    nothing_in: Sequence[str] = ()
    nothing_arose: bool = False


class Negative(NamedTuple):
    """What of it goes into the report; `zeros` in the order of the catalogue."""

    narrative: str
    zeros: list[str]
    nothing_in: list[str]
    nothing_arose: bool


def nothing_of(
    campaign: Campaign, unit: str, stated: Stated, activities: Sequence[Standing], reported: AbstractSet[str]
) -> Negative:
    """`reported`: the indicators that the activities have figures of. Raises Refusal for what contradicts them."""
    if stated.narrative is None and not stated.nothing_arose:
        raise refused.narrative_missing()
    if stated.nothing_arose and activities:
        raise refused.something_arose("nothing_arose", len(activities))
    refused.check_zeros(campaign, unit, stated.zeros, reported)
    _check_duties(campaign, unit, stated.nothing_in, activities)
    implied = {code for duty in stated.nothing_in for code in campaign.duties[duty].indicators}
    if stated.nothing_arose:
        implied = set(campaign.indicators)
    flows = [code for code in campaign.asked_of(unit) if campaign.indicators[code].aggregation != "latest"]
    zeros = set(stated.zeros) | (implied & set(flows) - reported)
    return Negative(
        stated.narrative or NOTHING_AROSE,
        [code for code in campaign.indicators if code in zeros],
        list(stated.nothing_in),
        stated.nothing_arose,
    )


def _check_duties(campaign: Campaign, unit: str, duties: Sequence[str], activities: Iterable[Standing]) -> None:
    done = [activity.duty for activity in activities]
    for index, duty in enumerate(duties):
        field = f"nothing_in[{index}]"
        if duty not in campaign.duties:
            raise unknown_duty(campaign, duty, field)
        if duty in campaign.dropped:
            raise refused.duty_dropped(campaign, duty, field)
        if unit not in campaign.duties[duty].units:
            raise refused.not_its_duty(campaign, unit, duty, field)
        if duty in done:
            raise refused.something_arose(field, done.count(duty))
