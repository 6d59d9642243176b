"""Who a sentence speaks to: "Giao Công an thị xã chịu trách nhiệm…", "Sở Y tế chủ trì…", "Căn cứ …, các xã …"."""

import re
from dataclasses import dataclass
from typing import Literal

from chungtay_tasks.plan.agencies import agency_names, begins_agency, belongs_to_person
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.verbs import is_object, opening_verb, predicate

Mode = Literal["order", "request"]


@dataclass(frozen=True, slots=True)
class Subject:
    """`names` stand in start..names_end; what they shall do begins at `verb` (= end where nothing is said)."""

    names: tuple[str, ...]
    mode: Mode
    start: int
    names_end: int
    verb: int


_ASK = (
    r"(?:kính\s+)?(?:giao(?:\s+cho)?|đề nghị|yêu cầu|phân công|kiến nghị|ủy quyền(?:\s+cho)?"
    r"|trân trọng đề nghị)(?!\w)\s*:?\s*"
)
_ASKED = re.compile(rf"(?P<ask>{_ASK})")
_ASKED_LATER = re.compile(rf"(?<!\w)(?<!được )(?<!theo )(?<!nhiệm vụ )(?P<ask>{_ASK})")
_ONLY_ASKS = re.compile(r"(?:yêu cầu|đề nghị)\s+")  # who gives or shares out work may answer for it, who asks does not
_REQUEST = re.compile(r"(?:kính|trân trọng)?\s*(?:đề nghị|kiến nghị)")
ABOUT = re.compile(r"(?:(?:trách nhiệm|nhiệm vụ)(?:\s+(?:chung|cụ thể))? của|đối với|về phía|riêng)\s+")
_LEAD_IN = re.compile(
    r"(?:căn cứ|trong|trên cơ sở|theo|sau khi|khi|nếu|trường hợp|hằng|hàng|định kỳ|để|từ|trước|vào"
    r"|kết thúc|quá trình|nhằm"
    r"|chậm nhất|ngoài|bên cạnh|thực hiện\s+(?:kế hoạch|chỉ thị|công văn|quyết định|nghị quyết|văn bản"
    r"|chương trình)|nhận được|với|tùy"
    r"|thời gian|đồng thời)(?!\w)"
)
_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:do|là|(?<!thiết )(?<!trang )bị|khi|nếu|để|mà|đã|đang|sẽ|được|nhằm|gồm|bao gồm)(?!\w)"
)
_CANDIDATE = re.compile(r",\s*(?:đề nghị\s+|yêu cầu\s+|giao\s+)?|(?<=\s)(?=các\s)|(?<=\s)(?=[^\W\d_])")
_COLON_LIST = re.compile(r"(?<!\w)(?:các|gồm)(?:\s+[\w,]+){1,6}\s*$")
_OFFICE = r"(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|phạm vi|lĩnh vực)"
# "các đơn vị được giao chủ trì nhiệm vụ | xây dựng …": what is said of the bodies before their verb
_RELATIVE = re.compile(
    r"\s+(?:được|có)\s+(?:giao|phân công|chọn|hỗ trợ|liên quan|thẩm quyền)(?:\s+(?:chủ trì|thực hiện|phụ trách))?"
    r"(?:\s+(?:các\s+)?nhiệm vụ)?(?:\s+(?:tại|theo|trong)\s+(?:(?:phụ lục|kế hoạch|quyết định|đề án"
    r"|chương trình|biểu|bảng|danh mục)(?:\s+(?:[ivx\d]{1,4}(?!\w)|này|kèm theo|đính kèm|nêu trên|trên)){0,2}"
    r"(?=\s+(?:chịu|có|chủ|khẩn|căn|xây|tổ|triển|nghiêm|thực)\s)|[^,.;:]{3,60}(?=,)))?,?(?=\s)"
    rf"|,?\s+(?:theo|trong phạm vi|bằng)\s+(?:đúng\s+)?{_OFFICE}(?:(?:,|\s+và)\s+{_OFFICE}){{0,3}}"
    r"(?:\s+(?:được giao|được phân công|của mình|của (?:ngành|cơ quan|đơn vị)(?:, đơn vị)?|mình|phụ trách|quản lý"
    r"|phân công)){0,3},?(?=\s)"
)
_LONGEST_NAME = 160
_LONGEST = 600
_MAX_NAME_WORDS = 40


def subject_of(doc: Folded, start: int, end: int) -> Subject | None:
    """The bodies that the sentence in start..end gives something to do, or None."""
    start, end = doc.trim(start, end, "-+•*")
    return (
        _asked(doc, start, end)
        or _named_first(doc, start, end)
        or _asked_later(doc, start, end)
        or _after_lead_in(doc, start, end)
    )


def heading_subject(doc: Folded, start: int, end: int) -> Subject | None:
    """The bodies that a heading consists of ("8. Đề nghị Viện kiểm sát…", "1. Sở Y tế chủ trì, phối hợp với…")."""
    start, end = doc.trim(start, end, ":.;-+*")
    end = _before_aside(doc, start, end)
    ask = _ASKED.match(doc.key, start, end) or ABOUT.match(doc.key, start, end)
    begin = ask.end() if ask else start
    colon = _colon(doc, begin, end) if begins_agency(doc, begin, end) else None
    says_what = colon is not None and opening_verb(doc, doc.trim(colon + 1, end)[0], end) is not None
    if says_what or not begins_agency(doc, begin, end):
        return None
    verb = predicate(doc, begin, end)
    stop = verb.start() if verb else end
    names = _names(doc, begin, stop)
    if not names or (verb and _says_more(doc, verb, end)):
        return None
    return Subject(names, mode_of(doc, start, stop, end), start, stop, stop)


def _before_aside(doc: Folded, start: int, end: int) -> int:
    """ "Tiểu ban An ninh (do Công an huyện chủ trì)" names the sub-committee; who leads it is an aside."""
    place = doc.key.rfind("(", start, end)
    return doc.trim(start, place)[1] if place > start and doc.text[end - 1] == ")" else end


def _says_more(doc: Folded, verb: re.Match[str], end: int) -> bool:
    """A heading may add "chủ trì", "thực hiện" or who helps; a sentence with an object is a duty, not a heading."""
    if doc.key[verb.end() : end].strip(" :") == "" or doc.text[verb.start() : end].isupper():
        return False
    return _HEADING_TAIL.match(doc.key, verb.start(), end) is None


_HEADING_TAIL = re.compile(
    r"(?:chủ trì|chịu trách nhiệm(?:\s+chính)?|có trách nhiệm|thực hiện|tham mưu|là\s+(?:cơ quan|đơn vị)[^.;]{0,60})?"
    r"(?:\s*[,:]?\s*(?:và\s+)?(?:phối hợp|cùng)[^.;]{0,160}?)?"
    r"(?:[^.;]{0,80}?(?:nhiệm vụ|nội dung|việc|giải pháp)?\s*(?:sau|sau đây|cụ thể))?\s*:?$"
)


def _asked(doc: Folded, start: int, end: int) -> Subject | None:
    ask = _ASKED.match(doc.key, start, end)
    return _subject(doc, start, ask.end(), end, needs_verb=False) if ask else None


def _named_first(doc: Folded, start: int, end: int) -> Subject | None:
    about = ABOUT.match(doc.key, start, end)
    return _subject(doc, start, about.end() if about else start, end)


def _asked_later(doc: Folded, start: int, end: int) -> Subject | None:
    """ "…, UBND tỉnh yêu cầu các sở, ngành …"; "Theo đề nghị của…" asks nobody."""
    for ask in _ASKED_LATER.finditer(doc.key, start, min(end, start + _LONGEST)):
        if found := _subject(doc, ask.start(), ask.end(), end):
            return found
    return None


def _after_lead_in(doc: Folded, start: int, end: int) -> Subject | None:
    if not _LEAD_IN.match(doc.key, start, end):
        return None
    for match in _CANDIDATE.finditer(doc.key, start, min(end, start + _LONGEST)):
        place = match.end()
        if (
            begins_agency(doc, place, end, inside=True)
            and _free(doc, start, place)
            and (found := _subject(doc, place, place, end))
        ):
            return found
    return None


_BOUND = re.compile(
    r"(?<!\w)(?:của|với|tại|cho|về|và|do|thuộc|ở|từ|trong|đến|theo|phối hợp|giúp|gồm|giữa|cùng|các|là"
    r"|bởi)\s+(?:đồng chí\s+)?$"
)


def _free(doc: Folded, start: int, place: int) -> bool:
    """A name after "của", "với"… belongs to what stands before it and is no subject."""
    if belongs_to_person(doc, start, place) or is_object(doc, start, place):
        return False
    return _BOUND.search(doc.key, max(start, place - 24), place) is None


def _subject(doc: Folded, start: int, begin: int, end: int, needs_verb: bool = True) -> Subject | None:
    if begin >= end or not begins_agency(doc, begin, end):
        return None
    colon = _colon(doc, begin, end)
    relative = _RELATIVE.search(doc.key, begin, min(end, begin + _LONGEST_NAME))
    verb = predicate(doc, relative.end() if relative else begin, min(end, begin + _LONGEST))
    if relative and predicate(doc, begin, relative.start()):
        relative, verb = None, predicate(doc, begin, min(end, begin + _LONGEST))
    if relative and verb:
        names = _names(doc, begin, relative.start())
        mode = mode_of(doc, start, verb.start(), end)
        return Subject(names, mode, start, relative.start(), verb.start()) if names else None
    stops = [place for place in (colon, verb.start() if verb else None) if place is not None]
    if not stops and (needs_verb or end - begin > _LONGEST):
        return None
    stop = min(stops, default=end)
    if needs_verb and _asks_another(doc, begin, stop, end):
        return None
    names = _names(doc, begin, stop)
    if not names or (needs_verb and _NO_SUBJECT.search(doc.key, begin, stop)):
        return None
    place = doc.trim(stop, end, ":")[0]
    return Subject(names, mode_of(doc, start, place, end), start, stop, place)


def _asks_another(doc: Folded, begin: int, stop: int, end: int) -> bool:
    """ "Phòng Giáo dục yêu cầu các trường …": the office named first only asks."""
    asks = _ASKED_LATER.finditer(doc.key, begin + 1, stop)
    if any(begins_agency(doc, ask.end(), stop) for ask in asks):
        return True
    verb = _ONLY_ASKS.match(doc.key, stop, end)
    return verb is not None and begins_agency(doc, verb.end(), end)


def _colon(doc: Folded, begin: int, end: int) -> int | None:
    """The colon after the names; the one in "Giám đốc các sở: Y tế, Nội vụ" belongs to them."""
    place = doc.key.find(":", begin, end)
    while (
        place >= 0 and _COLON_LIST.search(doc.key, max(begin, place - 60), place) and _lists_names(doc, place + 1, end)
    ):
        place = doc.key.find(":", place + 1, end)
    return place if place >= 0 else None


def _lists_names(doc: Folded, start: int, end: int) -> bool:
    start, end = doc.trim(start, end)
    comma = doc.key.find(",", start, end)
    if comma >= 0 and doc.text[doc.trim(comma + 1, end)[0] :][:1].isupper():
        return True
    return doc.text[start : start + 1].isupper() and opening_verb(doc, start, end) is None


def _names(doc: Folded, start: int, end: int) -> tuple[str, ...]:
    names = agency_names(doc, start, end)
    return tuple(names) if all(len(name.split()) <= _MAX_NAME_WORDS for name in names) else ()


def mode_of(doc: Folded, start: int, verb: int, end: int) -> Mode:
    """Whether the sentence asks or orders; the word for it stands before the names or before the verb."""
    return "request" if _REQUEST.match(doc.key, start) or _REQUEST.match(doc.key, verb, end) else "order"


def after_lead_in(doc: Folded, start: int, end: int) -> re.Match[str] | None:
    """The main verb after an introduction that names nobody: "Trong thời hạn 5 ngày, báo cáo …"."""
    start, end = doc.trim(start, end, "-+•*")
    if not _LEAD_IN.match(doc.key, start, end):
        return None
    commas = re.finditer(r",\s*", doc.key[start:end])
    return next((verb for comma in commas if (verb := opening_verb(doc, start + comma.end(), end))), None)
