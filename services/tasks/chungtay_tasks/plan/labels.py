"""Labelled fields: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …", "Sản phẩm: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
_PATTERNS: tuple[tuple[Field, str], ...] = (
    ("both", rf"(?:{_BODY}\s+)?{_DOES}\s*(?:,|và|-|/)\s*(?:{_BODY}\s+)?phối hợp(?:\s+thực hiện)?"),
    ("partner", rf"(?:{_BODY}(?:\s*,\s*{_BODY})?\s+)?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|tổ chức|chính))?"),
    ("lead", rf"(?:{_BODY}(?:\s*,\s*{_BODY})?\s+{_DOES}|chủ trì(?:\s+(?:thực hiện|tổ chức))?|người thực hiện)"),
    ("time", _TIMES),
    ("product", r"(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|thực hiện|hoàn thành|cần đạt|đạt được|công việc)){0,3}"),
    ("other", r"địa điểm(?:\s+(?:thực hiện|tổ chức))?|thành phần(?:\s+(?:tham dự|tham gia))?|nguồn (?:kinh phí|lực)"),
)  # fmt: skip
_LABEL = re.compile("|".join(f"(?P<{field}>{pattern})" for field, pattern in _PATTERNS))
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
        if match is None or (labelled and match.lastgroup == "time"):
            if labelled and _BARE_TIME.match(doc.key, place, end):
                yield Label("time", place, place, end)
                continue
        if match is None:
            continue
        after, _ = doc.trim(match.end(), end)
        whole = place == start and after >= end
        if whole or doc.text[after] == ":":
            field: Field = match.lastgroup  # type: ignore[assignment]  # the group names are Fields
            yield Label(field, place, min(after + 1, end), end)
            labelled = True


def _value(doc: Folded, start: int, end: int) -> tuple[int, int]:
    start, end = doc.trim(start, end, ".;:,")
    if doc.text.count("(", start, end) < doc.text.count(")", start, end):
        end = doc.text.rindex(")", start, end)
    return doc.trim(start, max(start, end), ".;:,(")
