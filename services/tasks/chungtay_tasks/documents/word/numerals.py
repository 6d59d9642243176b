"""Numbers as Word prints them in a list."""

from __future__ import annotations

from collections.abc import Sequence

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LARGEST_LETTERS = 780
"""Word doubles the letter after z (aa, bb …) up to thirty times and then begins anew."""


def numeral(number: int, style: str, items: Sequence[str] = ()) -> str:
    """`style` is w:numFmt; `items` are those of a custom list, such as a, b, c, d, đ, e."""
    if items:
        return items[number - 1] if 0 < number <= len(items) else str(number)
    match style:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "vietnameseCounting":
            return _counted(number)
        case _:
            return str(number)


def custom_items(written: str) -> list[str]:
    """The items of a custom format ("a, b, c, d, đ, ..."); none where it only pads numbers ("001, 002, ...")."""
    items = [item.strip() for item in written.split(",")]
    shown = [item for item in items if item and item.strip(".…")]
    return [] if any(item.isdigit() for item in shown) else shown


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for amount, letters in _ROMAN:
        times, number = divmod(number, amount)
        written += letters * times
    return written


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    times, place = divmod((number - 1) % _LARGEST_LETTERS, 26)
    return chr(ord("a") + place) * (times + 1)


def _counted(number: int) -> str:
    """one to ninety-nine in Vietnamese words."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {last}".strip()
