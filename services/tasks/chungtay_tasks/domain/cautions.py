"""What is worth a second look in a campaign and yet no mistake: real plans are like that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from chungtay_kernel.events import Event
from chungtay_tasks.events import CampaignPublished, DutyAssigned
from chungtay_tasks.working_days import Calendar, vietnam


class Caution(TypedDict):
    code: str
    field: str
    vi: str
    en: str


def cautions(events: Sequence[Event], calendar: Calendar | None = None) -> list[Caution]:
    """Of the events that publish a campaign."""
    return list(_found(events, calendar or vietnam()))


def _found(events: Sequence[Event], calendar: Calendar) -> Iterator[Caution]:
    for event in events:
        if isinstance(event, CampaignPublished):
            yield from _of_deadline(event, calendar)
    yield from _of_groups([event for event in events if isinstance(event, DutyAssigned)])


def _of_deadline(campaign: CampaignPublished, calendar: Calendar) -> Iterator[Caution]:
    last = campaign.unit_report.last_valid_day
    if campaign.issue_date and last < campaign.issue_date:
        yield Caution(
            code="deadline_before_issue", field="unit_report.due",
            vi=f"Hạn báo cáo {last} trước ngày ban hành {campaign.issue_date}.",
            en=f"The deadline, {last}, lies before the day of issue, {campaign.issue_date}.",
        )  # fmt: skip
    if not calendar.is_working_day(last):
        before = calendar.last_working_day(last)
        yield Caution(
            code="deadline_on_day_off", field="unit_report.due",
            vi=f"Ngày cuối {last} là ngày nghỉ; lần nhắc cuối vào {before}.",
            en=f"The last day, {last}, is a day off; the reminder goes out on {before}.",
        )  # fmt: skip


def _of_groups(duties: Sequence[DutyAssigned]) -> Iterator[Caution]:
    for group in dict.fromkeys(group for duty in duties for group in duty.unassigned):
        held = ", ".join(duty.duty for duty in duties if group in duty.unassigned)
        yield Caution(
            code="group_without_members", field="groups",
            vi=f"Nhóm {group} chưa rõ thành viên; chưa giao được: {held}.",
            en=f"The members of {group} are not known; not assigned to them: {held}.",
        )  # fmt: skip
