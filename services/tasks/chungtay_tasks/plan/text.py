"""Raw text to repaired text: NFC, no page numbers or markup, one paragraph a line. No letter is lost or added."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.lines import is_row, marker_of, starts_something
from chungtay_tasks.plan.spacing import close_up
from chungtay_tasks.plan.verbs import opening_verb
from chungtay_tasks.plan.zones import names_kind

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"(?<=\S)\*+|\*+(?=\S)|\*{2,}|^#{1,6}\s+|^>\s+|__+(?=\w)|(?<=\w)__+")
_PAGE = re.compile(r"(?:[-–—|\s]*(?:trang|page)?\s*\d{1,3}(?:\s*/\s*\d{1,3})?[-–—|\s]*)", re.IGNORECASE)
_LONE_MARKER = re.compile(r"(?:[IVX]{1,5}|[A-EĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|[-–+•*]|Điều \d{1,2}\.")
_RULE_ROW = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?")
_CLOSED = re.compile(r"[.;:!?…][\"”’)\]]*$")
_DANGLING = re.compile(
    r"(?:[,(–-]|(?<!\w)(?:và|của|các|những|với|cho|về|trong|tại|theo|từ|đến|là|do|bởi|ngày|tháng|năm|số))$"
)
_HYPHENED = re.compile(
    r"(?:lao động|kinh tế|chính trị|văn hóa|tài chính|thương binh|thể thao|quốc phòng|giáo dục|\d{4})\s*-\s*"
    r"(?:thương binh|xã hội|kế hoạch|thể thao|du lịch|thông tin|an ninh|khoa học|đào tạo|\d{4})"
)
_SHORT_WORDS = 20


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of the text between two lines, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    gap: bool  # a blank line or a page's end stands before it
    after_full: bool = False  # the line above reaches the margin, so that its break says nothing


def repair(raw: str) -> Repaired:
    """One paragraph a line, in NFC; page numbers are listed in `removed`."""
    lines, removed = _lines(raw)
    lines = _with_fullness(lines)
    soft = _blank_lines_part_paragraphs(lines)
    paragraphs: list[str] = []
    for line in lines:
        above = paragraphs[-2:]
        is_title = len(above) == 2 and names_kind(above[0])
        if above and _continues(above[-1], line, soft, is_title):
            paragraphs[-1] += " " + line.text
        else:
            paragraphs.append(line.text)
    return Repaired("\n".join(close_up(p) for p in paragraphs), tuple(removed))


def _lines(raw: str) -> tuple[list[_Line], list[Removed]]:
    lines: list[_Line] = []
    removed: list[Removed] = []
    gap = False
    for line in _with_their_words(_clean(raw).split("\n")):
        if not line:
            gap = True
        elif _PAGE.fullmatch(line) and any(c.isdigit() for c in line):
            removed.append(Removed(line, "page_number"))
            gap = True
        elif not _RULE_ROW.fullmatch(line) and any(c.isalnum() for c in line):
            lines.append(_Line(line, gap))
            gap = False
    return lines, removed


def _with_their_words(lines: Sequence[str]) -> Iterator[str]:
    """A numbering or bullet alone on its line goes before the next words, as text out of a PDF needs it."""
    held = ""
    for line in lines:
        if _LONE_MARKER.fullmatch(line):
            if held:
                yield held
            held = line
        elif held and line and not starts_something(line) and not _PAGE.fullmatch(line):
            yield f"{held} {line}"
            held = ""
        else:
            yield line
    if held:
        yield held


def _clean(raw: str) -> str:
    text = unicodedata.normalize("NFC", raw)
    text = re.sub(r"\r\n?|[\f\v\x85]", "\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return "\n".join(_clean_line(line) for line in _with_bars(text.split("\n")))


def _with_bars(lines: Sequence[str]) -> Iterator[str]:
    """Rows parted by tabs get bars; a lone line with tabs is no row but badly spaced."""
    tabs = [line.strip("\n").count("\t") for line in lines]
    for index, line in enumerate(lines):
        beside = tabs[max(0, index - 1) : index] + tabs[index + 1 : index + 2]
        is_tabbed = tabs[index] >= 2 and tabs[index] in beside
        yield "| " + " | ".join(cell.strip() for cell in line.split("\t")) + " |" if is_tabbed else line


def _clean_line(line: str) -> str:
    line = _MARKUP.sub("", line.strip()).strip()
    # two spaces and more part letter-spaced words, so they are closed up before they go
    return re.sub(r"\s+", " ", close_up(line.replace("\t", "  "))).strip()


def _with_fullness(lines: Sequence[_Line]) -> list[_Line]:
    """Marks lines below one as wide as the text's margin; a text with one paragraph a line has no margin."""
    widths = sorted(len(line.text) for line in lines if not is_row(line.text))
    margin = widths[int(len(widths) * 0.9)] if widths else 0
    wide = [line.text for line in lines if len(line.text) >= margin * 0.8 and not is_row(line.text)]
    broken_off = sum(_CLOSED.search(text) is None for text in wide)
    if not 40 <= margin <= 130 or widths[-1] > margin * 1.25 or broken_off * 2 < len(wide):
        return list(lines)
    first = list(lines[:1])
    return first + [replace(line, after_full=len(above.text) >= margin * 0.8) for above, line in pairwise(lines)]


def _blank_lines_part_paragraphs(lines: Sequence[_Line]) -> bool:
    return sum(line.gap for line in lines) * 3 >= len(lines) > 2


def _continues(before: str, line: _Line, soft: bool, is_title: bool) -> bool:
    """Whether the line goes on with the paragraph `before`, which a page or a margin broke."""
    text = line.text
    if is_row(text) or is_row(before):
        return _goes_on_row(before, text)
    if starts_something(text):
        return _is_torn_hyphen(before, text)
    if text[0].islower() or text[0] in ",;.)”":
        return True
    if before.isupper() != text.isupper():
        return bool(_DANGLING.search(key(before))) and not before.isupper()
    if text.isupper():
        return bool(_DANGLING.search(key(before))) or (not line.gap and marker_of(before) is not None)
    return _goes_on(before, line, soft, is_title)


def _goes_on_row(before: str, text: str) -> bool:
    """A row that a line break tore: the first part has no last bar, the second no first one."""
    return before.startswith("|") and not before.endswith("|") and not text.startswith("|") and "|" in text


def _goes_on(before: str, line: _Line, soft: bool, is_title: bool) -> bool:
    """The same for a line that begins with a capital, which alone does not tell."""
    closed = _CLOSED.search(before) is not None
    if _DANGLING.search(key(before)):
        return True
    if not line.gap and soft:
        return closed or not _begins_duty(line.text) or (not is_title and _is_unfinished_duty(before))
    if closed:
        return line.after_full and not line.gap
    if is_title or _looks_like_heading(before):
        return line.after_full and not line.gap and not _begins_duty(line.text)
    return not _begins_duty(line.text)


def _begins_duty(line: str) -> bool:
    return opening_verb(Folded.of(line), 0, len(line)) is not None


def _looks_like_heading(paragraph: str) -> bool:
    marker = marker_of(paragraph)
    if marker and marker.kind != "bullet":
        return True
    return len(paragraph.split()) <= _SHORT_WORDS and not _is_unfinished_duty(paragraph)


def _is_unfinished_duty(paragraph: str) -> bool:
    """A heading names a body or a topic; what begins with a verb and has no full stop goes on below."""
    marker = marker_of(paragraph)
    if marker and marker.kind != "bullet":
        return False
    return not paragraph.isupper() and _begins_duty(paragraph[marker.length if marker else 0 :])


def _is_torn_hyphen(before: str, line: str) -> bool:
    """ "Phòng Lao động" / "- Thương binh và Xã hội": the dash is the name's own, no bullet."""
    if not line.startswith(("-", "–")) or _CLOSED.search(before):
        return False
    joint = key(before[-14:] + " - " + line[1:20].strip())
    return any(m.start() < len(before[-14:]) < m.end() for m in _HYPHENED.finditer(joint))


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph of a repaired text."""
    breaks = [-1, *(m.start() for m in re.finditer("\n", text)), len(text)]
    for before, after in pairwise(breaks):
        if after > before + 1:
            yield before + 1, after
