"""The commands of a page: its fenced `sh` blocks, each with the `text` block that shows what it prints.

`sh exit=1` is a block that ends with that status; other words after `sh` say where a block can be run, such as
`sh compose`. In a `text` block `…` stands for anything on its line, and on a line of its own for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fence:
    line: int
    kind: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """`prints` is None where the page does not show what comes out."""

    line: int
    commands: str
    status: int
    prints: str | None
    where: frozenset[str]


def steps(page: Path) -> list[Step]:
    fences = list(fences_of(page))
    following = [*fences[1:], None]
    return [_step(fence, after) for fence, after in zip(fences, following, strict=True) if fence.kind == "sh"]


def fences_of(page: Path) -> Iterator[Fence]:
    lines = enumerate(page.read_text("utf-8").splitlines(), start=1)
    for number, line in lines:
        if line.startswith("```"):
            kind, *words = line[3:].split() or [""]
            body = takewhile(lambda text: text != "```", (text for _, text in lines))
            yield Fence(number, kind, tuple(words), "".join(f"{text}\n" for text in body))


def _step(fence: Fence, after: Fence | None) -> Step:
    status = next((int(word[5:]) for word in fence.words if word.startswith("exit=")), 0)
    where = frozenset(word for word in fence.words if not word.startswith("exit="))
    return Step(fence.line, fence.text, status, after.text if after and after.kind == "text" else None, where)


def fits(shown: str, printed: str) -> bool:
    """Whether what a page shows is what came out; spaces at the ends of lines do not count."""
    lines = [r"(?:.*\n)*?" if line == "…" else _pattern(line) for line in shown.splitlines()]
    told = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch("".join(lines), told) is not None


def _pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.rstrip().split("…"))) + r"\n"
