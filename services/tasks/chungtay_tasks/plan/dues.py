"""Due rules in a stretch of text: dates with their comparison, recurring days, spans after an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chungtay_tasks.plan.dates import TIME, Window, Years, day_of, time_of, window_of
from chungtay_tasks.plan.due_words import (
    A_DAY,
    A_WEEKDAY,
    AFTER,
    AHEAD,
    AT_ONCE,
    BARE_RANGE,
    BARE_WINDOW,
    CITED,
    DAILY,
    DATED,
    DAYS,
    DURATION,
    EVERY,
    FREQUENCY,
    LAST_BRACKET,
    MONTH_RANGE,
    MONTHLY,
    ONWARD,
    PERIODIC,
    RANGE,
    TIMES_IN,
    WEEKLY,
    WINDOW,
    WITHIN,
    YEAR_RANGE,
)
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison, DueRule


@dataclass(frozen=True, slots=True)
class Due:
    """A rule and where it stands; `inferred` if the year was not written."""

    rule: DueRule
    start: int
    end: int
    inferred: bool = False


def dues_in(doc: Folded, start: int, end: int, years: Years, labelled: bool = False) -> list[Due]:
    """The due rules of start..end in order; `labelled` text ("Thời gian: …") needs no cue word before a date."""
    found: list[Due] = []
    readers = [_ranges, _daily, _onward, _bracketed, _weekly, _monthly, _apart, _dated, _ahead, _within, _windows, _after, _periodic]
    for reader in [_bare_ranges, *readers, _bare] if labelled else readers:
        for due in reader(doc, start, end, years):
            if not any(_overlap(due, other) for other in found):
                found.append(due)
    return _yearly_together(doc, _without_mere_periods(sorted(found, key=lambda due: due.start)))


def _without_mere_periods(dues: list[Due]) -> list[Due]:
    """ "Hằng tuần" beside a weekday, "hằng tháng" beside its day, says nothing more."""
    exact = {rule.split(";")[0] for due in dues if ";BY" in (rule := due.rule.recurrence or "")}
    return [due for due in dues if due.rule.recurrence not in exact]


def _overlap(one: Due, other: Due) -> bool:
    """Two hours of one day ("trước 06 giờ và 16 giờ hằng ngày") stand at one place and are two rules."""
    both_hours = (one.start, one.end) == (other.start, other.end) and one.rule.time != other.rule.time
    return one.start < other.end and other.start < one.end and not both_hours


_AND = re.compile(r"\s*(?:,|và|;)?\s*")


def _yearly_together(doc: Folded, dues: list[Due]) -> list[Due]:
    """ "trước ngày 20/6 và trước ngày 20/12 hằng năm": both come back each year."""
    together = list(dues)
    for index in range(len(together) - 2, -1, -1):
        one, after = together[index], together[index + 1]
        yearly = (after.rule.recurrence or "").startswith("FREQ=YEARLY")
        if yearly and one.inferred and one.rule.date and _AND.fullmatch(doc.key, one.end, after.start):
            day = f"FREQ=YEARLY;BYMONTH={one.rule.date.month};BYMONTHDAY={one.rule.date.day}"
            together[index] = replace(one, rule=one.rule.model_copy(update={"recurrence": day}))
    return together


def ranges_in(doc: Folded, start: int, end: int, years: Years) -> list[Due]:
    """Only "từ ngày … đến (hết) ngày …" and "từ tháng … đến tháng …"."""
    return list(_ranges(doc, start, end, years))


def is_cited(doc: Folded, place: int) -> bool:
    """Whether the date at `place` is that of a document ("Kế hoạch số 101/KH-UBND ngày 30/5/2024")."""
    return CITED.search(doc.key, max(0, place - 130), place) is not None


def _due(
    doc: Folded, match: re.Match[str], comparison: Comparison, window: Window | None = None, **more: object
) -> Due:
    start, end = doc.trim(match.start(), match.end(), ",(")
    first = window.start if window and comparison == "during" and window.start != window.end else None
    rule = DueRule.model_validate(
        {"text": doc.text[start:end], "comparison": comparison, "date": window.end if window else None, "start": first}
        | more
    )
    return Due(rule, start, end, inferred=bool(window and window.inferred))


def _comparison(match: re.Match[str], default: Comparison = "by") -> Comparison:
    return "before" if match.groupdict().get("before") else default


def _ranges(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    yield from _day_ranges(doc, RANGE.finditer(doc.key, start, end), years)
    for match in MONTH_RANGE.finditer(doc.key, start, end):
        last = window_of(match, years)
        written = match["from_year"]
        if last and 1 <= (month := int(match["from_month"])) <= 12:
            first_day = last.start.replace(
                month=month, year=int(written) if written and int(written) else last.start.year
            )
            if first_day <= last.end:
                yield _due(doc, match, "during", Window(first_day, last.end, last.inferred))

    for match in YEAR_RANGE.finditer(doc.key, start, end):
        if (last := window_of(match, years)) and int(match["from_year"]) <= last.end.year:
            yield _due(
                doc, match, "during", Window(last.start.replace(year=int(match["from_year"])), last.end, inferred=False)
            )


def _day_ranges(doc: Folded, matches: Iterator[re.Match[str]], years: Years) -> Iterator[Due]:
    for match in matches:
        last = day_of(match, years)
        first = last and _first_day(match, last)
        if last and first and first.start <= last.end:
            yield _due(doc, match, "during", Window(first.start, last.end, last.inferred))


def _bare_ranges(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    """ "20/9/2024 - 24/9/2024" after a label or in a table's column."""
    yield from _day_ranges(doc, BARE_RANGE.finditer(doc.key, start, end), years)


def _onward(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in ONWARD.finditer(doc.key, start, end):
        if window := window_of(match, years):
            yield _due(doc, match, "during", start=window.start)


def _bracketed(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    """ "… theo quy định (trong năm 2013)."; a bracket elsewhere explains a word and is no due rule."""
    if match := LAST_BRACKET.search(doc.key, start, end):
        yield from _bare(doc, *match.span("inner"), years)


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


def _weekly(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in WEEKLY.finditer(doc.key, start, end):
        name = match["weekday"] or match["weekday2"]
        day = DAYS[name] if name else "SU"
        yield _due(doc, match, _any_comparison(match), time=_any_time(match), recurrence=f"FREQ=WEEKLY;BYDAY={day}")


def _daily(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in DAILY.finditer(doc.key, start, end):
        for hour in re.finditer(TIME, match["hours"]):
            yield _due(doc, match, _any_comparison(match), time=time_of(hour), recurrence="FREQ=DAILY")


def _monthly(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in MONTHLY.finditer(doc.key, start, end):
        day = int(match["monthday"] or match["monthday2"])
        if 1 <= day <= 31:
            quarterly = match["quarterly"] or match["quarterly2"]
            months = "1,4,7,10" if match["which"] == "đầu" else "3,6,9,12"
            rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}" if quarterly else f"FREQ=MONTHLY;BYMONTHDAY={day}"
            yield _due(doc, match, _any_comparison(match), time=_any_time(match), recurrence=rule)


def _apart(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    """ "Hằng tuần, báo cáo … trước 16 giờ 00 thứ Sáu": the day stands apart from how often it comes back."""
    if EVERY["tuần"].search(doc.key, start, end):
        for match in A_WEEKDAY.finditer(doc.key, start, end):
            day = DAYS[match["weekday"]] if match["weekday"] else "SU"
            yield _due(doc, match, _comparison(match), time=time_of(match), recurrence=f"FREQ=WEEKLY;BYDAY={day}")
    if EVERY["tháng"].search(doc.key, start, end):
        for match in A_DAY.finditer(doc.key, start, end):
            if 1 <= (day := int(match["monthday"])) <= 31:
                yield _due(doc, match, _comparison(match), recurrence=f"FREQ=MONTHLY;BYMONTHDAY={day}")


def _any_comparison(match: re.Match[str]) -> Comparison:
    return "before" if "trước" in match.group() else "by"


def _any_time(match: re.Match[str]) -> str | None:
    found = re.search(TIME, match.group())
    return time_of(found) if found else None


def _dated(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in DATED.finditer(doc.key, start, end):
        if is_cited(doc, match.start("day")):
            continue
        window = day_of(match, years)
        rule = _yearly(doc, match)
        if window or rule:
            yield _due(doc, match, _comparison(match), window, time=time_of(match), recurrence=rule)


_OF_A_PERIOD = re.compile(r"(?:6 tháng(?: đầu năm| cuối năm)?|năm|hằng năm|hàng năm|sơ kết|tổng kết)\s*[,(:]?\s*$")


def _yearly(doc: Folded, match: re.Match[str]) -> str | None:
    """ "báo cáo 6 tháng trước ngày 15/6", "ngày 15/12 hằng năm": each year on that day, beginning with this one."""
    periodic = _OF_A_PERIOD.search(doc.key, max(0, match.start() - 24), match.start())
    if not match["yearly"] and (match["year"] or not periodic):
        return None
    return f"FREQ=YEARLY;BYMONTH={int(match['month'])};BYMONTHDAY={int(match['day'])}"


def _windows(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in WINDOW.finditer(doc.key, start, end):
        window = window_of(match, years)
        if window is None or (match["y_year"] and _is_horizon(match)):
            continue
        how: Comparison = "before" if match["before"] else "during" if match["by"] in ("trong", "vào") else "by"
        day = Window(window.start, window.start, window.inferred) if how == "before" else window
        yield _due(doc, match, how, day)


def _is_horizon(match: re.Match[str]) -> bool:
    """ "Chương trình … đến năm 2030" says how far a programme reaches, which is no deadline."""
    return match["by"] in ("đến", "vào") and not match["before"]


def _bare(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in BARE_WINDOW.finditer(doc.key, start, end):
        if not is_cited(doc, match.start()) and (window := window_of(match, years)):
            yield _due(doc, match, "by" if match["day"] else "during", window)
    if re.search(r"thường xuyên|liên tục|trở đi|và tiếp tục|những năm tiếp theo", doc.key[start:end]):
        s, e = doc.trim(start, end, ".;:,")
        if not any(c.isdigit() for c in doc.text[s:e]):
            yield Due(DueRule(comparison="during", text=doc.text[s:e]), s, e)


def _within(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in WITHIN.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(match.start("event"), match.end("event")))]
        how: Comparison = "before" if match["link"] == "trước" else "by"
        duration = DURATION[match["unit"]].format(int(match["count"]))
        yield _due(doc, match, how, after=event, within=duration, working_days=bool(match["working"]))


def _ahead(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in AHEAD.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(*match.span("event")))]
        duration = DURATION[match["unit"]].format(int(match["count"]))
        yield _due(doc, match, "before", after=event, within=duration, working_days=bool(match["working"]))


def _after(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in AFTER.finditer(doc.key, start, end):
        span = next(match.span(name) for name in ("event0", "event", "event2") if match[name])
        yield _due(doc, match, "by", after=doc.text[slice(*doc.trim(*span))])
    for match in AT_ONCE.finditer(doc.key, start, end):
        yield _due(doc, match, "by", after=match["now"] or match["now2"])


def _periodic(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in TIMES_IN.finditer(doc.key, start, end):
        yield _due(doc, match, "during", recurrence=FREQUENCY[match["each"]])
    for match in PERIODIC.finditer(doc.key, start, end):
        if (each := match["each"] or match["each2"]) and not re.match(r"\s*của", doc.key[match.end() : end]):
            yield _due(doc, match, "during", recurrence=FREQUENCY[each])
