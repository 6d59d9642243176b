"""Where in the plan's text a due rule stands, quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from chungtay_tasks.events import DueRule

Range: TypeAlias = tuple[int, int]

_BETWEEN = r"[\s*_]+"
"""What may stand between two words of a rule: line breaks and the marks of bold and italic type."""
_LONGEST = 400


def source(reading: Mapping[str, Any] | None, rule: DueRule, within: Iterable[Range]) -> dict[str, Any] | None:
    """{"start", "end", "quote", "context", "verbatim"}: offsets in the reading's text; None where the plan does not
    say it. A rule that a person has worded otherwise is found by its date, and is not verbatim.

    Looked for in the ranges named, in their order, and then in the whole text: a rule is best quoted from its duty.
    """
    text = str(reading.get("text", "")) if reading else ""
    places = [*within, (0, len(text))]
    verbatim = re.compile(_BETWEEN.join(map(re.escape, rule.text.split())), re.IGNORECASE)
    for pattern in (verbatim, *([_date(rule.date)] if rule.date else [])):
        for start, end in places:
            if found := pattern.search(text, start, end):
                return {
                    "start": found.start(), "end": found.end(), "quote": found.group(),
                    "context": _paragraph(text, found.start(), found.end()), "verbatim": pattern is verbatim,
                }  # fmt: skip
    return None


def _date(day: date) -> re.Pattern[str]:
    """A day as plans write it: 30/6/2024, 30-06-2024, 30 tháng 6 năm 2024."""
    between = r"\s*[/.-]\s*"
    numbers = rf"(?<!\d)0?{day.day}{between}0?{day.month}{between}{day.year}(?!\d)"
    words = rf"(?<!\d)0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}(?!\d)"
    return re.compile(f"{numbers}|{words}", re.IGNORECASE)


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph around, shortened to what lies nearest."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > _LONGEST:
        first, last = max(first, end - _LONGEST), min(last, max(end, first + _LONGEST))
    return text[first:last].strip()


def reports_of(reading: Mapping[str, Any] | None) -> Iterator[Range]:
    """Where the plan asks for reports, the one with a deadline first."""
    found = list(reading.get("reports", ())) if reading else []
    for report in sorted(found, key=lambda one: one.get("due") is None):
        yield report["start"], report["end"]
