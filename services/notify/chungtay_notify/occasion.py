"""What an alert is about, and days and moments as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chungtay_notify.heard import FINAL, CampaignPublished, Reason

_MOMENT = timedelta(microseconds=1)
_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a text is made of: the campaign, the unit it is about, and what was said of its report.

    `due_at`: the deadline that stands for the unit, or the time that a return gave; the campaign's own where none is.
    """

    campaign: CampaignPublished
    unit: str
    reasons: Sequence[Reason] = ()
    note: str | None = None
    due_at: datetime | None = None
    passed: bool = False
    working_days: int = 0
    period: str = FINAL
    to: str | None = None
    """Who is told, where that is not the unit itself."""
    by: str | None = None
    """The unit whose account brought it about."""

    @property
    def subject_vi(self) -> str:
        """The campaign's title, and of a recurring report the period and its days."""
        return f"“{self.campaign.title_vi}”{self._of_period('kỳ', 'vi')}"

    @property
    def subject_en(self) -> str:
        return f"“{self.campaign.title_en or self.campaign.title_vi}”{self._of_period('for', 'en')}"

    def _of_period(self, word: str, language: str) -> str:
        if self.period == FINAL:
            return ""
        found = self.campaign.report(self.period)
        name = (found.name_vi if language == "vi" else found.name_en) if found else ""
        days = f" ({found.start:%d/%m} – {found.end:%d/%m/%Y})" if found and found.start and found.end else ""
        return f", {word} {name or self.period}{days}"

    @property
    def last_day(self) -> date:
        """The last day that is in time."""
        if self.due_at is None:
            found = self.campaign.report(self.period)
            return found.last_valid_day if found else self.campaign.unit_report.last_valid_day
        return (self.local(self.due_at) - _MOMENT).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.campaign.timezone))


def day_vi(day: date) -> str:
    return f"{_WEEKDAYS_VI[day.weekday()]}, {day:%d/%m/%Y}"


def day_en(day: date) -> str:
    return f"{day:%A %d/%m/%Y}"


def until_vi(o: Occasion) -> str:
    """ " trước 17 giờ 00 thứ Sáu, 28/06/2024"; nothing where no time was given."""
    if o.due_at is None:
        return ""
    due = o.local(o.due_at)
    if due == due.replace(hour=0, minute=0):
        return f" chậm nhất hết ngày {day_vi(o.last_day)}"
    return f" trước {due:%H} giờ {due:%M} {day_vi(due.date())}"


def until_en(o: Occasion) -> str:
    if o.due_at is None:
        return ""
    due = o.local(o.due_at)
    if due == due.replace(hour=0, minute=0):
        return f" by the end of {day_en(o.last_day)}"
    return f" before {due:%H:%M} on {due:%A %d/%m/%Y}"
