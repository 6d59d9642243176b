"""Names of agencies, offices and groups of them, by the grammar of their first words; no list of real bodies."""

import re
from collections.abc import Iterator

from chungtay_tasks.plan.agency_words import HEADS, LOWER_NEXT, MEMBERS, NEEDS_CAPITAL, NOT_AFTER, PERSONS, ROLES
from chungtay_tasks.plan.folded import Folded, alternatives, key
from chungtay_tasks.plan.verbs import opening_verb

_LOWER_NEXT = re.compile(rf"\s+(?:{alternatives(LOWER_NEXT)})(?!\w)")
_GUARD = "".join(rf"(?!{re.escape(head)}\s+(?:{alternatives(tails)})(?!\w))" for head, tails in NOT_AFTER.items())
# "phòng, chống", "ban, ngành": a single word before a comma is no name, "Tỉnh đoàn, …" is one
_NO_COMMA = r"(?:(?<= đoàn)|(?<= ủy)|(?<= an)|(?<= quốc)|(?<= bạc)|(?<= lâm)|(?!\s*,))"
_HEAD = re.compile(rf"(?<![\w/-]){_GUARD}(?P<head>{alternatives(HEADS)})(?!\w){_NO_COMMA}")
# heads that begin a name within a list even in small letters; others may only go on with the name before
_TRUSTED = re.compile(
    r"ủy ban.*|ubnd|hội đồng nhân dân|hđnd|mặt trận|mttq|ubmttq.*|công an|công đoàn|đoàn thanh niên|đại biểu .*"
    r"|tòa án|viện kiểm sát|kho bạc|.* đoàn|.* ủy|ban chỉ huy|bộ chỉ huy|ban chỉ đạo|trung tâm|bệnh viện|liên đoàn"
    r"|cảnh sát|chi bộ|hạt kiểm lâm|ban quản lý"
)
_SUBORDINATE = re.compile(r"(?:đơn vị|cơ quan|tổ chức) trực thuộc(?!\w)")
_PERSON = re.compile(rf"(?<!\w)(?:các\s+)?(?:{alternatives(PERSONS)})(?!\w)")
_ROLE = re.compile(rf"(?:{alternatives(ROLES)})(?!\w)")
_PERSON_BEFORE = re.compile(rf"(?<!\w)(?:{alternatives(PERSONS)})\s+$")
_PLURAL = r"(?:toàn thể|tất cả)?\s*(?:các|những|mỗi|từng)\s+"
_GROUP = re.compile(rf"(?<!\w){_PLURAL}(?!tổ chức\s+(?:hoạt|sự|cuộc))(?:{alternatives(MEMBERS)})(?!\w)")
_PARTIES = re.compile(r"(?:cả\s+)?(?:hai|ba|bốn)\s+(?:ngành|bên|đơn vị|cơ quan|lực lượng)(?!\w)")
_BARE_GROUP = re.compile(
    r"(?<!\w)(?:sở|ban|phòng|ngành|xã|huyện|cơ quan|đơn vị|đoàn thể|thôn|khoa)\s*(?:,\s*|\s+)(?:ban|ngành"
    r"|phòng|sở|phường|thị trấn|thành phố|đơn vị|đoàn thể|tổ chức|chi cục|thị xã|bộ phận)(?!\w)"
)
_ABBREVIATION = re.compile(
    r"(?<![\w/-])(?:[A-ZĐÂƯ][A-ZĐÂƯÔƠ&-]{2,}|P?[ACHKVX]\d{2})(?!\w)"
)  # "PC08" is a police office
_SEPARATOR = re.compile(
    r"\s*;\s*|(?<!sở)(?<!phòng)(?<!bộ)(?<!ban)(?<!cục)\s*:\s+|\s*,\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với|&)\s+"
)
_ONE_OFFICE = re.compile(
    r"văn phòng\s+(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội|đoàn đbqh và hđnd|đoàn đbqh, hđnd)$"
)
_DISTRIBUTED = re.compile(
    r"(?P<before>.*?)(?<!\w)các\s+(?P<kind>sở|phòng|bộ|ban|cục|chi cục|trường|hội|xã|phường|huyện"
    r"|thị trấn|trung tâm|quận)(?P<more>(?:\s*,\s*\w+){0,8}(?:\s+và\s+\w+)?)\s*(?P<colon>:)?\s*"
)
# "Trưởng Công an thị xã - Ủy viên": what somebody is in a committee is no part of the name
_RANK = re.compile(
    r"\s+[-–]\s+(?:phó\s+)?(?:trưởng ban|ủy viên|thành viên|thư ký|trưởng đoàn|tổ trưởng|tổ phó|chủ tịch hội đồng"
    r"|cơ quan thường trực|phó ban)(?:\s+(?:thường trực|ban chỉ đạo))?$"
)
_ITEM = re.compile(r",(?!\s*(?:Thể thao|Hạ tầng và|Khoa học và))")  # "Văn hóa, Thể thao và Du lịch" is one office
_REMARK = re.compile(r"\s*\([^()]*\)?\s*$")
_MOST_NAME_WORDS = 15
_EDGES = ' .,;:-–|"“”'
_SPARE_HEAD = re.compile(
    r"^(?:(?:các\s+)?đồng chí:?|trách nhiệm của|nhiệm vụ của|đối với|giao cho|giao|đề nghị|kính đề nghị"
    r"|yêu cầu|phân công)\s+"
)


def begins_agency(doc: Folded, place: int, end: int, inside: bool = False) -> bool:
    """Whether a name starts at `place`; `inside` a list a single body must start with a capital letter."""
    if _GROUP.match(doc.key, place, end) or _PERSON.match(doc.key, place, end):
        return True
    if not inside and (_BARE_GROUP.match(doc.key, place, end) or _PARTIES.match(doc.key, place, end)):
        return True
    if doc.text[place : place + 1].isupper() and _is_role(doc, place, end):
        return True
    if _ABBREVIATION.match(doc.text, place, end) and not doc.text[place:end].isupper():
        return True
    match = _HEAD.match(doc.key, place, end)
    if match is None:
        return False
    if inside and not _TRUSTED.fullmatch(match.group("head")) and (doc.shouted or not doc.text[place].isupper()):
        return _SUBORDINATE.match(doc.key, place, end) is not None
    return match.group("head") not in NEEDS_CAPITAL or _capital_follows(doc, match.end(), end)


def _is_role(doc: Folded, place: int, end: int) -> bool:
    role = _ROLE.match(doc.key, place, end)
    guard = NOT_AFTER.get(role.group(), "") if role else ""
    return role is not None and not (guard and re.match(rf"\s+(?:{guard})(?!\w)", doc.key[role.end() : end]))


def _capital_follows(doc: Folded, place: int, end: int) -> bool:
    rest = doc.text[place:end].lstrip(' “"')
    return rest[:1].isupper() or rest[:1].isdigit() or _LOWER_NEXT.match(doc.key, place, end) is not None


def belongs_to_person(doc: Folded, start: int, place: int) -> bool:
    """Whether an office is named right before: "Chủ tịch | Ủy ban nhân dân tỉnh" is one name."""
    return _PERSON_BEFORE.search(doc.key, max(start, place - 24), place) is not None


def agency_spans(doc: Folded, start: int, end: int, expected: bool = False) -> list[tuple[int, int]] | None:
    """Spans of the names in a list of agencies; None where the span is no such list.

    Where a name is `expected` ("Cơ quan chủ trì: …") any words with a capital are one, and what follows is left out.
    """
    start, end = doc.trim(start, end, also=_EDGES)
    if not begins_agency(doc, start, end) and not (expected and looks_like_name(doc, start, end)):
        return None
    spans: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(doc.key, start, end):
        if _inside_brackets(doc, start, match.start()) or match.start() < start:
            continue
        begins = begins_agency(doc, match.end(), end, inside=True) and not _goes_on_plural(doc, start, match.end())
        if ";" in match.group() and not begins and not _may_be_name(doc, match.end(), end):
            return [*spans, (start, match.start())] if expected else None
        if (begins or ";" in match.group()) and not _ONE_OFFICE.search(doc.key[start : match.start()]):
            spans.append((start, match.start()))
            start = match.end()
    return [*spans, (start, end)]


def _goes_on_plural(doc: Folded, start: int, place: int) -> bool:
    """ "Các huyện ủy, thành ủy, đảng ủy trực thuộc": what "các" stands before is one group down to its end."""
    plural = re.compile(_PLURAL).match
    return doc.text[place].islower() and bool(plural(doc.key, start)) and not plural(doc.key, place)


def _may_be_name(doc: Folded, place: int, end: int) -> bool:
    """After a semicolon among agencies a few words with a capital are one more, of a kind not known here."""
    stop = doc.key.find(";", place, end)
    words = doc.text[place : stop if stop >= 0 else end].split()
    return begins_agency(doc, place, end) or (0 < len(words) <= 8 and words[0][0].isupper())


def looks_like_name(doc: Folded, start: int, end: int) -> bool:
    """Whether what stands before the next comma or semicolon has a capital, is short and asks nothing of anybody."""
    stop = next((m.start() for m in _SEPARATOR.finditer(doc.key, start, end)), end)
    few = 0 < len(doc.text[start:stop].split()) <= _MOST_NAME_WORDS
    return few and doc.text[start].isupper() and opening_verb(doc, start, stop) is None


def agency_names(doc: Folded, start: int, end: int, expected: bool = False) -> list[str]:
    """The names in a list of agencies as printed, each once; "các sở: A, B" gives "sở A" and "sở B". [] if no list."""
    spans = agency_spans(doc, start, end, expected) or []
    names = [name for span in spans for name in _distribute(doc.text[slice(*span)])]
    return list(dict.fromkeys(name for name in names if name))


def _inside_brackets(doc: Folded, start: int, place: int) -> bool:
    return doc.key.count("(", start, place) > doc.key.count(")", start, place)


def _distribute(name: str) -> Iterator[str]:
    match = _DISTRIBUTED.match(key(name))
    items = name[match.end() :] if match else ""
    listed = match is not None and (match.group("colon") or ("," in items and not match.group("more")))
    if match is None or not items[:1].isupper() or not listed:
        yield _clean(name)
        return
    before = name[: match.start("kind")].rstrip()[: -len("các")]
    kind = name[match.start("kind") : match.end("kind")]
    for item in _ITEM.split(items):
        item = _clean(item.removeprefix(" và "))
        whole = Folded.of(item)
        yield item if begins_agency(whole, 0, len(item)) else f"{before}{kind if before else kind.capitalize()} {item}"


def _clean(name: str) -> str:
    name = _REMARK.sub("", name).strip(_EDGES)
    name = name[: rank.start()] if (rank := _RANK.search(key(name))) else name
    return name[len(m.group()) :] if (m := _SPARE_HEAD.match(key(name))) else name


_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những|mỗi|từng|liên quan|xã, phường|xã, thị trấn|huyện, thành phố|huyện, thị xã"
    r"|ban, ngành|đoàn thể)(?!\w)"
)


def is_group(name: str) -> bool:
    """Whether the name stands for several bodies that it does not list."""
    return _SEVERAL.search(key(name)) is not None
