"""Where in the plan's text a due rule stands, quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

Range: TypeAlias = tuple[int, int]

_BETWEEN = r"[\s*_]+"
"""What may stand between two words of a rule: line breaks and the marks of bold and italic type."""
_LONGEST = 400


def source(reading: Mapping[str, Any] | None, words: str, within: Iterable[Range]) -> dict[str, Any] | None:
    """{"start", "end", "quote", "context"}: offsets in the reading's text; None where the plan does not say it.

    Looked for in the ranges named, in their order, and then in the whole text: a rule is best quoted from its duty.
    """
    text = str(reading.get("text", "")) if reading else ""
    pattern = re.compile(_BETWEEN.join(map(re.escape, words.split())), re.IGNORECASE)
    for start, end in [*within, (0, len(text))]:
        if found := pattern.search(text, start, end):
            return {
                "start": found.start(), "end": found.end(), "quote": found.group(),
                "context": _paragraph(text, found.start(), found.end()),
            }  # fmt: skip
    return None


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
