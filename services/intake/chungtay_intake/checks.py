"""An activity as it was sent, checked against its campaign: all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from chungtay_intake import refused
from chungtay_intake.bodies import ActivityEntry
from chungtay_intake.events import ActivityFacts
from chungtay_intake.figures import Understood, check_figures
from chungtay_intake.reference import Campaign
from chungtay_intake.unknown import unknown_duty, unknown_unit
from chungtay_kernel.problems import Refusal


class Accepted(NamedTuple):
    """The facts that may be recorded, and how figures written in other forms were read."""

    facts: ActivityFacts
    understood: list[Understood]


def check(campaign: Campaign, entry: ActivityEntry, now: datetime, *, stands_on: str | None = None) -> Accepted:
    """Raises Refusal; further mistakes stand in its `others`. `stands_on`: the duty of an activity that is corrected,
    which it keeps also where an amendment dropped it."""
    if entry.unit not in campaign.units:
        raise unknown_unit(campaign, entry.unit)
    figures = check_figures(campaign, entry.unit, entry.figures)
    refusals = [*_refusals(campaign, entry, campaign.today(now), stands_on), *figures.refusals]
    if refusals:
        first, *others = refusals
        first.others = tuple(others)
        raise first
    facts: ActivityFacts = {
        "campaign": campaign.code, "unit": entry.unit, "duty": entry.duty, "type": entry.type, "title": entry.title,
        "occurred_on": entry.occurred_on, "place": entry.place, "partners": entry.partners,
        "figures": figures.figures, "note": entry.note,
    }  # fmt: skip
    return Accepted(facts, figures.understood)


def _refusals(campaign: Campaign, entry: ActivityEntry, today: date, stands_on: str | None) -> Iterator[Refusal]:
    if entry.duty is not None and entry.duty not in campaign.duties:
        yield unknown_duty(campaign, entry.duty)
    elif entry.duty is not None and entry.duty in campaign.dropped and entry.duty != stands_on:
        yield refused.duty_dropped(campaign, entry.duty, "duty")
    period = campaign.period
    if not period.start <= entry.occurred_on <= period.end:
        yield _outside(campaign, entry.occurred_on)
    elif entry.occurred_on > today:
        yield _in_the_future(entry.occurred_on, today)
    for index, partner in enumerate(entry.partners):
        field = f"partners[{index}]"
        if partner not in campaign.units:
            yield unknown_unit(campaign, partner, field)
        elif partner == entry.unit or partner in entry.partners[:index]:
            yield _partner_again(partner, field)


def _outside(campaign: Campaign, day: date) -> Refusal:
    start, end = campaign.period.start, campaign.period.end
    return Refusal(
        "date_outside_campaign", 422, field="occurred_on", value=day.isoformat(),
        vi=f"Ngày {day:%d/%m/%Y} nằm ngoài thời gian của đợt.", en=f"{day} lies outside the campaign.",
        expected_vi=f"từ {start:%d/%m/%Y} đến hết {end:%d/%m/%Y}", expected_en=f"from {start} to {end}, both included",
        remedy_vi="Sửa ngày diễn ra; hoạt động ngoài thời gian này không thuộc đợt.",
        remedy_en="Correct the day; what happened outside these days is not part of the campaign.",
    )  # fmt: skip


def _in_the_future(day: date, today: date) -> Refusal:
    return Refusal(
        "date_in_the_future", 422, field="occurred_on", value=day.isoformat(),
        vi=f"Ngày {day:%d/%m/%Y} chưa đến.", en=f"{day} has not come yet.",
        expected_vi=f"không muộn hơn hôm nay, {today:%d/%m/%Y}", expected_en=f"not later than today, {today}",
        remedy_vi="Ghi sau khi hoạt động đã diễn ra.", remedy_en="Record it once it has taken place.",
    )  # fmt: skip


def _partner_again(partner: str, field: str) -> Refusal:
    return Refusal(
        "partner_again", 422, field=field, value=partner,
        vi=f"{partner} đã có tên: là đơn vị ghi hoặc đã nêu ở trên.",
        en=f"{partner} is named already: as the recording unit or further up.",
        expected_vi="mỗi đơn vị phối hợp một lần, không kể đơn vị ghi",
        expected_en="each partner once, without the recording unit",
        remedy_vi="Bỏ mục này.", remedy_en="Leave this entry out.",
    )  # fmt: skip
