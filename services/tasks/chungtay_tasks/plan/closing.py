"""The foot of a document: recipients and who signs."""

import re
from collections.abc import Iterator, Sequence

from chungtay_tasks.plan.cells import Cell, cells_of
from chungtay_tasks.plan.folded import Folded, key
from chungtay_tasks.plan.reading import Signer
from chungtay_tasks.plan.zones import Paragraph

_HEAD = re.compile(r"nơi nhận\s*:?\s*")
_ITEM = re.compile(r"(?:^|(?<=[;.:)])\s*|(?<=\)\s))-\s*(?=\S)")
_TITLE = re.compile(
    r"(?:(?:kt|tm|tl|tuq|q)\.\s*)?(?:phó\s+)?(?:chủ tịch|giám đốc|tổng giám đốc|trưởng ban|trưởng phòng"
    r"|thủ tướng|bộ trưởng|thứ trưởng"
    r"|hiệu trưởng|chánh văn phòng|chỉ huy trưởng|bí thư|trưởng công an|cục trưởng|chi cục trưởng"
    r"|viện trưởng|chánh án|thủ trưởng)"
    r"|(?:tm|kt|tl|tuq)\.\s*[^\W\d_]+(?:\s+[^\W\d_]+)*?(?=\s+(?:kt|tm|tl|tuq)\.|\s+(?:phó\s+)?chủ tịch|$)"
)
_MARK = re.compile(r"\((?:đã ký|ký tên|đã ký và đóng dấu)[^)]*\)|đã ký(?!\w)")


def closing_of(doc: Folded, paragraphs: Sequence[Paragraph]) -> tuple[list[str], Signer]:
    """The recipients as printed and the signer's title lines with the name, if one is printed."""
    recipients: list[str] = []
    titles: list[str] = []
    name: str | None = None
    listing = False
    for start, end in (cell for p in paragraphs for cell in cells_of(doc, *p) if cell[0] < cell[1]):
        head = _HEAD.match(doc.key, start, end)
        listing = listing or head is not None
        if head or doc.text[start] in "-–+":
            recipients += _items(doc, head.end() if head else start, end)
        elif new := list(_titles(doc, start, end)):
            titles += [doc.text[slice(*span)].strip() for span in new]
            name = _name(doc.text[new[-1][1] : end]) or name
        elif titles and name is None:
            name = _name(doc.text[start:end])
    return recipients, Signer(title_lines=titles, name=name)


def _items(doc: Folded, start: int, end: int) -> Iterator[str]:
    for item in _ITEM.split(doc.text[start:end]):
        words = item.strip(" ;./-–")
        if any(c.isalnum() for c in words):
            yield words


def _titles(doc: Folded, start: int, end: int) -> Iterator[Cell]:
    """Titles of office in capitals at the start of the cell, one after the other."""
    place = start
    while place < end:
        match = _TITLE.match(doc.key, place, end)
        if match is None:
            break
        stop = match.end()
        while more := re.match(r"\s+(?!KT\.|TM\.|TL\.|TUQ\.|PHÓ |CHỦ TỊCH)[^\W\d_.]+(?=\s|$)", doc.text[stop:end]):
            if not more.group().strip().isupper():
                break
            stop += more.end()
        if not doc.text[place:stop].isupper():
            break
        yield place, stop
        place, _ = doc.trim(stop, end)


def _name(text: str) -> str | None:
    """Two to five capitalised words and nothing else."""
    words = text[: m.start()].split() if (m := _MARK.search(key(text))) and m.start() else _MARK.sub("", text).split()
    if 2 <= len(words) <= 5 and all(w[:1].isupper() and w.isalpha() for w in words) and not "".join(words).isupper():
        return " ".join(words)
    return None
