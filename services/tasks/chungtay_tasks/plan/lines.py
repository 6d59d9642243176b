"""Line markers of Vietnamese documents: Điều 1. / Phần II / A. / I. / 1. / 1.1 / a) đ) / - + • *."""

import re
from dataclasses import dataclass
from typing import Literal

from chungtay_tasks.plan.folded import key

Kind = Literal["annex", "part", "chapter", "section", "article", "upper", "roman", "task", "number", "letter", "bullet"]

_ROMAN = r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})"
_TITLED = r"(?=\s*(?:[.:–-]|$)|\s+(?-i:[A-ZĐÀ-Ỹ]))\s*[.:–-]?\s*"  # "Chương II: …", "Chương II QUY ĐỊNH …"
_MARKERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"Điều\s+(?P<label>\d{1,3}[a-zđ]?)\s*[.:](?=\s|$)", re.IGNORECASE)),
    ("annex", re.compile(rf"PHỤ LỤC(?:\s+(?P<label>[IVX]{{1,5}}|\d{{1,2}})(?!\w))?{_TITLED}", re.IGNORECASE)),
    (
        "part",
        re.compile(
            rf"PHẦN\s+(?:THỨ\s+)?(?P<label>{_ROMAN}|[A-E]|\d{{1,2}}|NHẤT|HAI|BA|TƯ|NĂM){_TITLED}",
            re.IGNORECASE,
        ),
    ),
    ("chapter", re.compile(rf"CHƯƠNG\s+(?P<label>{_ROMAN}|\d{{1,2}}){_TITLED}", re.IGNORECASE)),
    ("section", re.compile(rf"MỤC\s+(?P<label>{_ROMAN}|\d{{1,2}}){_TITLED}", re.IGNORECASE)),
    ("roman", re.compile(rf"(?P<label>{_ROMAN})(?:\s*[.)]\s*|\s*[/–-]\s+)(?=[^\W\d_]|[“\"(])")),
    ("upper", re.compile(r"(?P<label>[A-HĐK-UW-Z])\s*[.)/–-]\s+(?=\S)")),
    (
        "task",
        re.compile(
            r"(?P<label>(?:nhiệm vụ|hoạt động|giải pháp|tiểu dự án|dự án|hợp phần|nội dung)\s+\d{1,2})\s*[.:]\s+(?=\S)",
            re.IGNORECASE,
        ),
    ),
    ("number", re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,4})\s*(?:[.)/]\s*|\s+)(?=[^\W\d]|[“\"(])")),
    ("number", re.compile(r"(?P<label>\d{1,2})\s*[.)/]\s*(?=[^\W\d]|[“\"(])")),
    ("letter", re.compile(r"(?P<label>[a-zđ])\s*(?:[.)]|/(?=\s))\s*(?=[^\W\d]|[“\"(])")),
    ("bullet", re.compile(r"(?P<label>[-–—+•●▪■◦→*·])\s*(?=[^\W_]|[“\"(])")),
)
_DASHES = "–—"
WORDED = frozenset(("annex", "part", "chapter", "section", "article", "task"))  # "mục 2.1" within a sentence is none


@dataclass(frozen=True, slots=True)
class Marker:
    """`label` is what is printed ("II", "2.1", "đ", "-"); the words begin `length` characters into the line."""

    kind: Kind
    label: str
    length: int


def marker_of(line: str) -> Marker | None:
    """The numbering or bullet at the line's start, or None."""
    for kind, pattern in _MARKERS:
        if (match := pattern.match(line)) and not (kind in WORDED and line[0].islower()):
            label = match.group("label") or ""
            return Marker(kind, "-" if label in _DASHES and label else label, match.end())
    return None


def is_row(line: str) -> bool:
    """A table row: cells between bars."""
    return line.startswith("|") and line.count("|") >= 2


def bare_division(line: str) -> bool:
    """ "Chương II", "Phần thứ nhất": such a line's title stands on the next."""
    marker = marker_of(line)
    return marker is not None and marker.kind in ("part", "chapter", "section") and marker.length >= len(line)


_HEADS = re.compile(
    r"số\s*:|nơi nhận\s*:|kính gửi\s*:?|căn cứ |xét đề nghị|v/v |về việc |kt\.|tm\.|tl\.|tuq\."
    r"|cộng hòa xã hội|độc lập\s*-|theo đề nghị"
)


# "Hải Sơn, ngày 17 tháng 7 năm 2024" has a line of its own
_PLACE_AND_DATE = re.compile(r"[^\W\d][^,;.:()]{1,40},\s*ngày(?:[\s\d.…]*tháng[\s\d.…]*năm[\s\d.…]*)?")


def starts_something(line: str) -> bool:
    """Whether the line begins a paragraph whatever stands before it."""
    bracket = line[0] == "(" and line.rstrip(" .;/")[-1:] == ")"
    return (
        bracket
        or is_row(line)
        or marker_of(line) is not None
        or (line[:1].isupper() and (_HEADS.match(key(line)) or _PLACE_AND_DATE.fullmatch(line)) is not None)
    )
