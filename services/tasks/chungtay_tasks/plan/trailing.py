"""Holders named after the duty: "… (Giao Phòng Y tế chủ trì, phối hợp với …)", "… do Sở Y tế chủ trì", "Giao … ."."""

import re
from dataclasses import dataclass

from chungtay_tasks.plan.agencies import agency_names, begins_agency, looks_like_name
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.roles import roles_in
from chungtay_tasks.plan.subjects import Subject, subject_of
from chungtay_tasks.plan.verbs import predicate

_BRACKET = re.compile(r"\((?P<inner>[^()]{3,400})\)?\s*[.;:]*$")
_ASIDE = re.compile(
    r"(?:qua|thông qua|gọi tắt|viết tắt|sau đây|theo|kèm|ngày|tháng|báo cáo|nếu|kể cả|bao gồm|gồm|như"
    r"|ví dụ|trừ)(?!\w)"
)
_LEADS = re.compile(
    r"(?:giao|phân công|đề nghị|yêu cầu|do|đơn vị chủ trì|cơ quan chủ trì|đơn vị thực hiện|chủ trì)\s*:?\s+(?:cho\s+)?"
)
_ACTS = r"(?:chủ trì|thực hiện|đảm nhiệm|chịu trách nhiệm|phụ trách|tổ chức)"
_DONE_BY = re.compile(rf",?\s*(?<!\w)do\s+(?P<who>[^.;()]{{4,200}}?)\s+{_ACTS}(?!\w)[^.;]{{0,160}}[.;]*$")
_DASHED = re.compile(rf"\s+[-–]\s+(?P<who>[^.;()]{{4,200}}?\s+{_ACTS}(?!\w)[^.;]{{0,160}})[.;]*$")
_GIVEN = re.compile(
    r"[.;]\s+(?P<who>(?:giao|phân công)\s+[^.;]{4,300}?\s(?:chủ trì|(?<!việc )thực hiện|triển khai"
    r"|tham mưu)(?:\s+(?:nội dung|nhiệm vụ) này)?)[.;\s]*$"
)
_LEADS_WORK = re.compile(rf"(?:{_ACTS}|tham mưu|triển khai|theo dõi)(?!\w)")
_HELPS = re.compile(r"(?:phối hợp|chủ trì)(?!\w)")
_HELPED = re.compile(r"(?:phối hợp|cùng)(?:\s+(?:chặt chẽ|thực hiện))*\s*(?:với|:)?\s+")
_SEPARATE = re.compile(r"\s*[;,-]?\s*(?:đơn vị|cơ quan)?\s*phối hợp")
_GIVES = re.compile(r"\(?\s*(?:giao|phân công)(?:\s+cho)?\s*:?\s+")
_LAST = re.compile(r"[.;:]\s+(?P<who>[^.;:]{6,300})[.;\s]*$")


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
        helped = _HELPED.search(doc.key, done.end("who"), end)
        partners = agency_names(doc, helped.end(), _verb_or_end(doc, helped.end(), end)) if helped else []
        return Trailing(tuple(agency_names(doc, *done.span("who"))), tuple(partners), done.start())
    last = _LAST.search(doc.key, start, end)
    gives = _GIVES.match(doc.key, *last.span("who")) if last else None
    roles = roles_in(doc, gives.end() if gives else last.start("who"), last.end("who")) if last else None
    return Trailing(roles.names, roles.partners, last.start("who")) if last and roles else None


def bracket_duty(doc: Folded, start: int, end: int, led: bool) -> Subject | None:
    """ "… (Giao Công ty Cấp nước bảo đảm nguồn nước)": a bracket with a verb and an object of its own.

    Where nobody leads the words before it (`led`), "(Giao Sở Y tế tổ chức …)" may be said of these.
    """
    bracket = _BRACKET.search(doc.key, start, end)
    if bracket is None or _ASIDE.match(doc.key, bracket.start("inner"), end):
        return None
    begin, stop = doc.trim(*bracket.span("inner"), ".;")
    gives = _GIVES.match(doc.key, begin, stop)
    subject = subject_of(doc, begin, stop)
    if subject is None or subject.start != begin or subject.verb >= stop:
        return None
    only_roles = roles_in(doc, gives.end() if gives else begin, stop) or _HELPS.match(doc.key, subject.verb, stop)
    may_lead = not led and _LEADS_WORK.match(doc.key, subject.verb, stop)
    return None if only_roles or may_lead else subject


def giving_note(doc: Folded, start: int, end: int) -> Trailing | None:
    """A paragraph that only says who does what stands before it: "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh."."""
    if doc.text[start:end].rstrip().endswith(":"):
        return None
    gives = _GIVES.match(doc.key, start, end)
    roles = roles_in(doc, gives.end() if gives else start, end)
    return Trailing(roles.names, roles.partners, start) if roles else None


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
