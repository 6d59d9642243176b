"""Rules that come back each day, week, month, quarter, half-year or year."""

import re
from collections.abc import Iterator
from dataclasses import replace

from chungtay_tasks.plan.dates import TIME, Years, time_of
from chungtay_tasks.plan.due import Due, comparison_of, due_of
from chungtay_tasks.plan.due_words import (
    A_DAY,
    A_WEEKDAY,
    DAILY,
    DAYS,
    EVERY,
    FREQUENCY,
    MONTHLY,
    PERIODIC,
    TIMES_IN,
    WEEKLY,
)
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison

_AND = re.compile(r"\s*(?:,|và|;)?\s*")


def weekly(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in WEEKLY.finditer(doc.key, start, end):
        name = match["weekday"] or match["weekday2"]
        day = DAYS[name] if name else "SU"
        yield due_of(doc, match, _any_comparison(match), time=_any_time(match), recurrence=f"FREQ=WEEKLY;BYDAY={day}")


def daily(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in DAILY.finditer(doc.key, start, end):
        for hour in re.finditer(TIME, match["hours"]):
            yield due_of(doc, match, _any_comparison(match), time=time_of(hour), recurrence="FREQ=DAILY")


def monthly(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in MONTHLY.finditer(doc.key, start, end):
        day = int(match["monthday"] or match["monthday2"])
        if 1 <= day <= 31:
            quarterly = match["quarterly"] or match["quarterly2"]
            months = "1,4,7,10" if match["which"] == "đầu" else "3,6,9,12"
            rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}" if quarterly else f"FREQ=MONTHLY;BYMONTHDAY={day}"
            yield due_of(doc, match, _any_comparison(match), time=_any_time(match), recurrence=rule)


def apart(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    """ "Hằng tuần, báo cáo … trước 16 giờ 00 thứ Sáu": the day stands apart from how often it comes back."""
    if EVERY["tuần"].search(doc.key, start, end):
        for match in A_WEEKDAY.finditer(doc.key, start, end):
            day = DAYS[match["weekday"]] if match["weekday"] else "SU"
            yield due_of(doc, match, comparison_of(match), time=time_of(match), recurrence=f"FREQ=WEEKLY;BYDAY={day}")
    if EVERY["tháng"].search(doc.key, start, end):
        for match in A_DAY.finditer(doc.key, start, end):
            if 1 <= (day := int(match["monthday"])) <= 31:
                yield due_of(doc, match, comparison_of(match), recurrence=f"FREQ=MONTHLY;BYMONTHDAY={day}")


def periodic(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in TIMES_IN.finditer(doc.key, start, end):
        yield due_of(doc, match, "during", recurrence=FREQUENCY[match["each"]])
    for match in PERIODIC.finditer(doc.key, start, end):
        if (each := match["each"] or match["each2"]) and not re.match(r"\s*của", doc.key[match.end() : end]):
            yield due_of(doc, match, "during", recurrence=FREQUENCY[each])


def _any_comparison(match: re.Match[str]) -> Comparison:
    return "before" if "trước" in match.group() else "by"


def _any_time(match: re.Match[str]) -> str | None:
    found = re.search(TIME, match.group())
    return time_of(found) if found else None


def without_mere_periods(dues: list[Due]) -> list[Due]:
    """ "Hằng tuần" beside a weekday, "hằng tháng" beside its day, says nothing more."""
    exact = {rule.split(";")[0] for due in dues if ";BY" in (rule := due.rule.recurrence or "")}
    return [due for due in dues if due.rule.recurrence not in exact]


def yearly_together(doc: Folded, dues: list[Due]) -> list[Due]:
    """ "trước ngày 20/6 và trước ngày 20/12 hằng năm": both come back each year."""
    together = list(dues)
    for index in range(len(together) - 2, -1, -1):
        one, after = together[index], together[index + 1]
        yearly = (after.rule.recurrence or "").startswith("FREQ=YEARLY")
        if yearly and one.inferred and one.rule.date and _AND.fullmatch(doc.key, one.end, after.start):
            day = f"FREQ=YEARLY;BYMONTH={one.rule.date.month};BYMONTHDAY={one.rule.date.day}"
            together[index] = replace(one, rule=one.rule.model_copy(update={"recurrence": day}))
    return together
