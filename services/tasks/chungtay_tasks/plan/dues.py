"""Due rules in a stretch of text: dates with their comparison, recurring days, spans after an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chungtay_tasks.plan.dates import DAY, HALF, MONTHS, QUARTER, TIME, YEAR, Window, Years, day_of, time_of, window_of
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison, DueRule


@dataclass(frozen=True, slots=True)
class Due:
    """A rule and where it stands; `inferred` if the year was not written."""

    rule: DueRule
    start: int
    end: int
    inferred: bool = False


_BY = (
    r"(?:chậm nhất|muộn nhất|không muộn hơn|không chậm hơn|không quá|không trễ hơn|đến hết|hạn cuối|hạn chót|thời hạn|thời gian hoàn thành"
    r"|hoàn thành|xong|trong|đến|hết|hạn|vào|ngay)"
)
_FILL = r"(?:\s*(?:là|vào|đến|trong|hết|xong|ngày|mốc|thời điểm|lúc|trước mắt|:))*\s*"
_BEFORE = r"(?P<before>trước(?:\s+(?:thời điểm|mốc))?)"
_CUE = rf"(?=(?:{_BY}|trước)(?!\w))(?:(?P<by>{_BY}){_FILL})?(?:{_BEFORE}{_FILL})?"
_TIME = rf"(?:{TIME}\s*(?:,|của|ngày)?\s*)?"
_WEEKDAY = r"(?:thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_EVERY = r"(?:hằng|hàng|mỗi)"
_DATED = re.compile(
    rf"(?<!\w){_CUE}{_TIME}(?:ngày\s+)?(?:{_WEEKDAY}\s*,?\s*\(?(?:ngày\s+)?)?{DAY}(?P<yearly>\s*(?:{_EVERY} năm|của năm))?"
)
_RANGE = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<a_day>\d{1,2})(?:\s*(?:/|tháng)\s*(?P<a_month>\d{1,2})(?:\s*(?:/|,?\s*năm)\s*(?P<a_year>\d{4}))?)?"
    rf"\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s+)?{DAY}"
)
_MONTH_RANGE = re.compile(
    r"từ\s+tháng\s+(?P<from_month>\d{1,2})(?:\s*(?:/|năm)\s*(?P<from_year>\d{4}))?\s*(?:-|–|đến(?:\s+hết)?)\s*" + MONTHS
)
_WINDOW = re.compile(rf"(?<!\w){_CUE}(?:{MONTHS}|{QUARTER}|{HALF}|{YEAR})")
_YEAR_RANGE = re.compile(
    r"từ\s+năm\s+(?P<from_year>\d{4})\s*(?:-|–|đến(?:\s+hết)?)\s*(?:năm\s+)?(?P<y_year>\d{4})(?!\d)"
)
_ONWARD = re.compile(
    rf"(?<!\w)(?:kể\s+)?từ\s+(?:ngày\s+)?(?:{DAY}|{MONTHS}|{QUARTER}|{YEAR})\s+(?:trở đi|và tiếp tục|và những năm tiếp theo)"
)
_LAST_BRACKET = re.compile(
    r"\((?P<inner>(?:trong |hoàn thành |thực hiện )?(?:tháng|quý|năm|6 tháng)[^()]{1,80})\)[\s.;/]*$"
)
_BARE_WINDOW = re.compile(rf"(?<!\w)(?:(?:ngày\s+)?{DAY}|{MONTHS}|{QUARTER}|{HALF}|{YEAR})")
_HOW = re.sub(r"\(\?P<\w+>", "(?:", _CUE + _TIME)  # the same, unnamed, for patterns that hold it twice
_WEEKLY = re.compile(
    rf"(?<!\w)(?:{_HOW})?{_WEEKDAY}\s+(?:của\s+tuần|{_EVERY}\s+tuần)"
    rf"|{_EVERY}\s+tuần\s*[,(]?\s*{_HOW}(?:ngày\s+)?(?:thứ\s+(?P<weekday2>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
)
_MONTHLY = re.compile(
    rf"(?<!\w)(?:{_HOW})?ngày\s+(?P<monthday>\d{{1,2}})\s+(?:của\s+)?(?:{_EVERY}\s+tháng|tháng báo cáo|tháng kế tiếp|tháng sau"
    rf"|tháng cuối(?:\s+của)?(?:\s+{_EVERY})?\s+(?P<quarterly>quý))"
    rf"|{_EVERY}\s+(?:tháng|(?P<quarterly2>quý))\s*[,(]?\s*{_HOW}(?:ngày\s+)?(?P<monthday2>\d{{1,2}})(?!\s*/|\d)"
)
_PERIODIC = re.compile(
    rf"(?<!\w){_EVERY}\s+(?P<each>ngày|tuần|tháng|quý|6 tháng|năm)(?!\w)|định kỳ\s+(?:{_EVERY}\s+)?(?P<each2>ngày|tuần|tháng|quý|6 tháng|năm)(?!\s*\d|\w)"
)
_WITHIN = re.compile(
    r"(?<!\w)(?:trong\s+)?(?:thời hạn|vòng|thời gian)?\s*(?:không quá\s+|chậm nhất\s+(?:là\s+)?|sau\s+)?(?P<count>\d{1,3})\s*(?P<unit>ngày|giờ|tháng|tuần)(?P<working>\s+làm việc)?"
    r"\s*,?\s*(?:kể\s+)?(?P<link>từ|sau|trước)\s+(?P<event>(?:khi|ngày|thời điểm)?\s*[^,.;()]{3,80})"
)
_AFTER = re.compile(
    r"(?<!\w)ngay\s+(?:sau\s+)?(?:khi|từ khi)\s+(?P<event>[^,.;()]{3,80})|(?<!\w)(?:ngay\s+)?sau\s+(?:khi|mỗi)\s+(?P<event2>[^,.;()]{3,80})"
)
_AT_ONCE = re.compile(r"(?<!\w)báo cáo\s+(?P<now>ngay)(?!\s+(?:sau|khi|từ))(?!\w)|(?<!\w)(?P<now2>ngay lập tức)(?!\w)")
_CITED = re.compile(r"(?:số\s+\S{1,40}|luật[^,.;]{0,80}|-ct/tw)\s*,?\s*ngày\s*$|số\s+\S{1,40}\s+$")
_DAYS = {
    "hai": "MO",
    "ba": "TU",
    "tư": "WE",
    "năm": "TH",
    "sáu": "FR",
    "bảy": "SA",
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}
_FREQUENCY = {
    "ngày": "FREQ=DAILY", "tuần": "FREQ=WEEKLY", "tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3",
    "6 tháng": "FREQ=MONTHLY;INTERVAL=6", "sáu tháng": "FREQ=MONTHLY;INTERVAL=6", "năm": "FREQ=YEARLY",
}  # fmt: skip
_DURATION = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "giờ": "PT{}H"}


def dues_in(doc: Folded, start: int, end: int, years: Years, labelled: bool = False) -> list[Due]:
    """The due rules of start..end in order; `labelled` text ("Thời gian: …") needs no cue word before a date."""
    found: list[Due] = []
    readers = [_ranges, _onward, _bracketed, _weekly, _monthly, _dated, _within, _windows, _after, _periodic]
    for reader in [*readers, _bare] if labelled else readers:
        for due in reader(doc, start, end, years):
            if not any(due.start < other.end and other.start < due.end for other in found):
                found.append(due)
    return sorted(found, key=lambda due: due.start)


def ranges_in(doc: Folded, start: int, end: int, years: Years) -> list[Due]:
    """Only "từ ngày … đến (hết) ngày …" and "từ tháng … đến tháng …"."""
    return list(_ranges(doc, start, end, years))


def is_cited(doc: Folded, place: int) -> bool:
    """Whether the date at `place` is that of a document ("Kế hoạch số 101/KH-UBND ngày 30/5/2024")."""
    return _CITED.search(doc.key, max(0, place - 130), place) is not None


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
    for match in _RANGE.finditer(doc.key, start, end):
        last = day_of(match, years)
        first = last and _first_day(match, last)
        if last and first and first.start <= last.end:
            yield _due(doc, match, "during", Window(first.start, last.end, last.inferred))
    for match in _MONTH_RANGE.finditer(doc.key, start, end):
        last = window_of(match, years)
        written = match["from_year"]
        if last and 1 <= (month := int(match["from_month"])) <= 12:
            first_day = last.start.replace(
                month=month, year=int(written) if written and int(written) else last.start.year
            )
            if first_day <= last.end:
                yield _due(doc, match, "during", Window(first_day, last.end, last.inferred))

    for match in _YEAR_RANGE.finditer(doc.key, start, end):
        if (last := window_of(match, years)) and int(match["from_year"]) <= last.end.year:
            yield _due(
                doc, match, "during", Window(last.start.replace(year=int(match["from_year"])), last.end, inferred=False)
            )


def _onward(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in _ONWARD.finditer(doc.key, start, end):
        if window := window_of(match, years):
            yield _due(doc, match, "during", start=window.start)


def _bracketed(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    """ "… theo quy định (trong năm 2013)."; a bracket elsewhere explains a word and is no due rule."""
    if match := _LAST_BRACKET.search(doc.key, start, end):
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
    for match in _WEEKLY.finditer(doc.key, start, end):
        name = match["weekday"] or match["weekday2"]
        day = _DAYS[name] if name else "SU"
        yield _due(doc, match, _any_comparison(match), time=_any_time(match), recurrence=f"FREQ=WEEKLY;BYDAY={day}")


def _monthly(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in _MONTHLY.finditer(doc.key, start, end):
        day = int(match["monthday"] or match["monthday2"])
        if 1 <= day <= 31:
            quarterly = match["quarterly"] or match["quarterly2"]
            rule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}" if quarterly else f"FREQ=MONTHLY;BYMONTHDAY={day}"
            yield _due(doc, match, _any_comparison(match), time=_any_time(match), recurrence=rule)


def _any_comparison(match: re.Match[str]) -> Comparison:
    return "before" if "trước" in match.group() else "by"


def _any_time(match: re.Match[str]) -> str | None:
    found = re.search(TIME, match.group())
    return time_of(found) if found else None


def _dated(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in _DATED.finditer(doc.key, start, end):
        if is_cited(doc, match.start("day")):
            continue
        if match["yearly"]:
            rule = f"FREQ=YEARLY;BYMONTH={int(match['month'])};BYMONTHDAY={int(match['day'])}"
            yield _due(doc, match, _comparison(match), time=time_of(match), recurrence=rule)
        elif window := day_of(match, years):
            yield _due(doc, match, _comparison(match), window, time=time_of(match))


def _windows(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in _WINDOW.finditer(doc.key, start, end):
        window = window_of(match, years)
        if window is None or (match["y_year"] and _is_horizon(match)):
            continue
        how: Comparison = "before" if match["before"] else "during" if match["by"] in ("trong", "vào") else "by"
        day = Window(window.start, window.start, window.inferred) if how == "before" else window
        yield _due(doc, match, how, day)


def _is_horizon(match: re.Match[str]) -> bool:
    """ "Chương trình … đến năm 2030" says how far a programme reaches, "trong năm 2024" which year is meant: no deadlines."""
    return match["by"] in ("đến", "trong", "hết", "vào") and not match["before"]


def _bare(doc: Folded, start: int, end: int, years: Years) -> Iterator[Due]:
    for match in _BARE_WINDOW.finditer(doc.key, start, end):
        if not is_cited(doc, match.start()) and (window := window_of(match, years)):
            yield _due(doc, match, "by" if match["day"] else "during", window)
    if re.search(r"thường xuyên|liên tục|trở đi|và tiếp tục|những năm tiếp theo", doc.key[start:end]):
        s, e = doc.trim(start, end, ".;:,")
        if not any(c.isdigit() for c in doc.text[s:e]):
            yield Due(DueRule(comparison="during", text=doc.text[s:e]), s, e)


def _within(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in _WITHIN.finditer(doc.key, start, end):
        event = doc.text[slice(*doc.trim(match.start("event"), match.end("event")))]
        how: Comparison = "before" if match["link"] == "trước" else "by"
        duration = _DURATION[match["unit"]].format(int(match["count"]))
        yield _due(doc, match, how, after=event, within=duration, working_days=bool(match["working"]))


def _after(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in _AFTER.finditer(doc.key, start, end):
        span = match.span("event") if match["event"] else match.span("event2")
        yield _due(doc, match, "by", after=doc.text[slice(*doc.trim(*span))])
    for match in _AT_ONCE.finditer(doc.key, start, end):
        yield _due(doc, match, "by", after=match["now"] or match["now2"])


def _periodic(doc: Folded, start: int, end: int, _years: Years) -> Iterator[Due]:
    for match in _PERIODIC.finditer(doc.key, start, end):
        if (each := match["each"] or match["each2"]) and not re.match(r"\s*của", doc.key[match.end() : end]):
            yield _due(doc, match, "during", recurrence=_FREQUENCY[each])
