"""Pieces to lines, from the top of a page to its foot."""

from __future__ import annotations

from collections.abc import Sequence

from chungtay_tasks.documents.pdf.geometry import Piece


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line together, from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        if lines and _beside(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _beside(first: Piece, other: Piece) -> bool:
    shared = min(first.top, other.top) - max(first.bottom, other.bottom)
    return shared > min(first.height, other.height) / 2
