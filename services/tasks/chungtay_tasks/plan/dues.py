"""Due rules in a stretch of text: dates with their comparison, recurring days, spans after an event."""

import re
from collections.abc import Callable, Iterable

from chungtay_tasks.plan.dates import Years
from chungtay_tasks.plan.due import Due
from chungtay_tasks.plan.due_calendar import (
    bare,
    bare_ranges,
    bracketed,
    dated,
    impossible_days,
    is_cited,
    onward,
    ranges,
    windows,
)
from chungtay_tasks.plan.due_recurring import (
    apart,
    daily,
    monthly,
    periodic,
    weekly,
    without_mere_periods,
    yearly_together,
)
from chungtay_tasks.plan.due_relative import after, ahead, event_first, within
from chungtay_tasks.plan.folded import Folded

__all__ = ["Due", "dues_in", "impossible_days", "is_cited", "ranges_in"]

_Reader = Callable[[Folded, int, int, Years], Iterable[Due]]
# the surer first: what one has read no later one reads again
_READERS: tuple[_Reader, ...] = (
    ranges,
    daily,
    onward,
    bracketed,
    weekly,
    monthly,
    apart,
    dated,
    event_first,
    ahead,
    within,
    windows,
    after,
    periodic,
)


def dues_in(doc: Folded, start: int, end: int, years: Years, labelled: bool = False) -> list[Due]:
    """The due rules of start..end in order; `labelled` text ("Thời gian: …") needs no cue word before a date."""
    found: list[Due] = []
    taken = bytearray(end - start)
    for reader in (bare_ranges, *_READERS, bare) if labelled else _READERS:
        for due in reader(doc, start, end, years):
            place = slice(due.start - start, due.end - start)
            if not any(taken[place]) or (found and _another_hour(due, found[-1])):
                found.append(due)
                taken[place] = b"\x01" * (due.end - due.start)
    if labelled:
        found = _joined_windows(doc, found)
    return yearly_together(doc, without_mere_periods(sorted(found, key=lambda due: due.start)))


_TO = re.compile(r"\s*(?:-|–|đến(?:\s+hết)?)\s*")


def _joined_windows(doc: Folded, found: list[Due]) -> list[Due]:
    """ "Quý I/2025 - Quý IV/2026" is one window."""
    joined: list[Due] = []
    for due in sorted(found, key=lambda due: due.start):
        before = joined[-1] if joined else None
        both = (
            before and before.rule.comparison == due.rule.comparison == "during" and before.rule.date and due.rule.date
        )
        if before and both and _TO.fullmatch(doc.key, before.end, due.start):
            text = doc.text[before.start : due.end]
            first = before.rule.start or before.rule.date
            rule = due.rule.model_copy(update={"start": first, "text": text})
            joined[-1] = Due(rule, before.start, due.end, before.inferred or due.inferred)
        else:
            joined.append(due)
    return joined


def ranges_in(doc: Folded, start: int, end: int, years: Years) -> list[Due]:
    """Only "từ ngày … đến (hết) ngày …" and "từ tháng … đến tháng …"."""
    return list(ranges(doc, start, end, years))


def _another_hour(one: Due, before: Due) -> bool:
    """Two hours of one day ("trước 06 giờ và 16 giờ hằng ngày") stand at one place and are two rules."""
    return (one.start, one.end) == (before.start, before.end) and one.rule.time != before.rule.time
