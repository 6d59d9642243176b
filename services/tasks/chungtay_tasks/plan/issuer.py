"""Who issued a document: the agencies in capitals at its head, or the one that "xây dựng kế hoạch" below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungtay_tasks.plan.agencies import begins_agency
from chungtay_tasks.plan.cells import Cell
from chungtay_tasks.plan.folded import Folded, key

_HEAD_LINES = 12
_ACTS = re.compile(
    r"\s*(?:xây dựng|ban hành|yêu cầu|đề nghị|hướng dẫn|triển khai|tổ chức|thông báo|chỉ đạo|quyết định"
    r"|giao|lập)(?!\w)"
)
_MOTTO = re.compile(r"cộng h(?:òa|ò a) xã hội|độc lập\s*[-–]\s*tự do")
_COMMITTEE = re.compile(r"ủy ban nhân dân")
_LEVEL = re.compile(r"(?<!\w)(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|tp\.?)\s+")
_GOES_ON = re.compile(r"(?:về|và|phòng, chống|vì)\s")  # "BAN CHỈ ĐẠO LIÊN NGÀNH" / "VỀ AN TOÀN THỰC PHẨM"
# "Sở Giáo dục và Đào tạo": the branch of work has a capital, and so has its second half
_BRANCH = re.compile(r"((?:^|\s)(?:sở|phòng|bộ|ban|cục|chi cục|trung tâm|văn phòng)\s+|(?<=\w)\s+và\s+)(\w)")
_BARE_LEVEL = re.compile(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn)$")
_STOP = re.compile(r"(?<=[.;,”)])\s+|(?<=năm \d{4})\s+")


@dataclass(frozen=True, slots=True)
class IssuerLines:
    issuer: str | None
    superior: str | None


def issuer_lines(doc: Folded, lines: Sequence[Cell]) -> IssuerLines:
    """Above the number: one agency is the issuer; of two the upper one is its superior."""
    names: list[str] = []
    for start, end in lines[:_HEAD_LINES]:
        if re.match(r"số\s*:", doc.key[start:end]) or _is_basis(doc, start):
            break
        motto = _MOTTO.search(doc.key, start, end)
        stop = motto.start() if motto else end
        text = doc.text[start:stop].strip(" -–_*")
        if text.isupper():
            names += _joined(names, doc, start, start + len(text))
    return IssuerLines(names[-1] if names else None, names[-2] if len(names) > 1 else None)


def _is_basis(doc: Folded, start: int) -> bool:
    return doc.key.startswith(("căn cứ", "kính gửi"), start)


def _joined(names: list[str], doc: Folded, start: int, end: int) -> Iterator[str]:
    """The agencies in a line of capitals; a line that begins with none goes on with the name above it."""
    if begins_agency(doc, start, end):
        yield from _split_capitals(doc, start, end)
    elif names and (_LEVEL.match(doc.key, start, end) or _GOES_ON.match(doc.key, start, end)):
        names[-1] += " " + doc.text[start:end]


def _split_capitals(doc: Folded, start: int, end: int) -> Iterator[str]:
    """ "UBND TỈNH BẮC GIANG SỞ Y TẾ" is two agencies: a new one begins after a level's own name."""
    for match in re.finditer(
        r"(?<=\s)(?:SỞ|PHÒNG|BAN (?!CHỈ ĐẠO)|CÔNG AN|TRUNG TÂM|CHI CỤC|UBND|ỦY BAN NHÂN DÂN)(?=\s)", doc.text[start:end]
    ):
        place = start + match.start()
        before = doc.text[start:place].rstrip()
        if _LEVEL.search(key(before)) and begins_agency(doc, place, end) and not re.search(r"(?:VÀ|,|-)$", before):
            yield before
            start = place
    yield doc.text[start:end].strip()


def issuer_who_acts(doc: Folded, lines: Sequence[Cell]) -> str | None:
    """ "…, UBND thị xã X xây dựng kế hoạch …": the last agency before such a verb in the introduction."""
    for start, end in reversed(lines):
        places = [start, *(m.end() for m in _STOP.finditer(doc.key, start, end))]
        for place in reversed(places):
            if begins_agency(doc, place, end, inside=True) and (name := _until_it_acts(doc, place, end)):
                return name
    return None


def _until_it_acts(doc: Folded, start: int, end: int) -> str | None:
    words = list(re.finditer(r"\S+", doc.text[start : min(end, start + 160)]))
    for word in words[1:24]:
        if (doc.shouted or doc.text[start + word.start()].islower()) and _ACTS.match(
            doc.key, start + word.start(), end
        ):
            return doc.text[start : start + word.start()].strip(" ,")
    return None


def with_place(authority: str, body: str | None) -> str:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" under "ỦY BAN NHÂN DÂN TỈNH LÀO CAI" is the chairman of that committee."""
    for cut in (m.start() for m in _COMMITTEE.finditer(key(authority))):
        if body and key(body).startswith(key(authority[cut:])):
            return authority[:cut] + body
    return authority


def seated(issuer: str, superior: str | None, place: str | None) -> str:
    """ "Công an thị xã" under "UBND thị xã Sông Mai" is that of Sông Mai; else the place of issue tells whose it is."""
    level = _BARE_LEVEL.search(key(issuer))
    if level is None:
        return issuer
    above = re.search(rf"(?<!\w){level[1]}\s+(?P<name>\S.*)$", key(superior or ""))
    name = superior[above.start("name") :] if superior and above else _without_level(place or "")
    return f"{issuer} {name}" if name else issuer


def _without_level(place: str) -> str:
    """ "Thành phố Hồ Chí Minh" is "Hồ Chí Minh" beside the level that the issuer's own name says."""
    level = _LEVEL.match(key(place))
    return place[level.end() :] if level else place


def customary(doc: Folded, name: str) -> str:
    """The name as people write it: UBND for the committee, capitals only where names have them."""
    spelled = _spelled(doc, name) if name.isupper() else name
    match = _COMMITTEE.search(key(spelled))
    return spelled[: match.start()] + "UBND" + spelled[match.end() :] if match else spelled


def _spelled(doc: Folded, name: str) -> str:
    """As the text itself spells it elsewhere in mixed case; else by the rule of Vietnamese place names."""
    for match in re.finditer(re.escape(key(name)), doc.key):
        found = doc.text[slice(*match.span())]
        if not found.isupper():
            return found[:1].upper() + found[1:]
    lowered = _BRANCH.sub(lambda m: m[1] + m[2].upper(), name.lower())
    level = _LEVEL.search(key(name))
    if level:
        lowered = lowered[: level.end()] + lowered[level.end() :].title()
    lowered = re.sub(r"\b(?:ubnd|hđnd|mttq)\b", lambda m: m.group().upper(), lowered)
    return lowered[:1].upper() + lowered[1:]
