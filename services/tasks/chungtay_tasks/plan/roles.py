"""Words that only say who leads and who helps: "Sở Y tế chủ trì, phối hợp với …", "…, Hội Nông dân phối hợp"."""

import re
from dataclasses import dataclass

from chungtay_tasks.plan.agencies import agency_names, begins_agency
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.verbs import predicate

_LEADS = re.compile(
    r"(?:đồng\s+)?(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|chịu trách nhiệm|tham mưu|tổ chức|triển khai)(?!\w)"
)
_HELPED = re.compile(r"[,;\s]*(?:và\s+)?(?:phối hợp|cùng)(?:\s+(?:chặt chẽ|thực hiện))*\s*(?:với|:)?\s+")
_HELPS = re.compile(r"phối hợp(?:\s+(?:thực hiện|tổ chức))?(?!\w)")
# what may be said beside the names; anything more has an object of its own and is a duty
_ONLY_ROLES = re.compile(
    r"(?:\s|,|và|là|đồng|đơn vị|cơ quan|chủ trì|thực hiện|tổ chức|tham mưu|triển khai|theo dõi|phụ trách|đảm nhiệm"
    r"|chịu trách nhiệm(?: chính)?|(?:các\s+)?(?:nội dung|nhiệm vụ)\s+(?:này|trên|nêu trên)|có liên quan|liên quan)*"
)
_ONLY_WHEN = re.compile(
    r"(?:thời gian|thời hạn|hoàn thành|xong|chậm nhất|hằng|hàng|(?:trước|trong|đến|từ)(?:\s+hết)?"
    r"\s+(?:ngày|tháng|quý|năm|tuần|thời|vòng|6 tháng|\d))(?!\w)"
)
_STOP = re.compile(r"[.;]|$")


@dataclass(frozen=True, slots=True)
class Roles:
    names: tuple[str, ...]
    partners: tuple[str, ...]


def roles_in(doc: Folded, start: int, end: int) -> Roles | None:
    """Who leads and who helps, if the span says nothing else (but perhaps until when)."""
    start, end = doc.trim(start, end, ".;()")
    if not begins_agency(doc, start, end):
        return None
    verb = predicate(doc, start, end)
    place = verb.start() if verb else end
    if doc.key.endswith(" đồng ", start, place):
        place -= len(" đồng")
    if verb is None or _LEADS.match(doc.key, doc.trim(place, end)[0], end) is None:
        return None
    names = agency_names(doc, start, place)
    place = _after_roles(doc, place, end)
    partners, place = _partners(doc, place, end)
    place, _ = doc.trim(place, end, ".;,")
    whole = place >= end or _ONLY_WHEN.match(doc.key, place, end) is not None
    return Roles(tuple(names), tuple(partners)) if names and whole else None


_REMARK = re.compile(r"\((?P<role>chủ trì|phối hợp)[^()]*\)")


def who_in(doc: Folded, start: int, end: int, expected: bool = False) -> Roles:
    """Who leads and who helps in words that need not say it: without a word for it everybody leads."""
    if roles := roles_in(doc, start, end):
        return roles
    names: dict[str, list[str]] = {"chủ trì": [], "phối hợp": []}
    begin = start
    for remark in _REMARK.finditer(doc.key, start, end):
        names[remark["role"]] += agency_names(doc, begin, remark.start(), expected)
        begin = doc.trim(remark.end(), end, ",;")[0]
    names["chủ trì" if begin == start else "phối hợp"] += agency_names(doc, begin, end, expected)
    return Roles(tuple(names["chủ trì"]), tuple(names["phối hợp"]))


def _partners(doc: Folded, place: int, end: int) -> tuple[list[str], int]:
    if helped := _HELPED.match(doc.key, place, end):
        stop = _STOP.search(doc.key, helped.end(), end)
        limit = _verb_or_end(doc, helped.end(), stop.start() if stop else end)
        return agency_names(doc, helped.end(), limit, expected=True), _after_roles(doc, limit, end)
    begin, _ = doc.trim(place, end, ",;")
    verb = predicate(doc, begin, end) if begins_agency(doc, begin, end) else None
    helps = _HELPS.match(doc.key, verb.start(), end) if verb else None
    if verb is None or helps is None:
        return [], place
    return agency_names(doc, begin, verb.start()), _after_roles(doc, helps.end(), end)


def _after_roles(doc: Folded, place: int, end: int) -> int:
    match = _ONLY_ROLES.match(doc.key, place, end)
    return match.end() if match else place


def _verb_or_end(doc: Folded, start: int, end: int) -> int:
    verb = predicate(doc, start, end)
    return verb.start() if verb else end
