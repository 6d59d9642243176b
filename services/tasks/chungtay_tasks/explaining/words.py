"""A due rule in words: what is still in time and what is late, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chungtay_tasks.events import DueRule, Period
from chungtay_tasks.recurrences import parts_of

Said = dict[str, str]
"""vi, en."""

_DAYS = {
    "MO": ("thứ Hai", "Monday"), "TU": ("thứ Ba", "Tuesday"), "WE": ("thứ Tư", "Wednesday"),
    "TH": ("thứ Năm", "Thursday"), "FR": ("thứ Sáu", "Friday"), "SA": ("thứ Bảy", "Saturday"),
    "SU": ("Chủ nhật", "Sunday"),
}  # fmt: skip
_EACH = {
    "DAILY": ("hằng ngày", "every day"), "WEEKLY": ("hằng tuần", "every week"),
    "MONTHLY": ("hằng tháng", "every month"), "YEARLY": ("hằng năm", "every year"),
}  # fmt: skip
_MONTHS_APART = {"3": ("hằng quý", "every quarter"), "6": ("6 tháng một lần", "every half-year")}


def said(vi: str, en: str) -> Said:
    return {"vi": vi, "en": en}


def in_words(rule: DueRule, period: Period) -> Said:
    """What the comparison means: of a date, of each day of a recurrence, of the period, or of an event to come."""
    if rule.date:
        return _compared(rule, *_day(rule.date), *_next(rule))
    if rule.recurrence:
        return _recurring(rule)
    if rule.after:
        return said(f"tính từ sự kiện: {rule.after}", f"counted from an event: {rule.after}")
    if rule.comparison == "during":
        start, end = _day(period.start)[0], _day(period.end)[0]
        return said(
            f"trong thời gian của đợt, {start} – {end}: hết ngày {end} vẫn đúng hạn",
            f"during the campaign, {start} to {end}: in time until the end of {end}",
        )
    return said("kế hoạch không nêu thời hạn", "the plan names no deadline")


def _next(rule: DueRule) -> tuple[str, str]:
    """What is too late with "before": the day itself, or its hour."""
    return (f"đúng {_hour(rule)}", f"at {rule.time}") if rule.time else ("chính ngày ấy", "that day itself")


def _compared(rule: DueRule, vi: str, en: str, late_vi: str, late_en: str) -> Said:
    hour_vi, hour_en = (f"{_hour(rule)} ", f"{rule.time} on ") if rule.time else ("", "")
    if rule.comparison == "before":
        return said(f"trước {hour_vi}{vi}: {late_vi} đã là muộn", f"before {hour_en}{en}: {late_en} is too late")
    if rule.time and rule.comparison == "by":
        return said(
            f"chậm nhất {hour_vi}{vi}: còn đúng hạn đến hết phút ấy", f"by {hour_en}{en}: in time through that minute"
        )
    if rule.comparison == "by":
        return said(f"chậm nhất {vi}: hết ngày ấy vẫn đúng hạn", f"by {en}: in time until the end of that day")
    return said(f"đến hết {vi}", f"until the end of {en}")


def _recurring(rule: DueRule) -> Said:
    vi, en = each(rule.recurrence or "")
    return _compared(rule, vi, en, *_next(rule))


def each(recurrence: str) -> tuple[str, str]:
    """An RRULE in words, as far as plans use it; its text where they do not."""
    parts = parts_of(recurrence)
    vi, en = _MONTHS_APART.get(parts.get("INTERVAL", ""), _EACH.get(parts.get("FREQ", ""), (recurrence, recurrence)))
    if parts.get("FREQ") == "YEARLY" and parts.get("BYMONTH", "").count(","):
        vi, en = _in_months(parts["BYMONTH"])
    elif "BYMONTH" in parts and parts["BYMONTH"].isdigit():
        vi, en = f"tháng {parts['BYMONTH']} {vi}", f"of month {parts['BYMONTH']} {en}"
    if "BYMONTHDAY" in parts:
        vi, en = _on_day(parts["BYMONTHDAY"], vi, en)
    return _on_weekdays(parts, vi, en)


def _in_months(months: str) -> tuple[str, str]:
    return f"các tháng {months.replace(',', ', ')}", f"in months {months.replace(',', ', ')}"


def _on_day(day: str, vi: str, en: str) -> tuple[str, str]:
    if day == "-1":
        return f"ngày cuối {vi}", f"the last day {en}"
    return f"ngày {int(day):02d} {vi}" if day.isdigit() else f"ngày {day} {vi}", f"day {day} {en}"


def _on_weekdays(parts: Mapping[str, str], vi: str, en: str) -> tuple[str, str]:
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    if not days or not all(day in _DAYS for day in days):
        return vi, en
    return f"{', '.join(_DAYS[d][0] for d in days)} {vi}", f"{', '.join(_DAYS[d][1] for d in days)} {en}"


def _day(day: date) -> tuple[str, str]:
    return f"ngày {day:%d/%m/%Y}", f"{day:%d/%m/%Y}"


def _hour(rule: DueRule) -> str:
    hour, _, minute = (rule.time or "").partition(":")
    return f"{hour} giờ {minute}"
