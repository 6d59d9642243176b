"""The one program: verbs from every distribution, help in both languages, exit codes that scripts rely on."""

from __future__ import annotations

import click
import httpx
import pytest
from click.testing import CliRunner

from chungtay_kernel.cli import Exit, Refused, Unreachable, chungtay, main
from chungtay_kernel.problems import Refusal

VERBS = {"intake", "local", "ops", "plan", "report", "reporting", "serve", "tasks", "token", "verify"}


def _run(*words: str) -> str:
    result = CliRunner().invoke(chungtay, words)
    assert result.exit_code == Exit.WELL, result.output
    return result.output


def test_every_distribution_adds_its_verbs() -> None:
    context = click.Context(chungtay)
    assert set(chungtay.list_commands(context)) >= VERBS


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_is_explained_in_both_languages(verb: str) -> None:
    assert " / " in _run(verb, "--help")


def test_an_unknown_verb_is_a_mistake_of_usage() -> None:
    assert CliRunner().invoke(chungtay, ["fly"]).exit_code == Exit.USAGE


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (Refused("sai", "wrong"), Exit.REFUSED),
        (Unreachable("mất", "gone"), Exit.UNREACHABLE),
        (Refusal("bad", 422, vi="sai", en="wrong"), Exit.REFUSED),
        (httpx.ConnectError("no"), Exit.UNREACHABLE),
        (ConnectionRefusedError(), Exit.UNREACHABLE),
    ],
)
def test_what_stops_a_command_decides_its_exit_code(
    raised: Exception, code: Exit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def failing() -> None:
        raise raised

    monkeypatch.setattr(chungtay, "get_command", lambda *_: failing)
    monkeypatch.setattr("sys.argv", ["chungtay", "failing"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    told = capsys.readouterr().err
    assert "Lỗi: " in told
    assert "Error: " in told
