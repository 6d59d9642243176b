"""`chungtay unit-report …`: a unit's report of a period, from its draft to its filing, and what a return changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from chungtay_intake.heard import FINAL
from chungtay_kernel.asking import ask
from chungtay_kernel.cli import both, json_option, print_json

Told = Mapping[str, Any]

STATES = {
    "not_filed": "Chưa nộp", "filed": "Đã nộp", "accepted": "Đã duyệt", "returned": "Bị trả lại", "withdrawn": "Đã rút",
}  # fmt: skip

_campaign = click.argument("campaign")
_unit = click.option("--unit", required=True, help=both("Mã đơn vị.", "The unit's code."))
_PERIOD = both("Kỳ báo cáo, ví dụ 2024-06, 2024-W23.", "The period, such as 2024-06, 2024-W23.")
_period = click.option("--period", default=FINAL, show_default=True, help=_PERIOD)
_DIFF = both("So với bản bị trả lại, hoặc với một bản.", "Against the returned version, or a version.")


def _of_report(command: Callable[..., None]) -> Callable[..., None]:
    return _campaign(_unit(_period(json_option(command))))


@click.group(name="unit-report", help=both("Báo cáo của một đơn vị theo kỳ.", "A unit's report of a period."))
def unit_report() -> None: ...


@unit_report.command(
    help=both("Xem trước: số liệu sẽ nộp, chỉ tiêu và nhiệm vụ còn trống.", "What would be filed now.")
)
@_of_report
def draft(campaign: str, *, unit: str, period: str, as_json: bool) -> None:
    found = _get(campaign, f"{unit}/draft", period=period)
    _print(found, as_json, _drafted)


def _drafted(found: Told) -> Iterator[str]:
    days = found["days"]
    yield f"{found['unit']}, kỳ {found['period']} ({days['start']} – {days['end']}): {found['activities']} hoạt động"
    for figure in found["figures"]:
        value = figure["value"] if figure["members"] is None else len(figure["members"])
        yield f"  {figure['indicator']:6} {value!s:>12} {figure['unit_vi']:12} {figure['label_vi']}"
    for figure in found["missing"]:
        yield f"  {figure['indicator']:6} {'…':>12} {figure['unit_vi']:12} {figure['label_vi']}"
    if found["idle_duties"]:
        yield f"Nhiệm vụ chưa có hoạt động: {', '.join(found['idle_duties'])}"


@unit_report.command(
    name="file", help=both("Nộp báo cáo; số liệu lấy từ hoạt động trong kỳ.", "Files the report with its figures.")
)
@click.option("--narrative", help=both("Phần lời; @TỆP để đọc từ tệp.", "The words; @FILE reads them from a file."))
@click.option("--difficulty", multiple=True, help=both("Khó khăn; lặp lại được.", "A difficulty; may be repeated."))
@click.option("--proposal", multiple=True, help=both("Kiến nghị; lặp lại được.", "A proposal; may be repeated."))
@click.option("--zero", multiple=True, help=both("Chỉ tiêu không phát sinh.", "An indicator of which nothing arose."))
@click.option("--nothing-in", multiple=True, help=both("Nhiệm vụ không phát sinh.", "A duty in which nothing arose."))
@click.option("--nothing-arose", is_flag=True, help=both("Cả kỳ không phát sinh.", "Nothing arose at all."))
@click.option("--sent-to", help=both("Nơi gửi, nếu khác nơi xem xét.", "The desk, if another than who reviews."))
@_of_report
def file_(
    campaign: str, *, unit: str, period: str, narrative: str | None, difficulty: Sequence[str],
    proposal: Sequence[str], zero: Sequence[str], nothing_in: Sequence[str], nothing_arose: bool,
    sent_to: str | None, as_json: bool,
) -> None:  # fmt: skip
    body: dict[str, Any] = {
        "period": period, "narrative": _words(narrative), "difficulties": difficulty, "proposals": proposal,
        "zeros": zero, "nothing_in": nothing_in, "nothing_arose": nothing_arose or None, "sent_to": sent_to,
    }  # fmt: skip
    filed = _post(campaign, unit, unit, {name: value for name, value in body.items() if value})
    _print(filed, as_json, _filed)


def _filed(found: Told) -> list[str]:
    done = f"Đã nộp kỳ {found['period']}, bản {found['report_version']}: {found['activities']} hoạt động"
    return [done, f"Mã nội dung: {found['content_hash']}"]


def _words(narrative: str | None) -> str | None:
    if narrative and narrative.startswith("@"):
        return Path(narrative[1:]).read_text("utf-8")
    return narrative


@unit_report.command(help=both("Rút báo cáo để sửa.", "Withdraws the report to change it."))
@click.option("--reason", required=True, help=both("Vì sao.", "Why."))
@_of_report
def withdraw(campaign: str, *, unit: str, period: str, reason: str, as_json: bool) -> None:
    answer = _post(campaign, f"{unit}/withdraw", unit, {"period": period, "reason": reason})
    _print(answer, as_json, lambda a: [f"Đã rút kỳ {period}, bản {a['report_version']}."])


@unit_report.command(
    help=both("Xem báo cáo, ý kiến của nơi duyệt, và thay đổi so với bản bị trả lại.", "How the report stands.")
)
@click.option("--diff", is_flag=False, flag_value="returned", default=None, help=_DIFF)
@_of_report
def show(campaign: str, *, unit: str, period: str, diff: str | None, as_json: bool) -> None:
    _print(_get(campaign, unit, period=period, diff=diff), as_json, _shown)


def _shown(found: Told) -> Iterator[str]:
    version = f", bản {found['report_version']}" if found["report_version"] else ""
    yield f"{found['unit']}, kỳ {found['period']}: {STATES[found['state']]}{version}"
    if content := found["content"]:
        yield "Không phát sinh." if content["nothing_arose"] else f"{len(content['activities'])} hoạt động"
        yield from (f"  {f['indicator']:6} {f['value'] or len(f['members'] or ())}" for f in content["figures"])
        yield from (f"  {code:6} 0 (không phát sinh)" for code in content["zeros"])
    if review := found["review"]:
        yield from (f"Lý do trả lại: {_reason(reason)}" for reason in review["reasons"])
    if diff := found.get("diff"):
        yield f"Thay đổi từ bản {diff['from']} đến bản {diff['to']}:"
        yield from (f"  đã nêu khi trả lại: {_reason(reason)}" for reason in diff["returned_for"])
        yield from _changes(diff["changes"])


def _reason(reason: Told) -> str:
    return f"{reason['item']}: {reason['text']}" if reason["item"] else reason["text"]


def _changes(changes: Told) -> Iterator[str]:
    for name, change in changes.items():
        if "from" in change:
            yield f"  {name}: {change['from']!s} → {change['to']!s}"
        elif name == "figures":
            yield from (f"  {code}: {was['from']!s} → {was['to']!s}" for code, was in change.items())
        else:
            marks = {"added": "+", "removed": "-", "changed": "~"}
            yield from (f"  {name} {marks[how]} {value}" for how, values in change.items() for value in values)


@unit_report.command(name="list", help=both("Các báo cáo đã nộp.", "The reports that were filed."))
@_campaign
@click.option("--period", help=both("Chỉ kỳ này.", "This period alone."))
@json_option
def list_(campaign: str, *, period: str | None, as_json: bool) -> None:
    items = list(_all(campaign, period))
    if as_json:
        print_json(items)
    for item in () if as_json else items:
        click.echo(f"{item['unit']:10} {item['period']:10} {STATES[item['state']]:12} {item['filed_at']}")


def _all(campaign: str, period: str | None) -> Iterator[Told]:
    cursor = None
    while True:
        page = _get(campaign, "", period=period, limit=500, cursor=cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def _path(campaign: str, tail: str) -> str:
    return f"intake/campaigns/{campaign}/unit-reports/{tail}".rstrip("/")


def _get(campaign: str, tail: str, **query: Any) -> Told:
    return ask(_path(campaign, tail), role="auditor", query=query).json()


def _post(campaign: str, tail: str, unit: str, body: Told) -> Told:
    path = _path(campaign, tail)
    return ask(path, role="unit_head", unit=unit, method="POST", body=body, key=str(uuid4())).json()


def _print(found: Told, as_json: bool, lines: Callable[[Told], Iterator[str] | list[str]]) -> None:
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(lines(found)))
