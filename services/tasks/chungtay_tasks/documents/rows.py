"""Table rows as the plan reader takes them: `| cell | cell |`, a cell's paragraphs parted by semicolons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_CLOSED = (".", ";", ":", ",", "!", "?", "…")


def row(cells: Iterable[Sequence[str]]) -> str:
    """A line of cells, each given by its paragraphs."""
    return "| " + " | ".join(cell_text(parts) for parts in cells) + " |"


def cell_text(parts: Sequence[str]) -> str:
    """Paragraphs on one line: what begins with a capital or a mark is a new one, the rest goes on with the last."""
    whole = ""
    for part in (flat(part) for text in parts for part in text.split("\n")):
        if whole and part:
            goes_on = whole.endswith(_CLOSED) or part[0].islower()
            whole += f" {part}" if goes_on else f"; {part}"
        else:
            whole = whole or part
    return whole


def flat(text: str) -> str:
    """One line without bars of its own; a broken bar stands for those."""
    return " ".join(text.replace("|", "¦").split())
