"""`chungtay tasks …`: asks the running service about duties, assignments and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Exit, both, json_option, print_json


@click.group(help=both("Nhiệm vụ và báo cáo của một đợt.", "A campaign's duties and reports."))
def tasks() -> None: ...


_campaign = click.argument("campaign")
_unit = click.option("--unit", help=both("Chỉ đơn vị này.", "This unit alone."))


@tasks.command(help=both("Các nhiệm vụ của đợt.", "The campaign's duties."))
@_campaign
@_unit
@json_option
def duties(campaign: str, unit: str | None, *, as_json: bool) -> None:
    items = list(_all(f"campaigns/{campaign}/duties", unit=unit))
    if as_json:
        print_json(items)
    for duty in () if as_json else items:
        holders = ", ".join(duty["holders"])
        click.echo(f"{duty['duty']:6} {duty['label']:10} {holders:20} {duty['title_vi']}")


@tasks.command(help=both("Các phần việc được giao và tiến độ.", "Assignments and how they stand."))
@_campaign
@_unit
@click.option("--state", help=both("Chỉ trạng thái này.", "This progress alone."))
@json_option
def assignments(campaign: str, unit: str | None, state: str | None, *, as_json: bool) -> None:
    items = list(_all(f"campaigns/{campaign}/assignments", unit=unit, state=state))
    if as_json:
        print_json(items)
    for item in () if as_json else items:
        in_time = item["timeliness_label"] or {"vi": "Phối hợp"}  # the holders answer for the time
        how = f"{item['progress_label']['vi']} · {in_time['vi']}"
        click.echo(f"{item['duty']:6} {item['unit']:10} {how:40} {item['title_vi']}")


@tasks.command(name="reports", help=both("Báo cáo các đơn vị; mã 1 khi còn thiếu.", "Reports; exit 1 while some miss."))
@_campaign
@json_option
def expected_reports(campaign: str, *, as_json: bool) -> None:
    found = _ask(f"campaigns/{campaign}/expected-reports")
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_summary(found)))
    raise SystemExit(Exit.FINDINGS if found["counts"]["missing"] else Exit.WELL)


def _summary(found: Mapping[str, Any]) -> Iterator[str]:
    counts = found["counts"]
    yield f"Đã nộp {counts['received']}/{counts['expected']}: đúng hạn {counts['on_time']}, muộn {counts['late']}"
    yield f"Đã duyệt {counts['accepted']}, trả lại {counts['returned']}, chưa nộp {counts['missing']}"
    for item in found["items"]:
        yield f"{item['unit']:10} {item['status_label']['vi']:14} {item['received_at'] or ''}"


def _all(path: str, **query: str | None) -> Iterator[Mapping[str, Any]]:
    cursor = None
    while True:
        page = _ask(path, **query, limit="500", cursor=cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def _ask(path: str, **query: str | None) -> Mapping[str, Any]:
    return ask(f"tasks/{path}", role="auditor", query=query).json()
