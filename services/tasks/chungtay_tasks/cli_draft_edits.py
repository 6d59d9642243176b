"""The edits of a draft at the command line: each one command, with a reason if somebody gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from chungtay_kernel.cli import Refused, both, json_option
from chungtay_tasks.cli_calls import Told
from chungtay_tasks.cli_draft_calls import edit as _edit
from chungtay_tasks.cli_draft_calls import standing, value_of
from chungtay_tasks.domain.drafts.fields import SETTINGS

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PLACE = re.compile(r"\d+-\d+")
_LISTS = frozenset({"activity_types", "indicators"})

_campaign = click.argument("campaign")
_duty = click.argument("duty")
_to = click.option(
    "--to", "holders", multiple=True, metavar="MÃ", help=both("Đơn vị, nhóm thực hiện.", "Who holds it.")
)
_with = click.option("--with", "partners", multiple=True, metavar="MÃ", help=both("Phối hợp.", "Who takes part."))


def _recorded(command: _Command) -> _Command:
    """A reason and JSON: what every edit takes."""
    reason = click.option("--reason", help=both("Lý do, ghi vào lịch sử.", "Why; it stands in the history."))
    return reason(json_option(command))


@click.command(
    name="set",
    help=both(
        f"Đặt một thông tin của đợt; null để bỏ. FIELD: {', '.join(SETTINGS)}.",
        "Sets one of the settings; null clears. What has parts is given as JSON.",
    ),
)
@_campaign
@click.argument("field")
@click.argument("value")
@_recorded
def set_field(campaign: str, field: str, value: str, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "set", "field": field, "value": value_of(value)}], reason, as_json)


@click.command(
    name="edit",
    help=both(
        "Sửa một mục của nhiệm vụ: title_vi, title_en, text, mode, activity_types, indicators, due, clause, label.",
        "Edits one field of a duty; lists by comma, null to go back to the proposal.",
    ),
)
@_campaign
@_duty
@click.argument("field")
@click.argument("value")
@_recorded
def edit_duty(campaign: str, duty: str, field: str, value: str, reason: str | None, as_json: bool) -> None:
    given = value_of(value)
    if field in _LISTS and isinstance(given, str):
        given = [part.strip() for part in given.split(",") if part.strip()]
    _edit(campaign, [{"op": "edit", "duty": duty, "field": field, "value": given}], reason, as_json)


@click.command(help=both("Giao nhiệm vụ cho đơn vị, nhóm khác.", "Gives duties to other units or groups."))
@_campaign
@click.argument("duties", nargs=-1, required=True)
@_to
@_with
@click.option("--alone", is_flag=True, help=both("Không có đơn vị phối hợp.", "Without partners."))
@_recorded
def assign(
    campaign: str, duties: tuple[str, ...], holders: tuple[str, ...], partners: tuple[str, ...], alone: bool,
    reason: str | None, as_json: bool,
) -> None:  # fmt: skip
    wished = {"holders": holders or None, "partners": () if alone else partners or None}
    _edit(campaign, [{"op": "assign", "duties": duties, **wished}], reason, as_json)


@click.command(help=both("Đơn vị chủ trì; các đơn vị khác thành phối hợp.", "Who leads; the others become partners."))
@_campaign
@_duty
@click.argument("unit")
@_recorded
def lead(campaign: str, duty: str, unit: str, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "lead", "duty": duty, "unit": unit}], reason, as_json)


@click.command(
    help=both("Tên NAME trong kế hoạch là đơn vị nào.", "Whom a NAME of the plan means, wherever it stands.")
)
@_campaign
@click.argument("name")
@click.argument("code")
@_recorded
def name(campaign: str, name: str, code: str, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "name", "name": name, "code": code}], reason, as_json)


@click.command(
    help=both(
        "Tìm lại trong danh mục những tên còn ngỏ; tên nào nay chỉ một đơn vị thì ghi vào.",
        "Looks open names up again; those that mean one unit by now are settled.",
    )
)
@_campaign
@_recorded
def resolve(campaign: str, reason: str | None, as_json: bool) -> None:
    known = [question for question in standing(campaign)["questions"] if question["answer"]]
    operations = [operation for question in known for operation in _settling(question)]
    if not operations:
        raise Refused(
            "Danh mục đơn vị chưa có thêm tên nào. Nhập đơn vị: chungtay units import TỆP; hoặc: chungtay draft name.",
            "The directory knows no more names. Import units: chungtay units import FILE; or: chungtay draft name.",
        )
    _edit(campaign, operations, reason, as_json)


def _settling(question: Told) -> Iterator[dict[str, Any]]:
    """What the directory answers to a question, as edits."""
    subject, answer, members = question["subject"], question["answer"], question["group"]
    if members:
        yield {"op": "group", "group": answer, "name_vi": members["name_vi"], "members": members["members"]}
    if question["code"] == "setting_missing":
        yield {"op": "set", "field": subject, "value": answer}
    elif question["code"] != "group_without_members":
        yield {"op": "name", "name": subject, "code": answer}


@click.command(
    help=both(
        "Thành viên của một nhóm; --name TÊN khi tên ấy trong kế hoạch là nhóm này.",
        "The members of a group; --name: the name of the plan that means it.",
    )
)
@_campaign
@click.argument("group")
@click.argument("members", nargs=-1)
@click.option("--name", "called", help=both("Tên trong kế hoạch.", "Its name in the plan."))
@_recorded
def group(
    campaign: str, group: str, members: tuple[str, ...], called: str | None, reason: str | None, as_json: bool
) -> None:
    operations: list[dict[str, Any]] = [
        {"op": "group", "group": group, "name_vi": called, "members": members or None}
    ]  # fmt: skip
    if called and any(called == party["name"] and party["code"] is None for party in _named(campaign)):
        operations.append({"op": "name", "name": called, "code": group})
    _edit(campaign, operations, reason, as_json)


def _named(campaign: str) -> list[dict[str, Any]]:
    return [party for duty in standing(campaign)["duties"] for party in (*duty["holders"], *duty["partners"])]


@click.command(
    help=both("Tách nhiệm vụ trước những chữ --before.", "Splits a duty before the words of --before; several times.")
)
@_campaign
@_duty
@click.option("--before", multiple=True, required=True, metavar="CHỮ", help=both("Phần sau bắt đầu bằng.", "Words."))
@_recorded
def split(campaign: str, duty: str, before: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "split", "duty": duty, "before": before}], reason, as_json)


@click.command(help=both("Gộp các nhiệm vụ vào nhiệm vụ đầu.", "Merges duties into the first."))
@_campaign
@click.argument("duties", nargs=-1, required=True)
@_recorded
def merge(campaign: str, duties: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    if len(duties) < 2:
        raise Refused("Cần ít nhất hai nhiệm vụ.", "At least two duties are needed.")
    _edit(campaign, [{"op": "merge", "duties": duties}], reason, as_json)


@click.command(
    help=both(
        "Thêm nhiệm vụ: WORDS là chữ của kế hoạch chưa giao, vị trí START-END của nó, hoặc nội dung mới.",
        "Adds a duty: WORDS of the plan that nobody holds, their place START-END, or words of its own.",
    )
)
@_campaign
@click.argument("words")
@click.option("--clause", default="VB", show_default=True, help=both("Điểm, mục.", "Its clause."))
@click.option("--request", "asked", is_flag=True, help=both("Đề nghị, không phải giao.", "A request, no order."))
@_to
@_with
@_recorded
def add(
    campaign: str, words: str, clause: str, asked: bool, holders: tuple[str, ...], partners: tuple[str, ...],
    reason: str | None, as_json: bool,
) -> None:  # fmt: skip
    if _PLACE.fullmatch(words):
        start, _, end = words.partition("-")
        words = standing(campaign)["text"][int(start) : int(end)]
    operation = {
        "op": "add", "words": words, "clause": clause, "mode": "request" if asked else "order", "holders": holders,
        "partners": partners,
    }  # fmt: skip
    _edit(campaign, [operation], reason, as_json)


@click.command(help=both("Bỏ nhiệm vụ; chữ của nó thành chưa giao.", "Drops a duty; its text is unassigned then."))
@_campaign
@click.argument("duties", nargs=-1, required=True)
@click.option("--context", "as_context", is_flag=True, help=both("Chỉ là bối cảnh.", "It only explains."))
@_recorded
def drop(campaign: str, duties: tuple[str, ...], as_context: bool, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "drop", "duty": duty, "as_context": as_context} for duty in duties], reason, as_json)


@click.command(help=both("Đoạn chưa giao START-END chỉ là bối cảnh.", "Unassigned text START-END gives nobody a duty."))
@_campaign
@click.argument("spans", nargs=-1, required=True)
@_recorded
def context(campaign: str, spans: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    pairs = [span.partition("-") for span in spans]
    if not all(_PLACE.fullmatch(span) for span in spans):
        raise Refused("Viết vị trí như 120-180.", "Write a place as 120-180.")
    _edit(campaign, [{"op": "context", "start": int(s), "end": int(e)} for s, _, e in pairs], reason, as_json)


@click.command(help=both("Đúng là nhiệm vụ cũ được sửa.", "It is the campaign's duty, changed."))
@_campaign
@click.argument("duties", nargs=-1, required=True)
@_recorded
def confirm(campaign: str, duties: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "confirm", "duty": duty} for duty in duties], reason, as_json)


@click.command(help=both("Là nhiệm vụ mới, nhiệm vụ cũ bị bỏ.", "It is a new duty; the campaign's is dropped."))
@_campaign
@click.argument("duties", nargs=-1, required=True)
@_recorded
def separate(campaign: str, duties: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "separate", "duty": duty} for duty in duties], reason, as_json)


@click.command(help=both("Nhiệm vụ mới DUTY là OLD của đợt được sửa.", "The new DUTY goes on with the campaign's OLD."))
@_campaign
@_duty
@click.argument("old")
@_recorded
def match(campaign: str, duty: str, old: str, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "match", "duty": duty, "continues": old}], reason, as_json)


@click.command(help=both("Hoàn tác thay đổi ở bản VERSION.", "Undoes the edit of a VERSION (see history)."))
@_campaign
@click.argument("version", type=int)
@_recorded
def undo(campaign: str, version: int, reason: str | None, as_json: bool) -> None:
    _edit(campaign, [{"op": "undo", "version": version}], reason, as_json)


EDITS: tuple[click.Command, ...] = (
    set_field, edit_duty, assign, lead, name, resolve, group, split, merge, add, drop, context, confirm, separate,
    match, undo,
)  # fmt: skip
