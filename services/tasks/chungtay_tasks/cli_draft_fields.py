"""What a draft's settings and a duty's fields are called, and how their values read at a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from chungtay_tasks.domain.drafts.fields import SETTINGS
from chungtay_tasks.shortening import shortened

_OTHERS: Mapping[str, str] = {
    "text": "nội dung", "mode": "giao hay đề nghị", "activity_types": "loại hoạt động", "due": "thời hạn",
    "clause": "điểm, mục", "label": "ký hiệu điểm", "holders": "giao", "partners": "phối hợp", "period": "thời gian",
    "signer": "người ký", "unit_report": "báo cáo của đơn vị", "consolidated_report": "báo cáo tổng hợp", "to": "về",
    "via": "qua", "by": "do", "recurring": "chu kỳ", "terms": "nhắc, ân hạn, khóa", "due_at": "quá hạn từ",
    "last_valid_day": "ngày cuối", "remind": "nhắc trước", "grace": "ân hạn", "lock": "khóa sau", "review": "chờ duyệt",
    "refile": "nộp lại trong", "start": "từ", "end": "đến", "date": "ngày", "time": "giờ", "members": "thành viên",
    "name_vi": "tên", "label_vi": "tên", "reporters": "đơn vị báo cáo", "owners": "đơn vị chủ quản", "plan": "kế hoạch",
    "authority": "quyền hạn", "position_vi": "chức vụ", "comparison": "cách tính hạn", "recurrence": "chu kỳ",
    "required": "bắt buộc", "report_periods": "các kỳ báo cáo", "periods": "các kỳ báo cáo", "spans": "vị trí",
    "lock_at": "khóa từ", "grace_until": "ân hạn đến", "issuer_vi": "cơ quan", "number": "số", "unit": "đơn vị",
    "period_id": "kỳ", "after": "sau", "level": "cấp", "core": "chỉ tiêu chính", "aggregation": "cách cộng",
}  # fmt: skip
_VALUES: Mapping[str, str] = {
    "one_step": "một bước", "two_step": "hai bước", "order": "giao", "request": "đề nghị", "during": "trong",
    "before": "trước", "by": "chậm nhất",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d).*)?")
_LONGEST = 120
_NAMED_BY = ("code", "unit", "period", "duty")


def named(field: str) -> str:
    """A field in words: `unit_report.due` as báo cáo của đơn vị, thời hạn."""
    whole = SETTINGS.get(field) or _OTHERS.get(field)
    if whole:
        return whole.partition(":")[0]
    above, _, last = field.rpartition(".")
    return f"{named(above)}, {named(last)}" if above else field


def value(given: Any) -> str:
    """On one line: days as people write them, codes for what has one, the plan's words for a deadline."""
    if given in (None, "", [], {}):
        return "–"
    match given:
        case bool():
            return "có" if given else "không"
        case list():
            return shortened(", ".join(map(value, cast(list[Any], given))), _LONGEST)
        case dict():
            return shortened(_thing(cast(dict[str, Any], given)), _LONGEST)
        case _:
            return shortened(_VALUES.get(str(given)) or _day(str(given)), _LONGEST)


def _thing(given: Mapping[str, Any]) -> str:
    if words := given.get("text"):
        return str(words)
    if "date" in given and "title_vi" in given:
        return f"{value(given['date'])} {given['title_vi']}"
    if key := _key(given):
        told = given.get("name_vi") or given.get("label_vi")
        return f"{key} {told}" if told and "members" in given else key
    if name := given.get("name"):
        return f"“{name}”"
    if "start" in given and "end" in given:
        return f"{value(given['start'])} – {value(given['end'])}"
    return "; ".join(f"{named(name)} {value(one)}" for name, one in given.items() if one not in (None, [], {}))


def _key(given: Mapping[str, Any]) -> str | None:
    return next((str(given[name]) for name in _NAMED_BY if isinstance(given.get(name), str)), None)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if not found:
        return text
    year, month, day, time = found.groups()
    return f"{time + ' ' if time else ''}{day}/{month}/{year}"


def changes(field: str, was: Any, becomes: Any) -> Iterator[str]:
    """One line for each thing that reads otherwise: of what has parts, only those parts."""
    if isinstance(was, dict) and isinstance(becomes, dict):
        yield from _inside(field, cast(dict[str, Any], was), cast(dict[str, Any], becomes))
    elif isinstance(was, list) and isinstance(becomes, list):
        yield from _members(field, cast(list[Any], was), cast(list[Any], becomes))
    else:
        yield f"{named(field)}: {value(was)} → {value(becomes)}"


def _inside(field: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Iterator[str]:
    if was.get("text") != becomes.get("text"):
        yield f"{named(field)}: {value(was)} → {value(becomes)}"
        return
    for name in dict.fromkeys([*was, *becomes]):
        if was.get(name) != becomes.get(name):
            yield from changes(f"{field}.{name}", was.get(name), becomes.get(name))


def _members(field: str, was: list[Any], becomes: list[Any]) -> Iterator[str]:
    before, after = _by_key(was), _by_key(becomes)
    added = [one for key, one in after.items() if key not in before]
    gone = [one for key, one in before.items() if key not in after]
    told = [f"thêm {value(added)}"] if added else []
    told += [f"bỏ {value(gone)}"] if gone else []
    if told:
        yield f"{named(field)}: {'; '.join(told)}"
    moved = [key for key in before if key in after and before[key] != after[key]]
    for key in moved:
        yield from (f"{named(field)} {key}: {line}" for line in _of_one(before[key], after[key]))
    if not told and not moved:
        yield f"{named(field)}: {value(was)} → {value(becomes)}"


def _of_one(was: Any, becomes: Any) -> Iterator[str]:
    if not isinstance(was, dict) or not isinstance(becomes, dict):
        yield f"{value(was)} → {value(becomes)}"
        return
    before, after = cast(dict[str, Any], was), cast(dict[str, Any], becomes)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield from changes(name, before.get(name), after.get(name))


def _by_key(several: list[Any]) -> dict[str, Any]:
    return {(_key(cast(dict[str, Any], one)) if isinstance(one, dict) else None) or value(one): one for one in several}
