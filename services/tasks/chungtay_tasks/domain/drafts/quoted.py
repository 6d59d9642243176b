"""Settings whose words stood in the plan before and stand in the amended one no more: nobody has said what is now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chungtay_tasks.events.drafts import DraftSettings
from chungtay_tasks.events.parts import DueRule
from chungtay_tasks.plan.folded import key

FIELDS = (
    "title_vi", "slogan_vi", "number", "symbol", "place", "signer_authority", "signer_position", "period_start",
    "period_end", "report_due", "consolidated_due",
)  # fmt: skip
"""Settings that a paper tells in words of its own."""


def gone(settings: DraftSettings, before: str, now: str) -> Iterator[tuple[str, str]]:
    """Of each such setting its name and its words; `before` and `now` are the two plans' texts."""
    old, new = _plain(before), _plain(now)
    for field in FIELDS:
        forms = _forms(getattr(settings, field))
        quoted = next((form for form in forms if form.search(old)), None)
        if quoted is not None and not quoted.search(new):
            yield field, words_of(getattr(settings, field))


def words_of(value: DueRule | date | str) -> str:
    """As somebody would type it."""
    if isinstance(value, DueRule):
        return value.text
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _forms(value: DueRule | date | str | None) -> list[re.Pattern[str]]:
    """How a paper may say it: a deadline in its words, or else by its date."""
    if value is None:
        return []
    if isinstance(value, DueRule):
        return [_words(value.text), *_forms(value.date)]
    return [_day(value)] if isinstance(value, date) else [_words(value)]


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(_plain(text))}(?!\w)")


def _day(day: date) -> re.Pattern[str]:
    figures = rf"0?{day.day}\s?[/.-]\s?0?{day.month}\s?[/.-]\s?{day.year}"
    return re.compile(rf"(?<!\d)(?:{figures}|0?{day.day} tháng 0?{day.month} năm {day.year})(?!\d)")


def _plain(text: str) -> str:
    return " ".join(key(text).split())
