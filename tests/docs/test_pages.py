"""What pages point at is there: files, headings, commands, make targets."""

from __future__ import annotations

import re
import shlex
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from chungtay_kernel.cli import chungtay
from tests.docs.fences import fences_of

ROOT = Path(__file__).parents[2]


def _pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def _named(page: Path) -> str:
    return str(page.relative_to(ROOT))


pages = pytest.mark.parametrize("page", _pages(), ids=_named)


def without_fences(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


@pages
def test_links_lead_somewhere(page: Path) -> None:
    text = without_fences(page)
    for target in [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r"^\[[^\]]+\]: (\S+)$", text, re.MULTILINE)]:
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in _anchors(found), f"{target}: there is no such place on that page"


def _anchors(page: Path) -> set[str]:
    text = without_fences(page)
    return {*re.findall(r'<a id="([^"]+)">', text), *map(_anchor, re.findall(r"^#+ (.+)$", text, re.MULTILINE))}


def _anchor(heading: str) -> str:
    """As the forge makes it: lower case, letters, digits and hyphens."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    kept = (c for c in plain if unicodedata.category(c)[0] in "LNM" or c in " -_")
    return "".join(kept).replace(" ", "-")


def _written_commands(page: Path) -> Iterator[list[str]]:
    """Words of every `chungtay` command in a block of commands."""
    for fence in fences_of(page):
        if fence.kind == "sh":
            text = re.sub(r"\\\n", " ", fence.text)
            for line in text.splitlines():
                for found in re.findall(r"(?:\bchungtay|--rm cli) ([a-z][^|;)>]*)", line):
                    yield shlex.split(found, comments=True)


@pages
def test_commands_exist_with_their_options(page: Path) -> None:
    for words in _written_commands(page):
        command: click.Command = chungtay
        context = click.Context(chungtay, info_name="chungtay")
        rest = list(words)
        while isinstance(command, click.Group) and rest:
            found = command.get_command(context, name := rest.pop(0))
            assert found is not None, f"{' '.join(words)}: there is no command {name}"
            command, context = found, click.Context(found, info_name=name, parent=context)
        assert not isinstance(command, click.Group), f"{' '.join(words)}: which of its commands?"
        known = {option for parameter in command.params for option in parameter.opts}
        for word in rest:
            assert not word.startswith("-") or word in known, f"{' '.join(words)}: there is no option {word}"


@pages
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for fence in fences_of(page):
        if fence.kind == "sh":
            assert set(re.findall(r"\bmake ([a-z-]+)", fence.text)) <= targets
