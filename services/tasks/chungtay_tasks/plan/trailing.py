"""Holders named after the duty: "… (Giao Phòng Y tế chủ trì, phối hợp với …)", "… do Sở Y tế chủ trì", "Giao … ."."""

import re
from dataclasses import dataclass

from chungtay_tasks.plan.agencies import agency_names, begins_agency, looks_like_name
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.verbs import predicate

_BRACKET = re.compile(r"\((?P<inner>[^()]{3,400})\)?\s*[.;:]*$")
_ASIDE = re.compile(
    r"(?:qua|thông qua|gọi tắt|viết tắt|sau đây|theo|kèm|ngày|tháng|báo cáo|nếu|kể cả|bao gồm|gồm|như"
    r"|ví dụ|trừ)(?!\w)"
)
_LEADS = re.compile(r"(?:giao|phân công|do|đơn vị chủ trì|cơ quan chủ trì|đơn vị thực hiện|chủ trì)\s*:?\s+(?:cho\s+)?")
_ACTS = r"(?:chủ trì|thực hiện|đảm nhiệm|chịu trách nhiệm|phụ trách|tổ chức)"
_DONE_BY = re.compile(rf",?\s*(?<!\w)do\s+(?P<who>[^.;()]{{4,200}}?)\s+{_ACTS}(?!\w)[^.;]{{0,160}}[.;]*$")
_DASHED = re.compile(rf"\s+[-–]\s+(?P<who>[^.;()]{{4,200}}?\s+{_ACTS}(?!\w)[^.;]{{0,160}})[.;]*$")
_GIVEN = re.compile(
    r"[.;]\s+(?P<who>(?:giao|phân công)\s+[^.;]{4,300}?\s(?:chủ trì|thực hiện|triển khai"
    r"|tham mưu)(?:\s+(?:nội dung|nhiệm vụ) này)?)[.;\s]*$"
)
_HELPED = re.compile(r"(?:phối hợp|cùng)(?:\s+(?:chặt chẽ|thực hiện))*\s*(?:với|:)?\s+")
_SEPARATE = re.compile(r"\s*[;,-]?\s*(?:đơn vị|cơ quan)?\s*phối hợp")
_GIVES = re.compile(r"\(?\s*(?:giao|phân công)(?:\s+cho)?\s*:?\s+")
# what a note may say beside the names; anything more has an object of its own and is a duty
_ONLY_ROLES = re.compile(
    r"(?:\s|,|và|là|đơn vị|cơ quan|chủ trì|thực hiện|tổ chức|tham mưu|triển khai|theo dõi|chịu trách nhiệm(?: chính)?"
    r"|(?:các\s+)?(?:nội dung|nhiệm vụ)\s+(?:này|trên|nêu trên)|có liên quan|liên quan)*"
)
_ONLY_WHEN = re.compile(r"(?:thời gian|thời hạn|hoàn thành|xong|trước|chậm nhất|trong|đến|từ|hằng|hàng)(?!\w)")


@dataclass(frozen=True, slots=True)
class Trailing:
    """The note that names them begins at `start`."""

    names: tuple[str, ...]
    partners: tuple[str, ...]
    start: int


def trailing_holder(doc: Folded, start: int, end: int) -> Trailing | None:
    """Who is named at the end of a duty or heading, or None."""
    bracket = _BRACKET.search(doc.key, start, end)
    if bracket and not _ASIDE.match(doc.key, bracket.start("inner"), end):
        found = _inside(doc, bracket.start("inner"), bracket.end("inner"))
        if found:
            return Trailing(*found, bracket.start())
    for pattern in (_GIVEN, _DASHED):
        given = pattern.search(doc.key, start, end)
        if given and (found := _inside(doc, given.start("who"), end)):
            return Trailing(*found, given.start("who" if pattern is _GIVEN else 0))
    done = _DONE_BY.search(doc.key, start, end)
    if done and begins_agency(doc, done.start("who"), done.end("who")):
        return Trailing(tuple(agency_names(doc, *done.span("who"))), (), done.start())
    return None


def giving_note(doc: Folded, start: int, end: int) -> Trailing | None:
    """A paragraph that only says who does what stands before it: "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh."."""
    gives = _GIVES.match(doc.key, start, end)
    start, end = doc.trim(start, end, ".;()")
    if gives is None or doc.text[end - 1 : end] == ":":
        return None
    found = _inside(doc, gives.end(), end)
    verb = predicate(doc, gives.end(), end)
    if found is None or verb is None:
        return None
    place = _after_roles(doc, verb.start(), end)
    if helped := _HELPED.match(doc.key, place, end):
        stops = re.compile(r"[.;]|$").search(doc.key, helped.end(), end)
        place = _after_roles(doc, _verb_or_end(doc, helped.end(), stops.start() if stops else end), end)
    place, _ = doc.trim(place, end, ".;,")
    return Trailing(*found, start) if place >= end or _ONLY_WHEN.match(doc.key, place, end) else None


def _after_roles(doc: Folded, place: int, end: int) -> int:
    match = _ONLY_ROLES.match(doc.key, place, end)
    return match.end() if match else place


def _inside(doc: Folded, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    lead = _LEADS.match(doc.key, start, end)
    begin = lead.end() if lead else start
    if not begins_agency(doc, begin, end) and not (lead and looks_like_name(doc, begin, end)):
        return None
    verb = predicate(doc, begin, end)
    parted = _SEPARATE.search(doc.key, begin, verb.start() if verb else end)
    stop = parted.start() if parted else verb.start() if verb else end
    names = agency_names(doc, begin, stop, expected=lead is not None)
    helped = _HELPED.search(doc.key, stop, end)
    partners = agency_names(doc, helped.end(), _verb_or_end(doc, helped.end(), end), expected=True) if helped else []
    return (tuple(names), tuple(partners)) if names else None


def _verb_or_end(doc: Folded, start: int, end: int) -> int:
    verb = predicate(doc, start, end)
    return verb.start() if verb else end
