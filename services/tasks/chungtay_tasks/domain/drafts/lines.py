"""Text that must fit on a line."""

from __future__ import annotations

from chungtay_tasks.events.drafts import Note

LONGEST = 500


def line(text: str) -> str:
    """One line, not longer than a line may be."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def note(field: str, vi: str, en: str) -> Note:
    return Note(field=line(field), vi=line(vi), en=line(en))
