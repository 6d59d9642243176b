"""Text beside its matching form, letter for letter, so that an offset found in one holds in the other."""

import re
import unicodedata
from dataclasses import dataclass

_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# hoà and hòa, uỷ and ủy are one word each: the tone is moved to the first vowel, the older and commoner habit
_MOVED = {
    first + _nfc(second + tone): _nfc(first + tone) + second
    for first, seconds in (("o", "ae"), ("u", "y"))
    for second in seconds
    for tone in _TONES
}
_TONE_ON_SECOND = re.compile(rf"(?<!q)(?:{'|'.join(_MOVED)})(?!\w)")


def key(text: str) -> str:
    """Lower case, one tone placement, straight spaces; exactly as long as `text` (which must be NFC)."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONE_ON_SECOND.sub(lambda m: _MOVED[m.group()], lowered)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as printed and `key` as matched; patterns run on `key` with offsets into `text`.

    `shouted`: the whole document is in capitals, so that a capital tells nothing.
    """

    text: str
    key: str
    shouted: bool = False

    @classmethod
    def of(cls, text: str) -> "Folded":
        capitals = sum(map(str.isupper, text))
        return cls(text, key(text), shouted=capitals > 4 * sum(map(str.islower, text)))

    def trim(self, start: int, end: int, also: str = "") -> tuple[int, int]:
        """The span without spaces, and without any of the characters in `also`, at both ends."""
        edge = " \t\n" + also
        while start < end and self.text[start] in edge:
            start += 1
        while end > start and self.text[end - 1] in edge:
            end -= 1
        return start, end


def phrases(words: str) -> list[str]:
    """The phrases of a list (one a line or parted by |) in matching form, the longest first."""
    found = {key(" ".join(phrase.split())) for phrase in re.split(r"[|\n]", words)} - {""}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


def alternatives(words: str) -> str:
    """A pattern that matches any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in phrases(words))
