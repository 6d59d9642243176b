"""Cuts a paragraph at semicolons and full stops, not inside brackets, quotation marks, names or numbers."""

import re
from collections.abc import Iterator

from chungtay_tasks.plan.folded import Folded

_BOUNDARY = re.compile(r"[()“”\";]|(?:\.{2,}|[.…!?])(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:tp|tx|tt|th|ts|ths|gs|pgs|bs|đ/c|q|p|h|kt|tm|tl|tuq|v\.v|mr|st)"
    r"|(?<!\w)(?<!cấp )(?<!quý )(?<!loại )(?<!khóa )(?<!hạng )(?<!lớp )(?<!đợt )(?<!kỳ )(?<!nhóm )\w)$"
)
_LONGEST_ASIDE = 400


def segments(doc: Folded, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it begins a sentence) for each part; together they cover the span but for separators."""
    begun, first = start, True
    closes = 0  # where the open bracket or quotation ends: nothing is cut before it
    for match in _BOUNDARY.finditer(doc.key, start, end):
        mark = match.group()
        if match.start() < closes:
            continue
        if mark in '(“"':
            closes = _closing(doc, match.start(), end, mark)
        elif mark == ";" or (mark not in ")”" and _ends_sentence(doc, match, end)):
            yield begun, match.end(), first
            begun, first = match.end(), mark != ";"
    if doc.trim(begun, end, ".;")[0] < end:
        yield begun, end, first


def _closing(doc: Folded, place: int, end: int, mark: str) -> int:
    close = {"(": ")", "“": "”", '"': '"'}[mark]
    found = doc.key.find(close, place + 1, min(end, place + _LONGEST_ASIDE))
    return found + 1 if found >= 0 else 0


def _ends_sentence(doc: Folded, match: re.Match[str], end: int) -> bool:
    if match.group() == "." and _ABBREVIATED.search(doc.key, max(0, match.start() - 5), match.start()):
        return False
    start, _ = doc.trim(match.end(), end)
    return start < end and (doc.text[start].isupper() or doc.text[start] in '-+“"(')
