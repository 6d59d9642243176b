"""Vietnamese dates: ngày 05 tháng 02 năm 2024, 30/6/2024, tháng 6/2024, quý II, 16 giờ 00; a year may be missing."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_YEAR = r"(?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<{0}>\d{{4}})(?!\d))"
DAY = (
    r"(?<![\d/.,])(?P<day>\d{1,2})(?:\s*/\s*|\s*-\s*(?=\d{1,2}-\d{4})|\.(?=\d{1,2}\.\d{4})"
    r"|\s+tháng\s+)(?P<month>\d{1,2})" + _YEAR.format("year") + r"?(?![\d%])"
)
MONTHS = (
    r"(?:các\s+)?tháng\s+(?:(?P<m_first>\d{1,2})\s*(?:,|và|đến|-)\s*)?(?:\d{1,2}\s*(?:,|và|đến"
    r"|-)\s*){0,10}(?P<m_month>\d{1,2})" + _YEAR.format("m_year") + r"?(?![\d/])"
)
QUARTER = (
    r"quý\s+(?:(?P<q_first>iv|i{1,3}|[1-4])\s*(?:,|và|-|đến)\s*(?:quý\s+)?)?"
    r"(?:(?:iv|i{1,3}|[1-4])\s*(?:,|và|-)\s*(?:quý\s+)?){0,2}(?P<quarter>iv|i{1,3}|[1-4])(?!\w)"
    + _YEAR.format("q_year")
    + "?"
)
HALF = r"(?P<half>6 tháng (?:đầu|cuối)) năm(?:\s+(?P<h_year>\d{4}))?"
YEAR = r"năm\s+(?P<y_year>\d{4})(?!\s*-|\d)"
TIME = r"(?P<hour>\d{1,2})\s*(?:giờ|h|g)(?!\w*[^\W\d])\s*(?P<minute>\d{2})?(?:\s*phút)?"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Years:
    """The year to take where none is written: the plan's own, or None; nothing falls due before `issued`."""

    default: int | None
    issued: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """`start` to `end`, both included; one day where they are equal."""

    start: dt.date
    end: dt.date
    inferred: bool  # the year was not written


def day_of(match: re.Match[str], years: Years, prefix: str = "") -> Window | None:
    """The day that DAY matched; None if it has no year at all or is not in the calendar."""
    written = match[f"{prefix}year"]
    year = int(written) if written else years.default
    if year is None:
        return None
    try:
        day = dt.date(year, int(match[f"{prefix}month"]), int(match[f"{prefix}day"]))
    except ValueError:
        return None
    return Window(day, day, inferred=not written)


def window_of(match: re.Match[str], years: Years) -> Window | None:
    """The window of a match of DAY, MONTHS, QUARTER, HALF or YEAR, whichever took part."""
    groups = match.groupdict()
    if groups.get("day"):
        return day_of(match, years)
    if groups.get("m_month"):
        return _months(groups["m_year"], int(groups.get("m_first") or groups["m_month"]), int(groups["m_month"]), years)
    if groups.get("quarter"):
        last, first = _quarter(groups["quarter"]), _quarter(groups.get("q_first") or groups["quarter"])
        return _months(groups["q_year"], 3 * first - 2, 3 * last, years)
    if groups.get("half"):
        return (
            _months(groups["h_year"], 1, 6, years)
            if "đầu" in groups["half"]
            else _months(groups["h_year"], 7, 12, years)
        )
    if groups.get("y_year"):
        return _months(groups["y_year"], 1, 12, years)
    return None


def _quarter(written: str) -> int:
    return int(_QUARTERS.get(written, written))


def _months(written: str | None, first: int, last: int, years: Years) -> Window | None:
    year = int(written) if written else years.default
    if year is None or not 1 <= first <= last <= 12 or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return Window(dt.date(year, first, 1), end, inferred=not written)


def time_of(match: re.Match[str]) -> str | None:
    """HH:MM of a match of TIME; None where it took no part or names no hour of a day."""
    if not match["hour"] or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return f"{int(match['hour']):02}:{int(match['minute'] or 0):02}"
