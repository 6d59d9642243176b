"""The kernel's verbs on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chungtay_kernel.cli import main
from chungtay_kernel.cli_ops import cli as ops
from chungtay_kernel.cli_token import cli as token
from chungtay_kernel.tokens import JWKS_FILE, Tokens, make_key_pair


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]


def test_a_token_is_good_for_the_service(tmp_path: Path) -> None:
    make_key_pair(tmp_path)
    said = run(token, "--unit", "CATX", "--role", "officer", "--role", "leader", "--secrets", str(tmp_path))
    assert said.exit_code == 0
    actor = Tokens(tmp_path / JWKS_FILE).actor(said.output.strip())
    assert (actor.unit, actor.roles) == ("CATX", ("officer", "leader"))


def test_a_token_as_json(tmp_path: Path) -> None:
    make_key_pair(tmp_path)
    said = run(token, "--unit", "CATX", "--role", "ops", "--secrets", str(tmp_path), "--json", "--days", "2")
    assert json.loads(said.output)["days"] == 2


def test_without_a_key_the_remedy_is_told_in_both_languages(tmp_path: Path) -> None:
    said = run(token, "--unit", "CATX", "--role", "ops", "--secrets", str(tmp_path))
    assert said.exit_code == 4
    assert "--secrets" in said.output
    assert "Lỗi:" in said.output
    assert "Error:" in said.output


def test_an_unknown_role_is_wrong_use(tmp_path: Path) -> None:
    assert run(token, "--unit", "CATX", "--role", "king", "--secrets", str(tmp_path)).exit_code == 2


@pytest.mark.parametrize("verb", [("republish", "notes"), ("migrate", "notes"), ("parked", "list", "notes")])
def test_what_cannot_be_reached_has_its_own_exit_code(
    verb: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key_pair(tmp_path)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tmp_path))
    monkeypatch.setenv("CHUNGTAY_DATABASE_URL", "postgresql://127.0.0.1:1")
    monkeypatch.setenv("CHUNGTAY_URL", "http://127.0.0.1:1")
    monkeypatch.setattr(sys, "argv", ["chungtay", "ops", *verb])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 4


@pytest.mark.parametrize("verb", ["migrate", "topics", "republish", "parked"])
def test_help_is_in_both_languages(verb: str) -> None:
    assert " / " in run(ops, verb, "--help").output
