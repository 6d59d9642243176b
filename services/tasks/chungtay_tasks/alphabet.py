"""The Vietnamese alphabet, for lists that people read: a ă â … d đ e ê … o ô ơ … u ư; tones decide last."""

from __future__ import annotations

from unicodedata import normalize

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1000)}
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def alphabetical(text: str) -> tuple[list[int], str]:
    """A sort key. Digits and spaces come before letters."""
    folded = text.casefold()
    toneless = normalize("NFC", normalize("NFD", folded).translate(_TONES))
    return [_LETTERS.get(letter, ord(letter)) for letter in toneless], normalize("NFD", folded)
