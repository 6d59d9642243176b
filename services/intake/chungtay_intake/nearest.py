"""The names nearest to one that is unknown: what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from chungtay_kernel.text import fold

MOST = 3


def nearest(written: str, names: Mapping[str, str]) -> list[str]:
    """Up to three codes whose code or name resembles what was written, best first; `names` goes from code to name."""
    forms = {fold(code): code for code in names} | {fold(name): code for code, name in names.items()}
    found = get_close_matches(fold(written[:100]), forms, n=2 * MOST, cutoff=0.6)
    return list(dict.fromkeys(forms[form] for form in found))[:MOST]


def choices(written: str, names: Mapping[str, str]) -> str:
    """What to write instead, for people: the nearest "code (name)", or the first few where nothing is near."""
    codes = nearest(written, names)
    if codes:
        return ", ".join(f"{code} ({names[code]})" for code in codes)
    first = ", ".join(list(names)[:12])
    return first + (", …" if len(names) > 12 else "")
