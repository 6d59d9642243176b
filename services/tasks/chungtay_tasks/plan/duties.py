"""Separate duties in a paragraph: one a main verb with its own object; emphasis, purpose and content are none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chungtay_tasks.plan.agencies import agency_names, begins_agency
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.sentences import segments
from chungtay_tasks.plan.subjects import Subject, after_lead_in, subject_of
from chungtay_tasks.plan.verbs import is_emphasis, opening_verb, predicate


@dataclass(frozen=True, slots=True)
class Found:
    """A duty in start..end; `subject` if the sentence itself says whose it is."""

    start: int
    end: int
    subject: Subject | None
    has_verb: bool


# further main verbs of one clause, each with an object or a manner of its own
_SECOND_VERB = re.compile(
    r"(?:,\s*|\s+)(?:và|đồng thời|rồi)\s+(?=(?:gửi\s+|nộp\s+|tổng hợp,?\s+)?"
    r"báo cáo\s+(?:kết quả|tình hình|tiến độ|định kỳ|về|gửi|bằng))"
    r"|,\s*(?=(?:gửi\s+|định kỳ\s+|tổng hợp,?\s+)?báo cáo\s+(?:kết quả|tình hình|tiến độ|về|gửi))"
    r"|,\s*(?=tạo điều kiện\s+(?:kết nối|giới thiệu|tiếp nhận|hỗ trợ|giúp|đưa)(?!\w))"
    r"|(?<=kế hoạch)\s*(?:,|và)?\s+(?=(?:triển khai|tổ chức)(?:\s+thực hiện)?\s+"
    r"(?:có\s+)?(?:nghiêm túc|hiệu quả|kịp thời|đồng bộ|quyết liệt|đầy đủ)(?!\w))"
)
_WHOLE_WORKS = ("triển khai", "thực hiện", "tổ chức thực hiện", "tổ chức triển khai")  # need no object
_SECOND_WORK_PLAN = re.compile(r"\s+và\s+(?=(?P<kind>chương trình|đề án|dự án|chiến lược)\s)")
_CARRY_OUT = re.compile(r"(?:triển khai|thực hiện|tổ chức)(?!\w)")
_TOPIC = re.compile(r"[^:;.]{2,120}:\s*(?=\S)")
_TOPIC_WORDS = 10
_ONLY_WHEN = re.compile(r"(?:hoàn thành|xong|thực hiện xong)\s+(?:trước|trong|chậm nhất|vào|xong|ngày)(?!\w)")
_DETAIL = re.compile(r"(?:nội dung|hình thức|thời gian|địa điểm|thành phần|trong đó|mục tiêu|chỉ tiêu)(?!\w)")
# "Nội dung kiểm tra: công tác chỉ đạo; …" lists what a duty elsewhere is about
_CONTENT = re.compile(r"[-+•*\s]*(?:nội dung|hình thức|thành phần|đối tượng|phạm vi)(?:\s+[^\W\d]+){0,6}\s*:\s+[^A-ZĐ]")
_OFTEN = re.compile(r"(?:định kỳ|hằng|hàng|mỗi)\s")
_WHEN = re.compile(r"(?:khi|nếu|trường hợp|trong trường hợp)\s")
_MUST = re.compile(r"(?<!\w)(?:thì|phải|cần)\s+(?=\w)")
_PARTNERS = re.compile(
    r"(?<!\w)(?:phối hợp|hiệp đồng)(?:\s+(?:chặt chẽ|thường xuyên|kịp thời|hiệu quả|đồng bộ"
    r"|,)){0,4}\s+(?:(?:với|cùng)\s+)?"
)
_BEFORE_LIST = re.compile(r"(?<!\w)(?:với|của|cùng|giữa|cho|gồm|giao)\s+")
_POINTER = re.compile(
    r"(?:nhiệm vụ|nội dung|giải pháp|công việc|phần việc)[^.;]{0,60}?(?:nêu trên|nói trên|ở trên|trên đây"
    r"|tại (?:mục|phần|điểm|khoản|điều)\s)"
)


def duties_in(doc: Folded, start: int, end: int, first: Subject | None = None) -> list[Found]:
    """The duties of a paragraph's words, in order; what stands before the first is none.

    `first` is whom the paragraph begins with, where only its place tells that.
    """
    found: list[Found] = []
    if _CONTENT.match(doc.key, start, end):
        return []
    for begin, stop, new_sentence in _whole_lists(doc, segments(doc, start, end)):
        span = doc.trim(begin, stop, ";")
        if span[0] >= span[1]:
            continue
        duty = Found(*span, first, first.verb < end) if first and not found else _duty(doc, *span, new_sentence)
        if duty:
            found.append(duty)
        elif found:
            found[-1] = Found(found[-1].start, span[1], found[-1].subject, found[-1].has_verb)
    return [part for duty in found for part in _second_verbs(doc, duty)]


def _whole_lists(doc: Folded, parts: Iterable[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Puts segments together again where the semicolon only parts the names of a list."""
    held: tuple[int, int, bool] | None = None
    last = 0  # where the last segment of `held` begins
    for begin, stop, new_sentence in parts:
        if held and not new_sentence and _goes_on_list(doc, (last, held[1]), begin, stop):
            held = (held[0], stop, held[2])
        else:
            if held:
                yield held
            held = (begin, stop, new_sentence)
        last = begin
    if held:
        yield held


def _goes_on_list(doc: Folded, before: tuple[int, int], begin: int, stop: int) -> bool:
    """Whether the segment before ends in names without a verb and this one begins with a name."""
    begin, stop = doc.trim(begin, stop, ";")
    if not begins_agency(doc, begin, stop):
        return False
    start, end = doc.trim(*before, ";-+•*")
    places = [start, *(match.end() for match in _BEFORE_LIST.finditer(doc.key, start, end))]
    return any(agency_names(doc, place, end) and predicate(doc, place, end) is None for place in places[-3:])


def _duty(doc: Folded, start: int, end: int, new_sentence: bool) -> Found | None:
    if not new_sentence and (is_emphasis(doc, start, end) or _ONLY_WHEN.match(doc.key, start, end)):
        return None
    verb = opening_verb(doc, start, end)
    begin = doc.trim(start, end, "-+•*")[0]
    subject = subject_of(doc, start, end) if verb is None or _asks(verb) or begins_agency(doc, begin, end) else None
    subject = subject or (_after_topic(doc, start, end) if verb is None else None)
    if subject:
        return Found(start, end, subject, subject.verb < end)
    if verb and not _is_topic_of_date(doc, verb, end):
        return Found(start, end, None, has_verb=True)
    later = (
        _topic_then_verb(doc, start, end)
        or _works_at_times(doc, begin, end)
        or (new_sentence and after_lead_in(doc, start, end) is not None)
    )
    return Found(start, end, None, has_verb=True) if later else None


def _works_at_times(doc: Folded, start: int, end: int) -> bool:
    """ "định kỳ trước ngày 20 hằng tháng báo cáo …", "khi xảy ra cháy phải báo cáo ngay"."""
    if _OFTEN.match(doc.key, start, end):
        return predicate(doc, start, end) is not None
    if not _WHEN.match(doc.key, start, end):
        return False
    if after_lead_in(doc, start, end):
        return True
    return any(opening_verb(doc, must.end(), end) for must in _MUST.finditer(doc.key, start, end))


def _asks(verb: re.Match[str]) -> bool:
    """Verbs that may name whom they speak to: "Giao…", "Đề nghị…", or a lead-in: "Căn cứ …, các xã …"."""
    return verb.group() in (
        "giao",
        "đề nghị",
        "yêu cầu",
        "phân công",
        "kiến nghị",
        "căn cứ",
        "trên cơ sở",
        "thực hiện",
        "mời",
        "kết thúc",
    )


def _is_topic_of_date(doc: Folded, verb: re.Match[str], end: int) -> bool:
    """ "Tựu trường: ngày 26/8" is a date of a calendar, nothing to be done by anyone."""
    return verb.group() in ("tựu trường", "kết thúc", "bắt đầu") and doc.key.find(":", verb.end(), end) < 0


def _topic_then_verb(doc: Folded, start: int, end: int) -> bool:
    topic = _TOPIC.match(doc.key, start, end)
    if topic is None or _DETAIL.match(doc.key, start, end) or begins_agency(doc, start, end):
        return False
    return opening_verb(doc, topic.end(), end) is not None


def _after_topic(doc: Folded, start: int, end: int) -> Subject | None:
    """ "Cấp tỉnh: Giao Sở Y tế chủ trì …": whom the sentence behind the topic speaks to."""
    topic = _TOPIC.match(doc.key, start, end)
    if topic is None or _DETAIL.match(doc.key, start, end) or len(topic.group().split()) > _TOPIC_WORDS:
        return None
    return subject_of(doc, topic.end(), end)


def _second_verbs(doc: Folded, duty: Found) -> Iterator[Found]:
    begin = duty.subject.verb if duty.subject else duty.start
    start, subject = duty.start, duty.subject
    for match in _SECOND_VERB.finditer(doc.key, begin + 1, duty.end):
        first = opening_verb(doc, begin, match.start()) or predicate(doc, begin, match.start())
        shares = first is not None and first.end() == match.start() and first.group() not in _WHOLE_WORKS
        if first is None or shares or _inside_aside(doc, begin, match.start()):
            continue  # "tổng hợp, báo cáo kết quả": two verbs of one object
        yield from _second_objects(doc, Found(start, match.start(), subject, duty.has_verb))
        start, begin, subject = match.end(), match.end(), None
    yield from _second_objects(doc, Found(start, duty.end, subject, duty.has_verb))


def _second_objects(doc: Folded, duty: Found) -> Iterator[Found]:
    """ "Triển khai Chương trình … và Chương trình …": two programmes, two duties."""
    begin = duty.subject.verb if duty.subject else duty.start
    match = _SECOND_WORK_PLAN.search(doc.key, begin, duty.end)
    first = match and _CARRY_OUT.search(doc.key, begin, match.start())
    if match and first and re.search(rf"(?<!\w){match['kind']}\s", doc.key[first.end() : match.start()]):
        yield Found(duty.start, match.start(), duty.subject, duty.has_verb)
        yield Found(match.end(), duty.end, None, duty.has_verb)
    else:
        yield duty


def _inside_aside(doc: Folded, start: int, place: int) -> bool:
    opened = doc.key.count("(", start, place) - doc.key.count(")", start, place)
    return opened > 0 or doc.key.count("“", start, place) > doc.key.count("”", start, place)


def partners_in(doc: Folded, start: int, end: int) -> list[str]:
    """Bodies named after "phối hợp với"; the duty itself stays its holder's."""
    names: list[str] = []
    for match in _PARTNERS.finditer(doc.key, start, end):
        stop = re.search(r"[.;:(]", doc.key[match.end() : end])
        limit = match.end() + stop.start() if stop else end
        verb = predicate(doc, match.end(), limit)
        names += agency_names(doc, match.end(), verb.start() if verb else limit)
    return list(dict.fromkeys(name for name in names if len(name.split()) <= 40))


def is_pointer(doc: Folded, start: int, end: int) -> bool:
    """Whether the duty only refers to duties elsewhere ("các nhóm nhiệm vụ nêu trên")."""
    return _POINTER.search(doc.key, start, end) is not None
