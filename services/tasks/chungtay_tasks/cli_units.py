"""`chungtay units …`: the directory of units of the running system, by name, by code, and as files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from chungtay_kernel.asking import ask
from chungtay_kernel.cli import Exit, Failure, Refused, both, json_option, print_json

_READER, _WRITER = "auditor", "coordinator"


@click.group(help=both("Danh mục đơn vị.", "The directory of units."))
def units() -> None: ...


_at = click.option("--at", metavar="NGÀY", help=both("Vào ngày này, ví dụ 2024-06-15.", "On this day."))
_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@units.command(name="list", help=both("Các đơn vị, theo mã.", "Units by code."))
@_at
@click.option("--parent", help=both("Ngay dưới đơn vị này.", "Right below this unit."))
@click.option("--below", help=both("Dưới đơn vị này, mọi tầng.", "Anywhere below this unit."))
@click.option("--kind", help=both("Chỉ loại này.", "This kind alone."))
@click.option("-q", "--search", "q", help=both("Có các chữ này, không cần dấu.", "With these words, marks or not."))
@json_option
def list_units(as_json: bool, **query: str | None) -> None:
    found = list(_all(**query))
    if as_json:
        print_json(found)
    for unit in () if as_json else found:
        click.echo(f"{unit['code']:14} {_time(unit):27} {unit['name_vi']}")


@units.command(
    help=both(
        "Tên NAME là đơn vị nào; mã 1 khi không có hoặc có nhiều đơn vị.",
        "Which unit a NAME means; exit 1 where it is none or several.",
    )
)
@click.argument("name")
@_at
@click.option("--within", metavar="MÃ", help=both("Trong văn bản của đơn vị này.", "In a document of this unit."))
@json_option
def resolve(name: str, at: str | None, within: str | None, as_json: bool) -> None:
    (found,) = _ask("units/resolve", name=name, at=at, within=within)["items"]
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_resolved(found)))
    raise SystemExit(Exit.WELL if found["code"] else Exit.FINDINGS)


def _resolved(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['name']} → {found['code'] or '?'}   {found['reason']['vi']}"
    for candidate in found["candidates"]:
        above = f"   ({candidate['above']})" if candidate["above"] else ""
        yield f"  {candidate['code']:14} {candidate['name_vi']}{above}"


@units.command(help=both("Một đơn vị với lịch sử của nó.", "A unit with its history."))
@click.argument("code")
@_at
@json_option
def show(code: str, at: str | None, as_json: bool) -> None:
    try:
        found = _ask(f"units/{code}", at=at)
    except Refused as refused:
        raise Failure(refused.vi, refused.en) from None
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_shown(found)))


def _shown(unit: Mapping[str, Any]) -> Iterator[str]:
    yield f"{unit['code']}  {unit['name_vi']}  [{unit['kind']}]  {_time(unit)}"
    for label, name in (("Thuộc", "above"), ("Kế thừa từ", "predecessors"), ("Đơn vị kế thừa", "successors")):
        if unit[name]:
            yield f"{label}: {'; '.join(map(_named, unit[name]))}"
    if unit["aliases"]:
        yield f"Tên khác: {'; '.join(unit['aliases'])}"
    for former in unit["former"]:
        yield f"Đến {former['until']}: {former['name_vi']}"
    if len(unit["lives"]) > 1:
        lives = "; ".join(f"{life['name_vi']} ({_time(life)})" for life in unit["lives"])
        yield f"Mã này qua các thời kỳ: {lives}"
    for event in unit["history"]:
        why = event["data"].get("reason") or ""
        yield f"  {event['recorded_at']}  {event['type']:16} {event['by']}  {why}".rstrip()


def _named(unit: Mapping[str, Any]) -> str:
    return f"{unit['name_vi']} ({unit['code']})"


@units.command(
    name="import", help=both("Nhập tệp FILE (.xlsx, .csv): xem trước, rồi ghi.", "Import FILE, after a preview.")
)
@_file
@click.option("--dry-run", is_flag=True, help=both("Chỉ xem trước.", "The preview alone."))
@click.option("--yes", is_flag=True, help=both("Không hỏi lại.", "Do not ask."))
@json_option
def import_file(file: Path, dry_run: bool, yes: bool, as_json: bool) -> None:
    data = _content(file)
    unit = _keeper()
    preview = ask(
        "tasks/units/imports/preview", role=_WRITER, unit=unit, method="POST", content=data, timeout=300
    ).json()  # fmt: skip
    if as_json:
        print_json(preview)
    else:
        click.echo("\n".join(_previewed(preview)))
    if preview["errors"]:
        raise SystemExit(Exit.REFUSED)
    if not dry_run and _is_work(preview) and (yes or as_json or _agreed()):
        digest = preview["digest"]
        _confirm(data, digest, unit)
        click.echo(both("Đã nhập.", "Imported."), err=as_json)


def _keeper() -> str:
    """Who coordinates the latest campaign keeps the directory; before the first one anybody may."""
    latest = _ask("campaigns", limit="1")["items"]
    return latest[0]["coordinator"] if latest else "-"


def _confirm(data: bytes, digest: str, unit: str) -> None:
    ask(
        "tasks/units/imports", role=_WRITER, unit=unit, method="POST", content=data, query={"confirm": digest},
        key=str(uuid4()), timeout=300,
    )  # fmt: skip


def _is_work(preview: Mapping[str, Any]) -> bool:
    return any(preview[kind] for kind in ("registered", "changed", "closed", "groups"))


def _agreed() -> bool:
    """Asks where somebody sits at the terminal; a script has decided already."""
    return not sys.stdin.isatty() or click.confirm(both("Nhập?", "Import?"))


def _previewed(preview: Mapping[str, Any]) -> Iterator[str]:
    if errors := preview["errors"]:
        yield f"Chưa nhập gì: tệp có {len(errors)} lỗi. Sửa hết rồi nhập lại."
    yield (
        f"Mới {preview['registered']}, thay đổi {preview['changed']}, kết thúc {preview['closed']}, "
        f"nhóm {preview['groups']}, đã có {preview['known_before']}"
    )
    for change in preview["changes"]:
        differing = ", ".join(change["differences"])
        yield f"  {change['kind']:10} {change['code']:14} {change['name_vi']}{f'  ({differing})' if differing else ''}"
    for error in preview["errors"]:
        where = f"{error['sheet']}!{error['cell']}" if error["cell"] else "tệp"
        yield f"  ✗ {where}: {error['details']['vi']} Cần: {error['expected']['vi']}. {error['remedy']['vi']}"
    for caution in preview["cautions"]:
        yield f"  ! {caution['field']}: {caution['vi']}"


@units.command(help=both("Ghi danh mục ra tệp FILE (.xlsx, .csv).", "Write the directory to FILE (.xlsx, .csv)."))
@_file
@_at
@json_option
def export(file: Path, at: str | None, as_json: bool) -> None:
    kind = file.suffix.lower().removeprefix(".")
    answer = ask("tasks/units/export", role=_READER, query={"format": kind, "at": at}, timeout=300)
    file.write_bytes(answer.content)
    if as_json:
        print_json({"file": str(file), "size": len(answer.content)})
    else:
        click.echo(f"{file}: {len(answer.content)} byte")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            f"{file}: không mở được ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.",
            f"{file}: cannot be opened ({error.strerror}). Check the path and the permission to read it.",
        ) from None


def _time(unit: Mapping[str, Any]) -> str:
    return f"{unit['valid_from'] or '…'} – {unit['valid_to'] or '…'}"


def _all(**query: str | None) -> Iterator[Mapping[str, Any]]:
    cursor = None
    while True:
        page = _ask("units", **query, limit="500", cursor=cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def _ask(path: str, **query: str | None) -> Mapping[str, Any]:
    return ask(f"tasks/{path}", role=_READER, query=query).json()
