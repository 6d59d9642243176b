"""What is worth a second look in a campaign and yet no mistake: real plans are like that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from chungtay_kernel.events import Event
from chungtay_tasks.events import CampaignContent, DutyContent
from chungtay_tasks.working_days import Calendar, vietnam


class Caution(TypedDict):
    code: str
    field: str
    vi: str
    en: str


def cautions(events: Sequence[Event], calendar: Calendar | None = None) -> list[Caution]:
    """Of the events that publish or amend a campaign."""
    return list(_found(events, calendar or vietnam()))


def left_open(questions: Sequence[tuple[str, str]]) -> Iterator[Caution]:
    """What a draft was published with, of (code, subject): text that no duty holds, partners that nobody found."""
    pieces = [subject for code, subject in questions if code == "text_unassigned"]
    if pieces:
        yield Caution(
            code="text_unassigned", field="unassigned",
            vi=f"{len(pieces)} đoạn của kế hoạch không thuộc nhiệm vụ nào.",
            en=f"{len(pieces)} pieces of the plan belong to no duty.",
        )  # fmt: skip
    partners = [subject for code, subject in questions if code == "partner_unresolved"]
    if partners:
        yield Caution(
            code="partners_left_out", field="partners",
            vi=f"Chưa rõ là đơn vị nào nên không ghi vào phần phối hợp: {'; '.join(partners)}.",
            en=f"Nobody said which units these are; they are no partners: {'; '.join(partners)}.",
        )  # fmt: skip


def _found(events: Sequence[Event], calendar: Calendar) -> Iterator[Caution]:
    for event in events:
        if isinstance(event, CampaignContent):
            yield from _of_deadline(event, calendar)
            yield from of_calendar(event, event.unit_report.due_at, calendar)
    yield from _of_groups([event for event in events if isinstance(event, DutyContent)])


def _of_deadline(campaign: CampaignContent, calendar: Calendar) -> Iterator[Caution]:
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


_DOUBTS: Mapping[str, tuple[str, str]] = {
    "unknown": (
        "Chưa có lịch nghỉ lễ năm {year}: chỉ thứ Bảy, Chủ nhật được tính là ngày nghỉ.",
        "The days off of {year} are not known: only Saturdays and Sundays are counted as off.",
    ),
    "provisional": (
        "Lịch nghỉ lễ năm {year} mới tính theo luật, chưa có thông báo hoán đổi ngày nghỉ.",
        "The days off of {year} follow from the law alone; swapped days have not been announced.",
    ),
}


def of_calendar(campaign: CampaignContent, latest: datetime, calendar: Calendar) -> Iterator[Caution]:
    """Reminders and what comes after a deadline are counted in working days, which nobody knows for every year."""
    terms = campaign.unit_report.terms
    last = latest.date() + 2 * max(terms.grace, terms.lock or 0, terms.review, terms.refile) * timedelta(days=1)
    for year, what in calendar.doubts(campaign.period.start, max(last, campaign.period.start)):
        vi, en = _DOUBTS[what]
        yield Caution(
            code=f"calendar_{what}", field="period", vi=vi.format(year=year), en=en.format(year=year)
        )  # fmt: skip


def _of_groups(duties: Sequence[DutyContent]) -> Iterator[Caution]:
    for group in dict.fromkeys(group for duty in duties for group in duty.unassigned):
        held = ", ".join(duty.duty for duty in duties if group in duty.unassigned)
        yield Caution(
            code="group_without_members", field="groups",
            vi=f"Nhóm {group} chưa rõ thành viên; chưa giao được: {held}.",
            en=f"The members of {group} are not known; not assigned to them: {held}.",
        )  # fmt: skip
