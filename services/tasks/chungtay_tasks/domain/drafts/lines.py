"""Text that must fit on a line."""

from __future__ import annotations

from chungtay_tasks.events.drafts import Note
from chungtay_tasks.shortening import shortened

LONGEST = 500


def line(text: str) -> str:
    """One line, not longer than a line may be."""
    return shortened(" ".join(text.split()), LONGEST)


def note(field: str, vi: str, en: str) -> Note:
    return Note(field=line(field), vi=line(vi), en=line(en))
