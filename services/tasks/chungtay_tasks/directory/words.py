"""Words of a name in matching form: with diacritics whichever vowel carries the tone, and without any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from chungtay_kernel.text import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouy]")
# kỹ and kĩ, quy and qui are one word each
_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$|(?<=^qu)y$")
_EXPANDED = {
    "ubnd": "ủy ban nhân dân", "hdnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc", "bcd": "ban chỉ đạo",
    "tx": "thị xã", "tp": "thành phố", "vksnd": "viện kiểm sát nhân dân", "tand": "tòa án nhân dân",
    "thads": "thi hành án dân sự", "ttyt": "trung tâm y tế", "ca": "công an", "catx": "công an thị xã",
}  # fmt: skip
"""What is always short for the same; other abbreviations are met by the initials of what they stand for."""
_SKIPPED = frozenset({"va", "cung"})


@dataclass(frozen=True, slots=True)
class Word:
    """`full`: letters with their hooks and hats, the tone behind; `bare`: without both; `short`: an abbreviation."""

    full: str
    bare: str
    short: bool = False

    def means(self, known: Word) -> bool:
        """Whether this word, as somebody wrote it, is a known one; written without diacritics it may be any."""
        return self.bare == known.bare and self.full in (known.full, self.bare)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[Word, ...]:
    """The words of a name; known abbreviations written out, "và" left out, since lists are written either way."""
    text = normalize("NFC", name)
    pieces = _WORD.findall(text)
    shouted = text.isupper() and len(pieces) > 1
    return tuple(word for piece in pieces for word in _spelled(piece, shouted) if word.bare not in _SKIPPED)


def _spelled(piece: str, shouted: bool) -> Iterable[Word]:
    if (written_out := _EXPANDED.get(fold(piece))) and _is_abbreviation(piece, shouted):
        return map(_word, written_out.split())
    letters = _word(piece)
    capitals = piece.isupper() and piece.isalpha() and len(piece) > 1 and not shouted
    return [Word(letters.full, letters.bare, short=piece.isalpha() and (capitals or not _VOWEL.search(letters.bare)))]


def _is_abbreviation(piece: str, shouted: bool) -> bool:
    """Whether it is no syllable: CA is, Cà is not."""
    plain = piece.lower().replace("đ", "d") == fold(piece)
    return plain and (len(piece) > 2 or not _VOWEL.search(fold(piece)) or (piece.isupper() and not shouted))


def _word(piece: str) -> Word:
    decomposed = normalize("NFD", piece.lower())
    tone = "".join(c for c in decomposed if c in _TONES)
    letters = _Y.sub("i", normalize("NFC", "".join(c for c in decomposed if c not in _TONES)))
    return Word(letters + tone, _Y.sub("i", fold(piece)))


def same(asked: Sequence[Word], known: Sequence[Word]) -> bool:
    """Whether two names are one, word for word, where an abbreviation stands for words with its initials."""
    if not asked or not known:
        return not asked and not known
    if asked[0].means(known[0]) and same(asked[1:], known[1:]):
        return True
    spelled, written = len(asked[0].bare), len(known[0].bare)
    return (_stands_for(asked[0], known[:spelled]) and same(asked[1:], known[spelled:])) or (
        _stands_for(known[0], asked[:written]) and same(asked[written:], known[1:])
    )


def _stands_for(word: Word, run: Sequence[Word]) -> bool:
    return word.short and "".join(other.bare[0] for other in run) == word.bare


def bare(name: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.bare for word in name)
