"""Cuts a document into header (down to the first clause), body and closing (recipients, signature)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chungtay_tasks.plan.cells import cells_of
from chungtay_tasks.plan.folded import Folded, key, phrases
from chungtay_tasks.plan.lines import is_row, marker_of

KINDS = frozenset(
    phrases("""
kế hoạch|quyết định|chỉ thị|chương trình|hướng dẫn|phương án|đề án|thông báo|nghị quyết|công điện|công văn
báo cáo|thông tư|quy chế|quy định|kết luận|dự án|chương trình hành động|kế hoạch hành động|kế hoạch phối hợp
chương trình công tác|chiến lược|quy trình
""")
)
_SIGNS = re.compile(
    r"(?:kt|tm|tl|tuq|q)\.\s*\w|(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng ban|trưởng phòng|thủ tướng"
    r"|bộ trưởng|hiệu trưởng|chánh văn phòng|tổng giám đốc|chỉ huy trưởng|bí thư)(?:\s|$)"
)
_RECIPIENTS = re.compile(r"(?:\|\s*)?nơi nhận\s*:?")
ADDRESSED = re.compile(r"kính gửi\s*:?\s*|[^\W\d][^.;:\n]{5,80}\s+điện\s*:\s*")  # letters and telegrams
_ANNEX_HEAD = re.compile(r"phụ lục(?!\w)")

Paragraph = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Zones:
    """`letter`: the document is addressed ("Kính gửi") and its body begins without a numbered clause."""

    header: list[Paragraph]
    body: list[Paragraph]
    closing: list[Paragraph]
    letter: bool
    annexes: frozenset[int]  # where the body of an annexed document starts


def zones_of(doc: Folded, paragraphs: Sequence[Paragraph]) -> Zones:
    first = _body_start(doc, paragraphs)
    zones: dict[str, list[Paragraph]] = {"header": list(paragraphs[: first.index]), "body": [], "closing": []}
    annexes: set[int] = set()
    zone = "body"
    for paragraph in paragraphs[first.index :]:
        before, zone = zone, _next_zone(doc, paragraph, zone)
        if zone == "body" and before != "body":
            annexes.add(paragraph[0])
        zones[zone].append(paragraph)
    return Zones(zones["header"], zones["body"], zones["closing"], first.letter, frozenset(annexes))


def _next_zone(doc: Folded, paragraph: Paragraph, zone: str) -> str:
    """After the closing an annexed document may begin, with a head of its own down to its first clause."""
    if _closes(doc, paragraph):
        return "closing"
    if zone == "closing" and _reopens(doc, paragraph):
        return "header" if is_kind(doc, *paragraph) else "body"
    line = doc.text[slice(*paragraph)]
    begins = is_row(line) or ((marker := marker_of(line)) is not None and marker.kind != "bullet")
    return "body" if zone == "header" and begins else zone


@dataclass(frozen=True, slots=True)
class _First:
    index: int
    letter: bool


def _body_start(doc: Folded, paragraphs: Sequence[Paragraph]) -> _First:
    """Where the first clause begins; in a letter, after those it is addressed to."""
    addressed = next((i for i, (s, _) in enumerate(paragraphs) if ADDRESSED.match(doc.key, s)), None)
    kind = next((i for i, p in enumerate(paragraphs) if is_kind(doc, *p)), None)
    if addressed is not None and not any(_begins_clause(doc, p) for p in paragraphs[:addressed]):
        return _First(_after_addressees(doc, paragraphs, addressed), letter=True)
    for index, (start, end) in enumerate(paragraphs):
        if _begins_clause(doc, (start, end)) and index > (kind or 0) - 1:
            return _First(index, letter=False)
    return _First(_after_announcement(doc, paragraphs, kind), letter=False)


def _begins_clause(doc: Folded, paragraph: Paragraph) -> bool:
    marker = marker_of(doc.text[slice(*paragraph)])
    return marker is not None and marker.kind not in ("bullet", "letter")


def _after_addressees(doc: Folded, paragraphs: Sequence[Paragraph], addressed: int) -> int:
    index = addressed + 1
    while index < len(paragraphs) and _is_addressee(doc, *paragraphs[index]):
        index += 1
    return index


def _is_addressee(doc: Folded, start: int, end: int) -> bool:
    marker = marker_of(doc.text[start:end])
    return marker is not None and marker.kind == "bullet" and end - start < 300


def _after_announcement(doc: Folded, paragraphs: Sequence[Paragraph], kind: int | None) -> int:
    """A text without any numbered clause: what follows "… như sau:", else what follows the kind's name and title."""
    for index, (start, end) in enumerate(paragraphs):
        if re.search(r"(?:như sau|sau đây|các nội dung sau)\s*[:.]?$", doc.key[start:end]):
            return index + 1
    return min(kind + 2, len(paragraphs)) if kind is not None else 0


def is_kind(doc: Folded, start: int, end: int) -> bool:
    """A line that holds nothing but the kind's name (KẾ HOẠCH)."""
    return names_kind(doc.text[start:end])


def names_kind(line: str) -> bool:
    return key(line).strip(" :.") in KINDS and not line.islower()


def _closes(doc: Folded, paragraph: Paragraph) -> bool:
    start, end = paragraph
    if _RECIPIENTS.match(doc.key, start, end):
        return True
    if is_row(doc.text[start:end]):
        return any(_RECIPIENTS.match(doc.key, *cell) for cell in cells_of(doc, start, end))
    return end - start < 120 and doc.text[start:end].isupper() and _SIGNS.match(doc.key, start, end) is not None


def _reopens(doc: Folded, paragraph: Paragraph) -> bool:
    """An annexed plan begins after the signature: its name, an annex's heading, or a first clause."""
    start, end = paragraph
    marker = marker_of(doc.text[start:end])
    if is_kind(doc, start, end) or _ANNEX_HEAD.match(doc.key, start, end):
        return True
    return marker is not None and (marker.kind in ("article", "part", "chapter", "annex") or marker.label in ("I", "A"))
