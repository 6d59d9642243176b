"""A draft as people read it at a terminal: what it says, text and duties side by side, what is open, what changed."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from chungtay_tasks.cli_draft_fields import changes, named, value
from chungtay_tasks.cli_draft_mending import mending, mending_refusal

Told = Mapping[str, Any]

_MODES = {"order": "giao", "request": "đề nghị"}
_STANDING = {"open": "đang mở", "published": "đã ban hành", "discarded": "đã bỏ"}
_ORIGIN = {"plan": "từ kế hoạch", "amendment": "sửa đổi đợt đã ban hành", "clone": "theo đợt trước"}
_NAMED_IN_COMMAND = frozenset({"group_without_members", "indicators_off_topic"})
_NAME_THEIR_DUTIES = frozenset({
    "duty_without_holder", "group_without_members", "match_unsure", "indicators_off_topic",
})  # fmt: skip


def page(draft: Told) -> Iterator[str]:
    yield from _head(draft)
    clause = None
    for duty in draft["duties"]:
        if duty["clause"] != clause:
            clause = duty["clause"]
            yield ""
            yield f"{clause} [{_MODES[duty['mode']]}] {_parties(duty['holders'])}"
        yield from _duty(duty)
    yield ""
    yield from _foot(draft)


def _head(draft: Told) -> Iterator[str]:
    settings, proposed = draft["settings"], draft["proposed"]
    yield f"{draft['campaign']} · bản {draft['version']} · {_STANDING[draft['standing']]} · {_ORIGIN[draft['origin']]}"
    yield f"{settings['document_kind'] or 'VĂN BẢN'}: {settings['title_vi'] or '(chưa có tên)'}"
    number = settings["number"] or f"(chưa có số) /{settings['symbol'] or '…'}"
    yield f"Số: {number}   Ban hành: {_party(settings['issuer'])}   Đầu mối: {settings['coordinator'] or '?'}"
    yield f"Thời gian: {_day(settings['period_start'])} – {_day(settings['period_end'])}"
    due = settings["report_due"]
    report = proposed["unit_report"]
    through = f" (qua {report['via']})" if report["via"] else ""
    yield f"Báo cáo: về {report['to'] or '?'}{through}, {due['text'] if due else '(chưa có hạn)'}"
    yield from _rules(report, proposed["acceptance"])
    expected = proposed["expected_reports"]
    required = sum(one["required"] for one in expected)
    yield f"{len(draft['duties'])} nhiệm vụ, {len(proposed['units'])} đơn vị, {required} đơn vị phải báo cáo"


def _rules(report: Told, acceptance: str) -> Iterator[str]:
    """How often, how a report is accepted, and what surrounds its deadline; each with the field that sets it."""
    yield f"Chu kỳ: {report['recurring'] or 'một báo cáo cuối đợt'}   [unit_report.recurring]"
    yield f"Duyệt báo cáo: {value(acceptance)}   [acceptance]"
    terms = report["terms"]
    lock = "không khóa" if terms["lock"] is None else f"khóa sau {terms['lock']}"
    remind = ", ".join(map(str, terms["remind"]))
    yield (
        f"Ngày làm việc: nhắc thêm trước {remind or '–'}, ân hạn {terms['grace']}, {lock}, "
        f"chờ duyệt {terms['review']}, nộp lại trong {terms['refile']}   [unit_report.terms]"
    )


def _duty(duty: Told) -> Iterator[str]:
    unsure = f"  (?) giống nhiệm vụ cũ {duty['unsure']:.0%}" if duty["unsure"] is not None else ""
    yield f"  {duty['duty']:5} {duty['title_vi']}{unsure}"
    parts = [f"giao {_parties(duty['holders'])}"]
    if duty["partners"]:
        parts.append(f"phối hợp {_parties(duty['partners'])}")
    if duty["indicators"]:
        parts.append(" ".join(duty["indicators"]))
    if "due" not in duty["proposed"]:
        parts.append(duty["due"]["text"])
    yield f"        {' · '.join(parts)}"


def _foot(draft: Told) -> Iterator[str]:
    cover = draft["coverage"]
    if cover["letters"]:
        yield (
            f"Chữ của kế hoạch: {cover['in_duties']} trong nhiệm vụ, {cover['unassigned']} chưa giao, "
            f"{cover['in_context']} là bối cảnh; tổng {cover['letters']}"
        )
    blocking = sum(question["blocks"] for question in draft["questions"]) + len(draft["would_be_refused"])
    open_ones = len(draft["questions"]) - sum(question["blocks"] for question in draft["questions"])
    yield f"{blocking} việc phải làm trước khi ban hành, {open_ones} điểm nên xem: chungtay draft missing …"


def one_duty(draft: Told, name: str) -> Iterator[str]:
    """Everything about one duty; nothing where there is none of that name."""
    for duty in draft["duties"]:
        if duty["duty"] != name:
            continue
        proposed = set(duty["proposed"])
        yield f"{duty['duty']} · {duty['label']} · {_MODES[duty['mode']]}"
        yield from textwrap.wrap(duty["text"], 100)
        fields = {
            "Tên": ("title_vi", duty["title_vi"]), "Tên tiếng Anh": ("title_en", duty["title_en"] or "–"),
            "Loại hoạt động": ("activity_types", ", ".join(duty["activity_types"])),
            "Chỉ tiêu": ("indicators", ", ".join(duty["indicators"]) or "–"), "Thời hạn": ("due", duty["due"]["text"]),
        }  # fmt: skip
        for label, (field, said) in fields.items():
            yield f"{label}: {said}{' (đề xuất)' if field in proposed else ''}   [{field}]"
        yield f"Giao: {_parties(duty['holders'])}   Phối hợp: {_parties(duty['partners']) or '–'}"
        yield f"Đơn vị thực hiện: {', '.join(duty['units']) or '–'}"


def side_by_side(draft: Told) -> Iterator[str]:
    """Each paragraph of the plan on the left, on the right the duties it holds."""
    width = max(60, shutil.get_terminal_size((120, 40)).columns)
    left = width * 3 // 5
    start = 0
    for paragraph in draft["text"].split("\n"):
        end = start + len(paragraph)
        words = textwrap.wrap(paragraph, left - 1) or [""]
        for one, other in zip_longest(words, _beside(draft, start, end, width - left - 3), fillvalue=""):
            yield f"{one:{left}} │ {other}".rstrip(" ")
        yield f"{'':{left}} │"
        start = end + 1


def _beside(draft: Told, start: int, end: int, width: int) -> list[str]:
    lines: list[str] = []
    for duty in draft["duties"]:
        if any(start <= span["start"] < end for span in duty["spans"]):
            lines += textwrap.wrap(f"{duty['duty']} {_parties(duty['holders'])}: {duty['title_vi']}", width)
    if any(start <= piece["start"] < end for piece in draft["unassigned"]):
        lines.append("(!) có phần chưa giao")
    return lines


def missing(draft: Told) -> Iterator[str]:
    """What is open, with the commands that settle it: first what keeps the draft from being published."""
    campaign, questions = draft["campaign"], draft["questions"]
    blocking = [question for question in questions if question["blocks"]]
    refused, others = draft["would_be_refused"], [question for question in questions if not question["blocks"]]
    if blocking or refused:
        yield "PHẢI LÀM TRƯỚC KHI BAN HÀNH / BEFORE PUBLISHING"
    for question in blocking:
        yield from _asked(campaign, question)
    for refusal in refused:
        yield from _item(f"{refusal['field']}: {refusal['vi']}", [], mending_refusal(campaign, refusal))
    known = [question for question in questions if question["answer"]]
    if known:
        told = ", ".join(question["answer"] for question in known)
        yield from _item(f"Danh mục đơn vị nay có: {told}", [], [f"chungtay draft resolve {campaign}"])
    elif any(question["code"] == "holder_unresolved" and not question["choices"] for question in blocking):
        yield from _item("Đơn vị chưa có trong danh mục thì nhập trước, rồi tìm lại:", [], [
            "chungtay units import ‹TỆP›", f"chungtay draft resolve {campaign}",
        ])  # fmt: skip
    if others:
        yield "NÊN XEM LẠI / WORTH A LOOK"
    for question in others:
        yield from _asked(campaign, question)
    yield from (f"• {line}" for line in notes(draft["notes"]))
    if draft["ready"]:
        yield f"Ban hành được / it can be published: chungtay draft publish {campaign}"


def _asked(campaign: str, question: Told) -> Iterator[str]:
    named_already = question["code"] in _NAME_THEIR_DUTIES
    told = question["vi"]
    if question["duties"] and not named_already:
        more = f" … +{len(question['duties']) - 6}" if len(question["duties"]) > 6 else ""
        told += f" ({', '.join(question['duties'][:6])}{more})"
    named: Sequence[Told] = () if question["code"] in _NAMED_IN_COMMAND else question["choices"]
    yield from _item(told, [f"{choice['code']}: {choice['name_vi']}" for choice in named], mending(campaign, question))


def notes(told: Sequence[Told]) -> Iterator[str]:
    """What was done to come to the draft; what was done in several places is told once."""
    places: dict[str, list[str]] = {}
    for note in told:
        places.setdefault(note["vi"], []).append(note["field"])
    for words, fields in places.items():
        yield words
        if len(fields) > 1:
            yield f"    {_some([_place(field) for field in fields])}"


def _place(field: str) -> str:
    """duties.D05.due as D05."""
    return field.split(".")[1] if field.startswith("duties.") else named(field)


def _some(names: Sequence[str]) -> str:
    each = list(dict.fromkeys(names))
    return ", ".join(each[:6]) + (f" … +{len(each) - 6}" if len(each) > 6 else "")


def _item(told: str, choices: Sequence[str], commands: Sequence[str]) -> Iterator[str]:
    yield f"• {told}"
    yield from (f"    {choice}" for choice in choices)
    yield from (f"    $ {command}" for command in commands)


def difference(diff: Told) -> Iterator[str]:
    for change in diff["settings"]:
        yield from (f"~ {line}" for line in changes(change["field"], change["was"], change["becomes"]))
    for duty in diff["added"]:
        yield f"+ {duty['duty']:5} {duty['title_vi']}   ({', '.join(duty['holders'])})"
    for duty in diff["changed"]:
        unsure = f"   (?) giống {duty['unsure']:.0%}, cần xác nhận" if duty["unsure"] is not None else ""
        yield f"~ {duty['duty']:5} {duty['title_vi']}   {_work(duty)}{unsure}"
        for change in (one for one in duty["fields"] if one["field"] not in ("units", "unassigned")):
            yield from (f"        {line}" for line in changes(change["field"], change["was"], change["becomes"]))
    for duty in diff["dropped"]:
        yield f"- {duty['duty']:5} {duty['title_vi']}   {_work(duty)}"
    yield f"= {len(diff['unchanged'])} nhiệm vụ giữ nguyên / unchanged"


def _work(duty: Told) -> str:
    return f"{duty['activities']} hoạt động đã ghi, giữ nguyên" if duty["activities"] else ""


def _parties(parties: Sequence[Told]) -> str:
    return ", ".join(map(_party, parties))


def _party(party: Told | None) -> str:
    if party is None:
        return "?"
    return party["code"] or f"“{party['name']}”?"


def _day(day: str | None) -> str:
    return "?" if day is None else "/".join(reversed(day.split("-")))
