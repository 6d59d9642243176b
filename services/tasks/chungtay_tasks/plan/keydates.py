"""Days that a plan names without making them a deadline ("Ngày toàn dân … (ngày 26/6)")."""

import re
from collections.abc import Iterator, Sequence

from chungtay_tasks.plan.dates import DAY, Years, day_of
from chungtay_tasks.plan.dues import is_cited
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import KeyDate

_DAY = re.compile(rf"(?<!\w)ngày\s+{DAY}")
_EDGE = re.compile(r"[;.:()]|,(?! chống)")  # "phòng, chống" is one word
_TITLE_LENGTH = 200


def key_dates(
    doc: Folded, spans: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]], years: Years
) -> Iterator[KeyDate]:
    """Days in `spans` outside `taken` (due rules, citations), each day and title once."""
    seen: set[tuple[object, str]] = set()
    for start, end in spans:
        for match in _DAY.finditer(doc.key, start, end):
            window = day_of(match, years)
            free = not any(s < match.end() and match.start() < e for s, e in taken)
            if window is None or not free or is_cited(doc, match.start("day")):
                continue
            title = _title(doc, start, match.start())
            if (window.end, title) not in seen:
                seen.add((window.end, title))
                yield KeyDate(date=window.end, title=title, start=match.start(), end=match.end())


def _title(doc: Folded, start: int, place: int) -> str:
    """What stands before the day, back to the last comma or stop."""
    begin, end = doc.trim(max(start, place - _TITLE_LENGTH), place, ",;.:(–-")
    cuts = [match.end() for match in _EDGE.finditer(doc.key, begin, end)]
    begin, end = doc.trim(cuts[-1] if cuts else begin, end)
    return doc.text[begin:end]
