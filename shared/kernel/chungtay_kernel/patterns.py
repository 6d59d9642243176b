"""What a pattern asks for, in words: nobody who fills in a form reads a regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping

# One set of characters, or two of which the first stands in front: ^[a-z0-9][a-z0-9-]{0,63}$
_SETS = re.compile(r"\^(?:\[(?P<first>[^]^]+)])?\[(?P<rest>[^]^]+)](?:\{(?P<low>\d+)(?:,(?P<high>\d+))?}|[+*])\$")

_CHARACTERS: Mapping[str, tuple[str, str]] = {
    "A-Za-z": ("chữ không dấu", "letters without marks"),
    "a-z": ("chữ thường không dấu", "lower-case letters without marks"),
    "a-f": ("chữ a–f", "letters a to f"),
    "0-9": ("chữ số", "digits"),
    "_": ("dấu gạch dưới", "underscores"),
}
_HYPHEN = ("dấu gạch nối", "hyphens")

_KNOWN: Mapping[str, tuple[str, str]] = {
    r"^([01]\d|2[0-3]):[0-5]\d$": ("giờ dạng 17:00", "a time, as 17:00"),
    r"^\d{4}-(0[1-9]|1[0-2])$": ("tháng dạng 2024-06", "a month, as 2024-06"),
    r"^[^:\s]{1,64}$": ("1–64 ký tự, không có dấu cách hay dấu hai chấm", "1 to 64 characters, no blank, no colon"),
}


def in_words(pattern: str) -> tuple[str, str]:
    """In Vietnamese and in English; a pattern that is not known is told by the form it describes."""
    if pattern in _KNOWN:
        return _KNOWN[pattern]
    if pattern.startswith("^(final|"):
        return "final, hoặc kỳ dạng 2024, 2024-06, 2024-W23, 2024-Q2", "final, or as 2024, 2024-06, 2024-W23, 2024-Q2"
    found = _SETS.fullmatch(pattern)
    words = [said for characters, said in _CHARACTERS.items() if found and characters in found["rest"]]
    words += [_HYPHEN] if found and found["rest"].endswith("-") else []
    if not found or not words:
        return f"chuỗi theo mẫu {pattern}", f"a string of the form {pattern}"
    if "A-Za-z" in found["rest"]:
        words = [said for said in words if said != _CHARACTERS["a-z"]]
    vi, en = (", ".join(said[index] for said in words) for index in (0, 1))
    length = _length(found)
    return (f"{length} ký tự: {vi}", f"{length} characters: {en}") if length else (vi, en)


def _length(found: re.Match[str]) -> str:
    if not found["low"]:
        return ""
    ahead = 1 if found["first"] else 0
    low, high = int(found["low"]) + ahead, int(found["high"] or found["low"]) + ahead
    return str(low) if low == high else f"{low}–{high}"
