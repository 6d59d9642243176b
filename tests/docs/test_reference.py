"""The reference pages say what the code says, and nothing is missing from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from chungtay_kernel.settings import Settings
from chungtay_local.machine import from_environment
from chungtay_notify.channels import ChannelSettings
from docs.reference import commands
from tests.docs.refusals import codes

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"

NO_DEFAULT = "–"

# Defaults that depend on another setting, as the page words them.
WORDED = {
    "CHUNGTAY_URL": "`http://127.0.0.1:<CHUNGTAY_PORT>`",
    "CHUNGTAY_NOTIFY_OUTBOX": "`<CHUNGTAY_DATA>/outbox`",
}


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert commands.PAGE.read_text("utf-8") == commands.page(), "run .venv/bin/python docs/reference/commands.py"


def rows(page: str) -> Iterator[list[str]]:
    """The cells of every table row that begins with a code."""
    for line in (REFERENCE / page).read_text("utf-8").splitlines():
        if re.match(r"\| (<a id=\"\w+\"></a>)?`", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def settings() -> Iterator[tuple[str, str]]:
    """Names and defaults in the page's words, of all settings classes."""
    classes: list[type[BaseSettings]] = [Settings, ChannelSettings]
    for known in classes:
        for name, field in known.model_fields.items():
            variable = f"{known.model_config.get('env_prefix')}{name}".upper()
            yield variable, WORDED.get(variable, default(field))


def default(field: FieldInfo) -> str:
    value: Any = field.default
    if value is None:
        return NO_DEFAULT
    text = ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    return f"`{text.lower() if isinstance(value, bool) else text}`"


@pytest.mark.parametrize(("name", "default"), list(settings()))
def test_every_setting_stands_on_its_page_with_its_default(name: str, default: str) -> None:
    told = [cells[1] for cells in rows("settings.md") if cells[0] == f"`{name}`"]
    assert told, f"{name} is missing from docs/reference/settings.md"
    assert told[0] == default


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return default


def test_the_one_machine_system_reads_what_its_table_lists() -> None:
    environment = Asked()
    machine = from_environment(environment)
    page = (REFERENCE / "settings.md").read_text("utf-8")
    table = page.partition("## Hệ thống một máy")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `(CHUNGTAY_\w+)` \| `?([^`| ]+)", table, re.MULTILINE))
    assert told.keys() == environment.names
    assert told["CHUNGTAY_PORT"] == str(machine.port)
    assert told["CHUNGTAY_CLOCK"] == machine.clock
    assert told["CHUNGTAY_DATA"] == str(machine.data.relative_to(ROOT))
    assert (machine.outside_database, machine.outside_kafka) == (None, None)
    assert told["CHUNGTAY_DATABASE_URL"] == told["CHUNGTAY_KAFKA"] == NO_DEFAULT


def test_no_name_in_the_code_is_missing_from_the_page_of_settings() -> None:
    told = {cells[0].strip("`") for cells in rows("settings.md")}
    used = {
        name
        for top in ("shared", "services", "deploy")
        for path in (ROOT / top).rglob("*.py")
        if "tests" not in path.parts
        for name in re.findall(r"CHUNGTAY_[A-Z_]*[A-Z]", path.read_text("utf-8"))
    }
    # the prefix alone, and what only the test servers of a developer are named by
    assert {n for n in used - told if n != "CHUNGTAY_NOTIFY" and not n.startswith("CHUNGTAY_TEST_")} == set()


def test_every_refusal_stands_on_its_page_once_with_its_status() -> None:
    told: dict[str, str] = {}
    for code, status, *_ in rows("problems.md"):
        found = re.fullmatch(r'<a id="(\w+)"></a>`(\w+)`', code)
        assert found, code
        assert found[1] == found[2]
        assert found[1] not in told, f"{found[1]} stands twice in docs/reference/problems.md"
        told[found[1]] = status
    refused = codes()
    assert sorted(refused.keys() - told.keys()) == [], "missing from docs/reference/problems.md"
    assert sorted(told.keys() - refused.keys()) == [], "in docs/reference/problems.md and nowhere in the code"
    for code, statuses in refused.items():
        assert {str(status) for status in statuses} <= set(told[code].split(", ")), code


def test_every_refusal_is_told_in_both_languages_with_its_remedy() -> None:
    for _, _, vi, en in rows("problems.md"):
        for told in (vi, en):
            meaning, _, remedy = told.partition(" → ")
            assert meaning.endswith("."), told
            assert remedy.endswith("."), told
