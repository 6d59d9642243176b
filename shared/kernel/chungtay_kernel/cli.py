"""The one program `chungtay`: every distribution adds its verbs by the entry point group `chungtay.commands`.

Exit codes: 0 well, 1 findings (something is not as it should be), 2 usage, 3 input refused, 4 something could
not be reached.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import IntEnum
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NoReturn, TypeVar

import click
import httpx
from pydantic_core import ValidationError

from chungtay_kernel.problems import Refusal
from chungtay_kernel.telling import in_lines

_GROUP = "chungtay.commands"
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Exit(IntEnum):
    WELL = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    UNREACHABLE = 4


class Failure(click.ClickException):
    """Ends a command with a message in both languages and its exit code."""

    exit_code = Exit.FINDINGS

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi, self.en = vi, en

    def show(self, file: Any = None) -> None:
        click.echo(f"Lỗi: {self.vi}\nError: {self.en}", file=file or sys.stderr)


class Refused(Failure):
    """The input was refused."""

    exit_code = Exit.REFUSED


class Unreachable(Failure):
    """Something needed is missing, did not start or does not answer."""

    exit_code = Exit.UNREACHABLE


def both(vi: str, en: str) -> str:
    """A line of help: Vietnamese first."""
    return f"{vi.rstrip('.')} / {en}"


def json_option(command: _Command) -> _Command:
    """Gives a command `--json`, handed over as `as_json`."""
    text = both("In kết quả dạng JSON.", "Print the result as JSON.")
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


def print_json(result: Any) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))


class Verbs(click.Group):
    """Commands found by entry point; only the one that runs is imported, so that a quick verb is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_found())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = _found().get(cmd_name)
        return found.load() if found else None


def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=_GROUP)}


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=both(
        "Chung Tay: theo dõi nhiệm vụ và lập báo cáo kết quả đợt cao điểm.",
        "Chung Tay: tracks a campaign's duties and makes its final report.",
    )
    + "\n\n"
    + both(
        "Mã thoát: 0 tốt · 1 có phát hiện · 2 sai cách dùng · 3 dữ liệu bị từ chối · 4 không kết nối được",
        "Exit codes: 0 well · 1 findings · 2 usage · 3 input refused · 4 could not be reached",
    ),
)
@click.version_option(package_name="chungtay-kernel", prog_name="chungtay")
def chungtay() -> None: ...


def main() -> None:
    """Runs the program; what a domain refuses and what cannot be reached get their own exit codes."""
    try:
        chungtay(prog_name="chungtay")
    except Refusal as refusal:
        problem = refusal.problem()
        _end(Refused(in_lines(problem, "vi"), in_lines(problem, "en")))
    except (httpx.TransportError, ConnectionError) as error:
        _end(Unreachable(f"Không kết nối được: {error}", f"Could not be reached: {error}"))
    except ValidationError as error:
        if error.title != "Settings":
            raise
        _end(_settings_refused(error))


def _settings_refused(error: ValidationError) -> Refused:
    told = "; ".join(f"CHUNGTAY_{str(e['loc'][0]).upper()}={e['input']}: {e['msg']}" for e in error.errors())
    return Refused(f"Thiết lập không dùng được: {told}", f"Settings that cannot be used: {told}")


def _end(failure: Failure) -> NoReturn:
    failure.show()
    sys.exit(failure.exit_code)
