"""A draft's history in words: who did what, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from chungtay_tasks.cli_draft_fields import named, value

Told = Mapping[str, Any]

_DONE = {
    "draft.started": "lập dự thảo", "draft.edited": "sửa", "draft.published": "ban hành", "draft.discarded": "bỏ",
}  # fmt: skip


def history(entries: Sequence[Told]) -> Iterator[str]:
    for entry in entries:
        done = _DONE.get(entry["type"], entry["type"])
        yield f"bản {entry['version']:3}  {entry['at'][:16].replace('T', ' ')}  {entry['actor']:28} {done}"
        yield from (f"         {operation(one)}" for one in entry["operations"])
        if entry["reason"]:
            yield f"         lý do: {entry['reason']}"


def operation(done: Told) -> str:
    return _TOLD[done["op"]](done)


def _set(done: Told) -> str:
    if done["value"] is None:
        return f"bỏ {named(done['field'])}"
    return f"{named(done['field'])}: {value(done['value'])}"


def _edit(done: Told) -> str:
    becomes = "trở về đề xuất" if done["value"] is None else value(done["value"])
    return f"{done['duty']}, {named(done['field'])}: {becomes}"


def _assign(done: Told) -> str:
    told = [f"{word} {_list(done[name])}" for name, word in _WHO.items() if done[name]]
    told += ["không có đơn vị phối hợp"] if done["partners"] is not None and not done["partners"] else []
    return f"{_list(done['duties'])}: {', '.join(told)}"


def _group(done: Told) -> str:
    called = f" “{done['name_vi']}”" if done["name_vi"] else ""
    return f"nhóm {done['group']}{called}: {value(done['members'])}"


def _split(done: Told) -> str:
    return f"tách {done['duty']} thành {_list([piece['duty'] for piece in done['into']])}"


def _merge(done: Told) -> str:
    first, *others = done["duties"]
    return f"gộp {_list(others)} vào {first}"


def _add(done: Told) -> str:
    name = done["added"]["duty"] if done["added"] else ""
    held = f", giao {_list(done['holders'])}" if done["holders"] else ""
    return f"thêm {name} ở {done['clause']}: “{value(done['words'])}”{held}"


def _drop(done: Told) -> str:
    return f"bỏ {done['duty']}" + (", chữ của nó là bối cảnh" if done["as_context"] else "")


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes)


_WHO = {"holders": "giao", "partners": "phối hợp"}
_TOLD: Mapping[str, Callable[[Told], str]] = {
    "set": _set,
    "edit": _edit,
    "assign": _assign,
    "group": _group,
    "split": _split,
    "merge": _merge,
    "add": _add,
    "drop": _drop,
    "lead": lambda done: f"{done['duty']}: {done['unit']} chủ trì",
    "name": lambda done: f"“{done['name']}” là {done['code']}",
    "context": lambda done: f"đoạn {done['start']}-{done['end']} không giao việc",
    "confirm": lambda done: f"{done['duty']} là nhiệm vụ cũ được sửa",
    "separate": lambda done: f"{done['duty']} là nhiệm vụ mới {done['into']}, nhiệm vụ cũ bị bỏ",
    "match": lambda done: f"{done['duty']} là nhiệm vụ cũ {done['continues']}",
    "undo": lambda done: f"hoàn tác thay đổi ở bản {done['version']}",
}
