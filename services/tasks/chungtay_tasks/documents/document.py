"""What comes out of a file: its text as the plan reader takes it, and what a person should know about the taking.

Paragraphs are parted by blank lines, a break within one is a line's end, table rows are lines of cells between bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FileKind = Literal["txt", "docx", "pdf"]

LONGEST_TEXT = 1_000_000
"""Characters; some 330 pages, which the plan reader takes in within a minute."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that did not become text, or did so in another way than it shows; `code` is its stable name."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    kind: FileKind
    notices: Sequence[Notice] = ()
    pages: int | None = None
