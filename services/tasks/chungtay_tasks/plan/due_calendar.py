"""Rules that name days, months, quarters or years."""

import re
from collections.abc import Iterator

from chungtay_tasks.plan.dates import DAY, Window, Years, day_of, time_of, window_of
from chungtay_tasks.plan.due import Due, comparison_of, due_of
from chungtay_tasks.plan.due_words import (
    BARE_RANGE,
    BARE_WINDOW,
    CITED,
    DATED,
    LAST_BRACKET,
    MONTH_RANGE,
    ONWARD,
    RANGE,
    WINDOW,
    YEAR_RANGE,
)
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison, DueRule

_OF_A_PERIOD = re.compile(r"(?:6 tháng(?: đầu năm| cuối năm)?|năm|hằng năm|hàng năm|sơ kết|tổng kết)\s*[,(:]?\s*$")
_ALWAYS = re.compile(r"thường xuyên|liên tục|trở đi|và tiếp tục|những năm tiếp theo")
_ANY_DAY = re.compile(rf"(?<!\w)(?P<said>ngày\s+)?{DAY}")


def is_cited(doc: Folded, place: int) -> bool:
    """Whether the date at `place` is that of a document ("Kế hoạch số 101/KH-UBND ngày 30/5/2024")."""
    return CITED.search(doc.key, max(0, place - 130), place) is not None


def ranges(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    yield from _day_ranges(doc, RANGE.finditer(doc.key, start, end), years)
    for match in MONTH_RANGE.finditer(doc.key, start, end):
        last = window_of(match, years)
        written = match["from_year"]
        if last and 1 <= (month := int(match["from_month"])) <= 12:
            first_day = last.start.replace(
                month=month, year=int(written) if written and int(written) else last.start.year
            )
            if first_day <= last.end:
                yield due_of(doc, match, "during", Window(first_day, last.end, last.inferred))

    for match in YEAR_RANGE.finditer(doc.key, start, end):
        if (last := window_of(match, years)) and int(match["from_year"]) <= last.end.year:
            yield due_of(
                doc, match, "during", Window(last.start.replace(year=int(match["from_year"])), last.end, inferred=False)
            )


def _day_ranges(doc: Folded, matches: Iterator[re.Match[str]], years: Years) -> Iterator[Due]:
    for match in matches:
        last = day_of(match, years)
        first = last and _first_day(match, last)
        if last and first and first.start <= last.end:
            yield due_of(doc, match, "during", Window(first.start, last.end, last.inferred))


def bare_ranges(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    """ "20/9/2024 - 24/9/2024" after a label or in a table's column."""
    yield from _day_ranges(doc, BARE_RANGE.finditer(doc.key, start, end), years)


def _first_day(match: re.Match[str], last: Window) -> Window | None:
    try:
        day = last.end.replace(
            year=int(match["a_year"] or last.end.year),
            month=int(match["a_month"] or last.end.month),
            day=int(match["a_day"]),
        )
    except ValueError:
        return None
    return Window(day, day, last.inferred)


def onward(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in ONWARD.finditer(doc.key, start, end):
        if window := window_of(match, years):
            yield due_of(doc, match, "during", start=window.start)


def bracketed(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    """ "… theo quy định (trong năm 2013)."; a bracket elsewhere explains a word and is no due rule."""
    if match := LAST_BRACKET.search(doc.key, start, end):
        yield from bare(doc, *match.span("inner"), years)


def dated(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in DATED.finditer(doc.key, start, end):
        if is_cited(doc, match.start("day")):
            continue
        window = day_of(match, years)
        rule = _yearly(doc, match)
        if rule and window and window.inferred and years.issued and window.end < years.issued:
            window = day_of(match, Years(years.issued.year + 1)) or window  # it comes back: the first is next year's
        if window or rule:
            yield due_of(doc, match, comparison_of(match), window, time=time_of(match), recurrence=rule)


def _yearly(doc: Folded, match: re.Match[str]) -> str | None:
    """ "báo cáo 6 tháng trước ngày 15/6", "ngày 15/12 hằng năm": each year on that day, beginning with this one."""
    periodic = _OF_A_PERIOD.search(doc.key, max(0, match.start() - 24), match.start())
    if not match["yearly"] and (match["year"] or not periodic):
        return None
    return f"FREQ=YEARLY;BYMONTH={int(match['month'])};BYMONTHDAY={int(match['day'])}"


def windows(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in WINDOW.finditer(doc.key, start, end):
        window = window_of(match, years)
        if window is None or (match["y_year"] and _is_horizon(match)):
            continue
        how: Comparison = "before" if match["before"] else "during" if match["by"] in ("trong", "vào") else "by"
        day = Window(window.start, window.start, window.inferred) if how == "before" else window
        yield due_of(doc, match, how, day)


def _is_horizon(match: re.Match[str]) -> bool:
    """ "Chương trình … đến năm 2030" says how far a programme reaches, which is no deadline."""
    return match["by"] in ("đến", "vào") and not match["before"]


def bare(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in BARE_WINDOW.finditer(doc.key, start, end):
        if not is_cited(doc, match.start()) and (window := window_of(match, years)):
            yield due_of(doc, match, "by" if match["day"] else "during", window)
    if _ALWAYS.search(doc.key, start, end):
        s, e = doc.trim(start, end, ".;:,")
        if not any(c.isdigit() for c in doc.text[s:e]):
            yield Due(DueRule(comparison="during", text=doc.text[s:e]), s, e)


def impossible_days(doc: Folded, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a day is written that no calendar has ("ngày 31/02/2024")."""
    for match in _ANY_DAY.finditer(doc.key, start, end):
        meant = match["said"] or (int(match["day"]) <= 31 and int(match["month"]) <= 12)  # "45/13/2024" is a number
        cited = is_cited(doc, match.start("day"))
        if match["year"] and meant and not cited and day_of(match, Years(None)) is None:
            yield match.span()
