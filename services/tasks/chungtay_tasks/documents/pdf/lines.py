"""Pieces to lines, from the top of a page to its foot."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_tasks.documents.pdf.geometry import Piece
from chungtay_tasks.plan.lines import starts_something


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line together, from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        if lines and _beside(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def joint(above: str, below: str) -> str:
    """What stands between two lines of one paragraph: nothing after a word's own hyphen ("băng-" / "rôn")."""
    return "" if above.endswith("-") and above[-2:-1].isalnum() and below[:1].isalnum() else " "


def wrapped(lines: Sequence[Sequence[Piece]], right: float) -> list[str]:
    """Paragraphs of a cell whose inner edge is at `right`: one ends where the next word would still have fitted."""
    texts: list[str] = []
    above, room = "", 0.0
    for line in lines:
        text = " ".join(piece.text for piece in line)
        first = line[0]
        word = (len(text.split(maxsplit=1)[0]) + 1) * (first.right - first.left) / max(len(first.text), 1)
        if texts and word > room and not starts_something(text):
            cut = " " not in above and above[-1:].isdigit() and text[:1].isdigit()  # a date wider than its column
            texts[-1] += text if cut else joint(above, text) + text
        else:
            texts.append(text)
        above, room = text, right - line[-1].right
    return texts


def _beside(first: Piece, other: Piece) -> bool:
    shared = min(first.top, other.top) - max(first.bottom, other.bottom)
    return shared > min(first.height, other.height) / 2
