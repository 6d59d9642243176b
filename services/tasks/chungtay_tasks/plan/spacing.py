"""Words whose letters were spaced apart ("K Ế  H O Ạ C H", "t ỉ nh") put together again; only spaces change."""

import re

_LETTER = r"[^\W\d_]"
_SPACED_CAPITALS = re.compile(
    rf"(?<!\w){_LETTER}(?: {{1,3}}{_LETTER}){{4,}}(?!\w)|(?<!\w)(?:{_LETTER} ){{3,}}{_LETTER}(?!\w)"
)
_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_VOWEL = "aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_CODA = "ng|nh|ch|c|m|n|p|t"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?[{_VOWEL}]{{1,3}}(?:{_CODA})?")
_SPLIT_WORD = re.compile(rf"(?<!\S)((?i:{_ONSET})) ({_LETTER}{{1,3}})(?: ({_LETTER}{{1,3}}))?(?!\w)")
# "xã hộ i": no word of official Vietnamese is a bare i, o or u
_LOST_VOWEL = re.compile(rf"(?<!\w)({_LETTER}{{1,5}}[{_VOWEL}]) ([iou])(?!\w)")


def close_up(line: str) -> str:
    """Joins spaced capitals (two or more spaces part the words) and syllables cut by character recognition."""
    line = _SPACED_CAPITALS.sub(_join_capitals, line)
    return _LOST_VOWEL.sub(_join_syllable, _SPLIT_WORD.sub(_join_syllable, line))


def _join_capitals(match: re.Match[str]) -> str:
    spaced = match.group()
    if not spaced.isupper():
        return spaced
    words = re.split(r" {2,}", spaced)
    return " ".join(word.replace(" ", "") for word in words)


def _join_syllable(match: re.Match[str]) -> str:
    parts = [part for part in match.groups() if part]
    if parts[0].isupper() and len(parts[0]) > 1:
        return match.group()
    for count in range(len(parts), 1, -1):
        joined = "".join(parts[:count])
        if _SYLLABLE.fullmatch(joined.lower()) and joined[1:].islower():
            return " ".join([joined, *parts[count:]])
    return match.group()
