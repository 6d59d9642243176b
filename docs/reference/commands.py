"""Writes commands.md, the reference of the command line, from the commands themselves.

.venv/bin/python docs/reference/commands.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from chungtay_kernel.cli import chungtay

PAGE = Path(__file__).with_suffix(".md")
ROOT = Path(__file__).parents[2]

_HEAD = """# Lệnh / Commands

Sinh từ chính các lệnh; `chungtay LỆNH --help` in cùng nội dung. Biến môi trường: [thiết lập](settings.md).
*Generated from the commands; `chungtay COMMAND --help` prints the same. Environment: [settings](settings.md).*

| mã thoát / exit code | |
|---|---|
| 0 | tốt / well |
| 1 | có điều chưa đúng / something is not as it should be |
| 2 | sai cách dùng / wrong usage |
| 3 | dữ liệu bị từ chối / input refused |
| 4 | không kết nối được / could not be reached |
"""


def page() -> str:
    return _HEAD + "".join(_sections(chungtay, click.Context(chungtay, info_name="chungtay")))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield _section(command, context)
        return
    for name in command.list_commands(context):
        if (found := command.get_command(context, name)) is not None:
            yield from _sections(found, click.Context(found, info_name=name, parent=context))


def _section(command: click.Command, context: click.Context) -> str:
    usage = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    lines = [f"\n## {context.command_path}\n", f"{command.help}\n", f"`{f'{context.command_path} {usage}'.strip()}`"]
    options = [option for option in command.params if isinstance(option, click.Option)]
    if options:
        lines += ["", "| | |", "|---|---|", *(_row(option, context) for option in options)]
    return "\n".join(lines) + "\n"


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return f"| {names}{value.replace('|', ' ∣ ')} | {' '.join(_told(option))} |"


def _told(option: click.Option) -> Iterator[str]:
    if option.help:
        yield option.help
    if option.required:
        yield "**bắt buộc / required**"
    if isinstance(option.default, Path | str | int | float) and not option.is_flag:
        yield f"(`{_default(option.default)}`)"


def _default(value: Path | str | float) -> str:
    """A folder of this checkout is named as seen from its root."""
    return str(value.relative_to(ROOT) if isinstance(value, Path) and value.is_absolute() else value)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
