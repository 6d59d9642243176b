"""Letters to pieces of text: a piece ends where the line does, at a gap, and at a table's rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chungtay_tasks.documents.pdf.geometry import Char, Page, Piece, Rule

_GAP = 1.8  # of a letter's height: wider than any space in justified text, narrower than columns stand apart
_HYPHEN = 2  # what PDFium puts for a hyphen at a line's end
_UNREADABLE = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})


def pieces_of(page: Page) -> list[Piece]:
    return [piece for piece in _pieces(page.chars, page.upright) if piece.text.strip()]


def _pieces(chars: Sequence[Char], walls: Sequence[Rule]) -> Iterator[Piece]:
    piece: Piece | None = None
    spaced = False
    for char in chars:
        if char.code in (10, 13):
            spaced = True
            continue
        letter = "-" if char.code == _HYPHEN else chr(char.code) if char.code not in _UNREADABLE else ""
        if not letter.strip():
            spaced = spaced or bool(letter)
            continue
        if piece is not None and _ends(piece, char, walls):
            yield piece
            piece = None
        if piece is None:
            piece = Piece(letter, char.left, char.bottom, char.right, char.top)
        else:
            _add(piece, f" {letter}" if spaced else letter, char)
        spaced = False
    if piece is not None:
        yield piece


def _add(piece: Piece, text: str, char: Char) -> None:
    piece.text += text
    piece.right = max(piece.right, char.right)
    if char.top - char.bottom > piece.height:
        piece.bottom, piece.top = char.bottom, char.top


def _ends(piece: Piece, char: Char, walls: Sequence[Rule]) -> bool:
    height = max(piece.height, char.top - char.bottom)
    middle = (char.bottom + char.top) / 2
    if abs(middle - piece.middle) > height * 0.6 or char.left < piece.right - height * 1.5:
        return True
    gap = char.left - piece.right
    if gap > height * _GAP:
        return True
    return gap > 1 and any(
        piece.right - 1 <= wall.at <= char.left + 1 and wall.start <= middle <= wall.end for wall in walls
    )
