"""`chungtay duty …`: the duty board at the command line, and what a unit does with a duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import reduce
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from chungtay_kernel.cli import both, json_option, print_json
from chungtay_tasks.board_filters import ROLES, SORTS
from chungtay_tasks.cli_calls import Told, do, every, told, zone

_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group(help=both("Bảng nhiệm vụ của một đợt.", "A campaign's duty board."))
def duty() -> None: ...


_campaign = click.argument("campaign")
_duty = click.argument("duty_id", metavar="DUTY")
_own_unit = click.option("--unit", required=True, help=both("Đơn vị thực hiện.", "The unit that holds it."))
_reason = click.option("--reason", help=both("Lý do.", "Why."))

_FILTERS = (
    click.option("--unit", help=both("Chỉ đơn vị này, kể cả phần phối hợp.", "This unit alone, as partner too.")),
    click.option("--duty", "duty_id", help=both("Chỉ nhiệm vụ này.", "This duty alone.")),
    click.option("--clause", help=both("Chỉ điểm, mục này của kế hoạch.", "This clause of the plan alone.")),
    click.option("--progress", help=both("Tiến độ; nhiều giá trị cách nhau dấu phẩy.", "Progress; several by comma.")),
    click.option("--timeliness", help=both("Tình trạng thời hạn.", "Timeliness.")),
    click.option("--kind", help=both("Loại đơn vị, ví dụ commune.", "Kind of unit, such as commune.")),
    click.option("--role", type=click.Choice(ROLES), help=both("Chủ trì hay phối hợp.", "Holder or partner.")),
    click.option("--needs-urging", is_flag=True, help=both("Chỉ phần việc cần đôn đốc.", "What needs urging alone.")),
    click.option("--unacknowledged", is_flag=True,
                 help=both("Chưa nhận việc sau 2 ngày làm việc.", "Not acknowledged after 2 working days.")),
    click.option("--q", help=both("Tìm chữ, không cần dấu.", "Words, with or without diacritics.")),
    click.option("--sort", type=click.Choice(SORTS), help=both("Thứ tự.", "Order.")),
)  # fmt: skip


def _filters(command: _Command) -> _Command:
    return reduce(lambda made, option: option(made), reversed(_FILTERS), command)


@duty.command(name="list", help=both("Phần việc của các đơn vị và tình trạng.", "Units' parts and how they stand."))
@_campaign
@_filters
@json_option
def list_parts(campaign: str, *, as_json: bool, **query: Any) -> None:
    items = list(every(f"campaigns/{campaign}/assignments", **_asked(query)))
    if as_json:
        print_json(items)
    for item in () if as_json else items:
        click.echo(_line(item))


def _asked(query: Mapping[str, Any]) -> dict[str, Any]:
    """The options as the service names them; a flag that is not set asks for nothing."""
    named = {"duty" if name == "duty_id" else name: value for name, value in query.items()}
    return {name: "true" if value is True else value for name, value in named.items() if value}


def _line(item: Told) -> str:
    how = " · ".join(_how(item))
    return f"{item['duty']:6} {item['unit']:10} {how:60} {item['title_vi']}"


def _how(item: Told) -> Iterator[str]:
    yield item["progress_label"]["vi"]
    yield "phối hợp" if item["role"] == "partner" else item["days_left"]["vi"]
    if item["unacknowledged"]:
        yield "chưa nhận việc"
    if item["delegated_to"]:
        yield f"giao {item['delegated_to']['account']}"
    if item["obstacles_open"]:
        yield f"{item['obstacles_open']} vướng mắc"


@duty.command(help=both("Một nhiệm vụ và các đơn vị thực hiện.", "A duty and the units that carry it out."))
@_campaign
@_duty
@click.option("--unit", help=both("Chỉ phần việc của đơn vị này.", "This unit's part alone."))
@click.option("--history", "with_history", is_flag=True,
              help=both("Kèm diễn biến (cần --unit).", "With its history (takes --unit)."))  # fmt: skip
@json_option
def show(campaign: str, duty_id: str, *, unit: str | None, with_history: bool, as_json: bool) -> None:
    if with_history and unit is None:
        raise click.UsageError(both("--history cần --unit.", "--history takes --unit."))
    found = dict(told(f"campaigns/{campaign}/duties/{duty_id}"))
    found["parts"] = _parts(campaign, duty_id, unit)
    if with_history:
        found["history"] = told(f"campaigns/{campaign}/assignments/{duty_id}/{unit}/history")["items"]
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_shown(found, zone(campaign))))


def _parts(campaign: str, duty_id: str, unit: str | None) -> list[Told]:
    if unit is not None:
        return [told(f"campaigns/{campaign}/assignments/{duty_id}/{unit}")]
    return list(every(f"campaigns/{campaign}/assignments", duty=duty_id))


def _shown(found: Told, local: ZoneInfo) -> Iterator[str]:
    yield f"{found['duty']} ({found['label']}): {found['title_vi']}"
    yield found["text"]
    if found["partners"]:
        yield f"Phối hợp: {', '.join(found['partners'])}"
    yield from (_line(part) for part in found["parts"])
    yield from _happened(found.get("history") or (), local)


@duty.command(help=both("Diễn biến phần việc của một đơn vị, mới nhất trước.", "A part's history, newest first."))
@_campaign
@_duty
@_own_unit
@json_option
def history(campaign: str, duty_id: str, *, unit: str, as_json: bool) -> None:
    entries = told(f"campaigns/{campaign}/assignments/{duty_id}/{unit}/history")["items"]
    if as_json:
        print_json(entries)
    else:
        click.echo("\n".join(_happened(entries, zone(campaign))))


def _happened(entries: Any, local: ZoneInfo) -> Iterator[str]:
    for entry in entries:
        by, at = entry["author"], datetime.fromisoformat(entry["at"]).astimezone(local)
        why = f" — {entry['reason']}" if entry["reason"] else ""
        yield f"{at:%d/%m/%Y %H:%M}  {entry['label']['vi']} ({by['role']}, {by['unit']}, {by['account']}){why}"


@duty.command(help=both("Nhận việc.", "Acknowledges a duty."))
@_campaign
@_duty
@_own_unit
@json_option
def ack(campaign: str, duty_id: str, *, unit: str, as_json: bool) -> None:
    path = f"campaigns/{campaign}/duties/{duty_id}/acknowledgements"
    _done(do(path, {"unit": unit}, role="officer", unit=unit), f"{unit} đã nhận {duty_id}.", as_json=as_json)


@duty.command(help=both("Thủ trưởng giao nhiệm vụ cho một tài khoản của đơn vị, hoặc thu hồi.",
                        "A unit's head delegates a duty to an account of the unit, or takes it back."))  # fmt: skip
@_campaign
@_duty
@_own_unit
@click.option("--account", help=both("Tài khoản nhận việc.", "The account that sees to it."))
@click.option("--revoke", is_flag=True, help=both("Thu hồi.", "Takes it back."))
@_reason
@json_option
def delegate(
    campaign: str, duty_id: str, *, unit: str, account: str | None, revoke: bool, reason: str | None, as_json: bool
) -> None:
    if (account is None) != revoke:
        raise click.UsageError(both("Nêu --account hoặc --revoke.", "Give either --account or --revoke."))
    path = f"campaigns/{campaign}/duties/{duty_id}/delegations"
    body = {"unit": unit, "account": account, "reason": reason}
    answer = do(f"{path}/revoke" if revoke else path, body, role="unit_head", unit=unit)
    said = (
        f"Đã thu hồi {duty_id}."
        if revoke
        else f"Đã giao {duty_id} cho {account}; thủ trưởng đơn vị cùng chịu trách nhiệm."
    )
    _done(answer, said, as_json=as_json)


@duty.command(help=both("Ma trận đơn vị × nhiệm vụ.", "The matrix of units by duties."))
@_campaign
@_filters
@json_option
def board(campaign: str, *, as_json: bool, **query: Any) -> None:
    found = told(f"campaigns/{campaign}/board", **_asked({n: v for n, v in query.items() if n != "sort"}))
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_matrix(found)))


_MARKS = {"assigned": ".", "acknowledged": "n", "in_progress": "l", "reported": "b", "accepted": "d", "returned": "t"}


def _matrix(found: Told) -> Iterator[str]:
    yield " " * 11 + " ".join(f"{column['duty']:>4}" for column in found["duties"])
    for line in found["items"]:
        yield f"{line['unit']:10} " + " ".join(f"{_mark(cell):>4}" for cell in line["cells"])
    counts = found["counts"]
    yield ". đã giao  n đã nhận  l đang làm  b đã báo cáo  d đã duyệt  t trả lại  ! cần đôn đốc"
    yield (
        f"{counts['parts']} phần việc; cần đôn đốc {counts['needs_urging']}; chưa nhận việc "
        f"{counts['unacknowledged']}; vướng mắc đang mở {counts['obstacles_open']}"
    )


def _mark(cell: Told | None) -> str:
    if cell is None:
        return ""
    return _MARKS[cell["progress"]] + ("!" if cell["needs_urging"] else "")


def _done(answer: Told, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        click.echo(said)
