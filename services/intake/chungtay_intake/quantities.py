"""Amounts as people write them: JSON numbers, plain decimals, and the Vietnamese way (1.127 and 12,8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LARGEST = Decimal(10) ** 15
FINEST = 6
"""Decimal places at most."""

_NUMBER = re.compile(r"(-?)(\d{1,41}(?:[., ]\d{1,41}){0,13})", re.ASCII)
_SPACES = str.maketrans("\u00a0\u202f", "  ")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood; `plain` where it was written exactly so."""

    value: Decimal
    plain: bool


class NotANumber(Exception):
    """The text is no number."""


class Ambiguous(Exception):
    """One separator before exactly three digits, of something that may be divided: thousands or decimals."""

    def __init__(self, thousands: Decimal, decimals: Decimal) -> None:
        super().__init__(f"{plain(thousands)} or {plain(decimals)}")
        self.thousands = thousands
        self.decimals = decimals


def plain(value: Decimal) -> str:
    """The shortest plain form: digits, a point where needed, no exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read(written: int | float | str, *, counted: bool) -> Reading:
    """Reads an amount; of what is counted, 1.127 can only be a thousand and more.

    Raises NotANumber and Ambiguous.
    """
    if not isinstance(written, str):
        return Reading(Decimal(str(written)), plain=True)
    found = _NUMBER.fullmatch(written.strip().translate(_SPACES))
    if found is None:
        raise NotANumber(written)
    sign, digits = found.groups()
    value = Decimal(sign + _decimal_form(digits, counted=counted))
    return Reading(value, plain=plain(value) == written)


def _decimal_form(digits: str, *, counted: bool) -> str:
    separators = re.sub(r"\d", "", digits)
    if len(separators) == 1 and separators != " ":
        return _one_separator(*re.split(r"[.,]", digits), counted=counted)
    whole, part = _split_at_decimal_mark(digits, separators)
    return _joined(whole) + (f".{part}" if part else "")


def _one_separator(head: str, tail: str, *, counted: bool) -> str:
    could_be_thousands = len(tail) == 3 and len(head) <= 3 and not head.startswith("0")
    if not could_be_thousands:
        return f"{head}.{tail}"
    if counted:
        return head + tail
    raise Ambiguous(Decimal(head + tail), Decimal(f"{head}.{tail}"))


def _split_at_decimal_mark(digits: str, separators: str) -> tuple[str, str]:
    """The last separator marks decimals where it differs from all before it: 1.127,5 and 1,127.5 and 1 127,5."""
    if len(separators) > 1 and separators[-1] not in separators[:-1]:
        whole, _, part = digits.rpartition(separators[-1])
        return whole, part
    return digits, ""


def _joined(whole: str) -> str:
    """The digits of a whole number whose groups, where it has any, are thousands under one kind of separator."""
    groups = re.split(r"[., ]", whole)
    kinds = set(re.sub(r"\d", "", whole))
    well_formed = len(kinds) <= 1 and 1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    if len(groups) > 1 and not well_formed:
        raise NotANumber(whole)
    return "".join(groups)
