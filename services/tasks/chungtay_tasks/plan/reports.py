"""Reports that a plan asks for: to whom, through whom, until when."""

import re
from collections.abc import Iterator, Sequence

from chungtay_tasks.plan.agencies import begins_agency
from chungtay_tasks.plan.drafts import Draft
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import DueRule, Report

_REPORT = re.compile(
    r"(?<!mẫu )(?<!chế độ )(?<!các )(?<!nội dung )(?<!hội nghị )(?<!biểu )(?<!lập )(?<!soạn )(?<!việc )"
    r"(?<!\w)báo cáo(?!\s+viên)(?!\w)"
)
_TO = re.compile(r"(?<!\w)(?:về|gửi|cho|đến|tới|lên|với|trình)\s+(?:(?:về|cho|đến|tới|ban hành)\s+)?")
_DIRECT = re.compile(r"\s*(?:kịp thời\s+|ngay\s+|bằng văn bản\s+|kết quả\s+|tình hình\s+){0,3}")
_SHORT = re.compile(r"(?:bộ|sở|tỉnh|huyện|xã|phường|trường|hội|ban|đoàn|cục|ngành|công ty|thành phố)\s*(?=[(,.;])")
_END_OF_NAME = re.compile(
    r"[(),.;:]|\s+(?:trước|chậm nhất|để|theo|vào|hằng|hàng|định kỳ|xem xét|quyết định|cho ý kiến|chỉ đạo"
    r"|không|muộn nhất|trong|kết quả"
    r"|những|tình hình|khi|qua|thông qua|tổng hợp|từ|bằng|và\s+(?!phát triển|đào tạo|truyền thông|đầu tư"
    r"|xã hội|du lịch|môi trường|thể thao)[a-zđ]|giải quyết|tiến độ|về|ngay|đúng)(?!\w)"
)
_VIA = re.compile(r"(?<!\w)(?:thông\s+)?qua(?!\s+(?:đó|các hình thức|hệ thống|thư|email))\s+(?=\S)")
_ASKS_DECISION = re.compile(r"\s*,?\s*(?:xem xét,?\s+)?(?:quyết định|phê duyệt|cho phép|cho ý kiến)(?!\w)")
_SENT = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo)(?=\s)")
_RESULTS = re.compile(
    r"\s*(?:về\s+)?(?:kết quả|tình hình|tiến độ|việc thực hiện|định kỳ|theo quy định|đúng"
    r"|nhanh|sơ bộ|chính thức|sơ kết|tổng kết|tuần|tháng|quý|năm|6 tháng)"
)


def reports_in(doc: Folded, drafts: Sequence[Draft]) -> Iterator[Report]:
    """For each duty that asks for a report, one for each time that it is due."""
    for draft in drafts:
        for match in _REPORT.finditer(doc.key, draft.start, draft.end):
            if report := _report(doc, draft, match):
                dues = _dues(draft, match.start()) or [None]
                yield from (report.model_copy(update={"due": due}) for due in dues)
                break


def _report(doc: Folded, draft: Draft, match: re.Match[str]) -> Report | None:
    stop = _sentence_end(doc, match.end(), draft.end)
    to = _addressee(doc, match.end(), stop)
    if to and _ASKS_DECISION.match(doc.key, to[1], stop):
        return None
    if to is None and not _RESULTS.match(doc.key, match.end(), stop):
        return None
    to = to or _addressee_before(doc, draft.paragraph_start, match.start())
    return Report(
        clause=draft.clause,
        by=list(draft.holder.names) if draft.holder else [],
        to=doc.text[slice(*to)] if to else None,
        via=_via(doc, to[1] if to else match.end(), stop),
        due=None,
        text=doc.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
    )


def _sentence_end(doc: Folded, start: int, end: int) -> int:
    found = re.search(r";|\.\s", doc.key[start:end])
    return start + found.start() if found else end


def _addressee(doc: Folded, start: int, end: int) -> tuple[int, int] | None:
    direct = _DIRECT.match(doc.key, start, end)
    places = [direct.end()] if direct else []
    places += [match.end() for match in _TO.finditer(doc.key, start, end)]
    for place in places:
        if begins_agency(doc, place, end) or (_SHORT.match(doc.key, place, end) and doc.text[place].isupper()):
            return place, _end_of_name(doc, place, end)
    return None


def _addressee_before(doc: Folded, start: int, end: int) -> tuple[int, int] | None:
    """ "Gửi kế hoạch về Sở Y tế trước …, báo cáo kết quả trước …": both go where the first was sent."""
    sent = _SENT.search(doc.key, start, end)
    return _addressee(doc, sent.end(), end) if sent else None


def _end_of_name(doc: Folded, start: int, end: int) -> int:
    ends = (
        m.start()
        for m in _END_OF_NAME.finditer(doc.key, start, end)
        if not doc.text[m.start() : m.end()].strip()[:1].isupper()
    )
    return doc.trim(start, next(ends, end), ".,;:")[1]


def _via(doc: Folded, start: int, end: int) -> str | None:
    match = _VIA.search(doc.key, start, end)
    if match is None or not begins_agency(doc, match.end(), end):
        return None
    inside = doc.text[: match.start()].endswith("(")
    stop = doc.text.find(")", match.end(), end) if inside else -1
    nested = doc.text.find("(", match.end(), end)
    ends = [place for place in (stop, nested) if place >= 0]
    name_end = min(ends) if ends else _end_of_name(doc, match.end(), end)
    return doc.text[slice(*doc.trim(match.end(), name_end, ".,;"))]


def _dues(draft: Draft, place: int) -> list[DueRule]:
    """The rules after the word "báo cáo", else the last before it, else that of a time field."""
    after = [due.rule for due in draft.dues if due.start >= place]
    chosen = after or [due.rule for due in draft.dues[-1:]]
    return [rule for rule in chosen if rule.date or rule.recurrence] or chosen[:1]
