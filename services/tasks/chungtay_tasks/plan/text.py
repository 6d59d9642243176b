"""Raw text to repaired text: NFC, no page numbers or markup, one paragraph a line. No letter is lost or added."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chungtay_tasks.plan.grid import in_rows
from chungtay_tasks.plan.joining import Line, joined
from chungtay_tasks.plan.layout import with_bars
from chungtay_tasks.plan.lines import starts_something
from chungtay_tasks.plan.spacing import close_up

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"(?<=\S)\*+|\*+(?=\S)|\*{2,}|^#{1,6}\s+|^>\s+|__+(?=\w)|(?<=\w)__+")
_PAGE = re.compile(r"(?:[-–—|\s]*(?:trang|page)?\s*\d{1,3}(?:\s*/\s*\d{1,3})?[-–—|\s]*)", re.IGNORECASE)
_LONE_MARKER = re.compile(r"(?:[IVX]{1,5}|[A-EĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|[-–+•*]|Điều \d{1,2}\.")
_RULE_ROW = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?")
_PAGE_END = "\f"


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of the text between two lines, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    removed: tuple[Removed, ...]


def repair(raw: str) -> Repaired:
    """One paragraph a line, in NFC; page numbers are listed in `removed`."""
    lines, removed = _lines(raw)
    return Repaired("\n".join(close_up(paragraph) for paragraph in joined(lines)), tuple(removed))


def _lines(raw: str) -> tuple[list[Line], list[Removed]]:
    lines: list[Line] = []
    removed: list[Removed] = []
    gap = page = False
    for line in _with_their_words(in_rows(_clean(raw))):
        if not line:
            gap = True
        elif line == _PAGE_END:
            page = True
        elif _PAGE.fullmatch(line) and any(c.isdigit() for c in line):
            removed.append(Removed(line, "page_number"))
            page = True
        elif not _RULE_ROW.fullmatch(line) and any(c.isalnum() for c in line):
            lines.append(Line(line, gap or page, page))
            gap = page = False
    return lines, removed


def _with_their_words(lines: Sequence[str]) -> Iterator[str]:
    """A numbering or bullet alone on its line goes before the next words, as text out of a PDF needs it."""
    held = ""
    for line in lines:
        if _LONE_MARKER.fullmatch(line):
            if held:
                yield held
            held = line
        elif held and line and line != _PAGE_END and not starts_something(line) and not _PAGE.fullmatch(line):
            yield f"{held} {line}"
            held = ""
        else:
            yield line
    if held:
        yield held


def _clean(raw: str) -> list[str]:
    text = unicodedata.normalize("NFC", raw)
    text = re.sub(r"\r\n?|[\v\x85]", "\n", text).replace(_PAGE_END, f"\n{_PAGE_END}\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return [line if line == _PAGE_END else _clean_line(line) for line in _tabbed([*with_bars(text.split("\n"))])]


def _tabbed(lines: Sequence[str]) -> Iterator[str]:
    """Rows parted by tabs get bars; a lone line with tabs is no row but badly spaced."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    tabs = [lines[index].count("\t") for index in filled]
    beside = zip([0, *tabs], tabs, [*tabs[1:], 0], strict=False)
    rows = {at for at, (above, own, below) in zip(filled, beside, strict=True) if own >= 2 and own in (above, below)}
    for index, line in enumerate(lines):
        yield "| " + " | ".join(cell.strip() for cell in line.split("\t")) + " |" if index in rows else line


def _clean_line(line: str) -> str:
    line = _MARKUP.sub("", line.strip()).strip()
    # two spaces and more part letter-spaced words, so they are closed up before they go
    return re.sub(r"\s+", " ", close_up(line.replace("\t", "  "))).strip()


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph of a repaired text."""
    breaks = [-1, *(m.start() for m in re.finditer("\n", text)), len(text)]
    for before, after in pairwise(breaks):
        if after > before + 1:
            yield before + 1, after
