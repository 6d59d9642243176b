"""Labelled fields: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …", "Sản phẩm: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chungtay_tasks.plan.agencies import begins_agency
from chungtay_tasks.plan.folded import Folded

Field = Literal["lead", "partner", "both", "time", "product", "other"]

_BODY = (
    r"(?:cơ quan|đơn vị|bộ phận|lực lượng|phòng, ban|ban, ngành|ngành|cấp|các đơn vị|các cơ quan"
    r"|phân công|trách nhiệm|giao)"
)
_DOES = (
    r"(?:chủ trì(?:,?\s*(?:và\s+)?thực hiện|\s+tham mưu)?|thực hiện|tổ chức(?: thực hiện)?"
    r"|chịu trách nhiệm(?: chính)?|tham mưu|đầu mối|thường trực|triển khai|theo dõi)"
)
_TIMES = (
    r"(?:thời gian|thời hạn|tiến độ|thời điểm|lộ trình)"
    r"(?:\s+[^\W\d_]+){0,4}|hoàn thành"
)
# "Thực hiện: Phòng Nội vụ." names a lead only if a body stands behind the colon
_ALONE = r"(?P<alone>(?:tổ chức\s+)?thực hiện|phụ trách|chịu trách nhiệm|đơn vị|cơ quan|phân công)"
_PATTERNS: tuple[tuple[Field, str], ...] = (
    ("both", rf"(?:{_BODY}\s+)?{_DOES}\s*(?:,|và|-|/)\s*(?:{_BODY}\s+)?phối hợp(?:\s+thực hiện)?"),
    ("partner", rf"(?:{_BODY}(?:\s*,\s*{_BODY})?\s+)?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|tổ chức|chính))?"),
    ("lead", rf"(?:{_BODY}(?:\s*,\s*{_BODY})?\s+{_DOES}|chủ trì(?:\s+(?:thực hiện|tổ chức))?|người thực hiện)"),
    ("lead", _ALONE),
    ("time", _TIMES),
    ("product", r"(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|thực hiện|hoàn thành|cần đạt|đạt được|công việc)){0,3}"),
    ("other", r"địa điểm(?:\s+(?:thực hiện|tổ chức))?|thành phần(?:\s+(?:tham dự|tham gia))?|nguồn (?:kinh phí|lực)"),
)  # fmt: skip
_LABEL = re.compile("|".join(f"(?P<{field}{n}>{pattern})" for n, (field, pattern) in enumerate(_PATTERNS)))
_STARTS = re.compile(r"(?:[.;,(]\s*|\s[-–]\s+)(?=\w)")
# beside other fields a time needs no colon: "(chủ trì: Sở Y tế; hoàn thành trong quý II)"
_BARE_TIME = re.compile(
    r"(?:thời gian|thời hạn|hoàn thành|thực hiện|xong)\s+(?:trước|trong|chậm nhất|vào|từ|đến|quý|tháng|năm|ngày|\d)"
    r"|(?:trước|chậm nhất|không muộn hơn)\s+(?:là\s+)?ngày"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The value of `field` stands in start..end of the text; the label itself begins at `label_start`."""

    field: Field
    label_start: int
    start: int
    end: int


def labels_in(doc: Folded, start: int, end: int) -> list[Label]:
    """The labelled fields of start..end in order; a label is followed by a colon, or is the whole span."""
    found = list(_found(doc, start, end))
    ends = [*(label.label_start for label in found[1:]), end]
    return [
        Label(label.field, label.label_start, *_value(doc, label.start, stop))
        for label, stop in zip(found, ends, strict=False)
    ]


def _found(doc: Folded, start: int, end: int) -> Iterator[Label]:
    places = [start, *(m.end() for m in _STARTS.finditer(doc.key, start, end) if m.end() > start)]
    labelled = False
    for place in places:
        match = _LABEL.match(doc.key, place, end)
        field = _field(match)
        if labelled and field in (None, "time") and _BARE_TIME.match(doc.key, place, end):
            yield Label("time", place, place, end)
            continue
        if match is None or field is None:
            continue
        after, _ = doc.trim(match.end(), end)
        whole = place == start and after >= end
        if match["alone"] and (whole or not begins_agency(doc, doc.trim(after + 1, end)[0], end)):
            continue
        if whole or doc.text[after] == ":":
            yield Label(field, place, min(after + 1, end), end)
            labelled = True


def _field(match: re.Match[str] | None) -> Field | None:
    if match is None:
        return None
    return next(field for n, (field, _) in enumerate(_PATTERNS) if match[f"{field}{n}"] is not None)


def _value(doc: Folded, start: int, end: int) -> tuple[int, int]:
    start, end = doc.trim(start, end, ".;:,")
    if doc.text.count("(", start, end) < doc.text.count(")", start, end):
        end = doc.text.rindex(")", start, end)
    return doc.trim(start, max(start, end), ".;:,(")
