"""The one way in: bytes and the file's name to its text. What is hostile is met in a process of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.document import LONGEST_TEXT, Document
from chungtay_tasks.documents.fence import fenced
from chungtay_tasks.documents.kinds import kind_of
from chungtay_tasks.documents.letters import typed_in_legacy
from chungtay_tasks.plan.secrecy import mark_in, secret
from chungtay_tasks.plan.source import empty, text_of


def open_document(data: bytes, name: str = "") -> Document:
    """The text of a .txt, .docx or .pdf file, in NFC, with notices of what is not in it; `name` is the file's own.

    Takes some tens of milliseconds a file, up to 30 s for a hostile one. Raises PlanRefused.
    """
    kind = kind_of(data, name)
    document = Document(text_of(data), "txt") if kind == "txt" else fenced(kind, data)
    text = _storable(document.text)
    check_text(text)
    return Document(text, document.kind, document.notices, document.pages)


def _storable(text: str) -> str:
    """NFC without NUL and without halves of characters, which no database and no JSON takes."""
    whole = text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", whole)


def check_text(text: str) -> None:
    """Raises PlanRefused for a text that is empty, endless, in an old encoding, or marked as a State secret."""
    if len(text) > LONGEST_TEXT:
        raise refusals.too_heavy()
    if not any(c.isalnum() for c in text):
        raise empty()
    if typed_in_legacy(text):
        raise refusals.legacy_letters()
    if mark := first_mark(text.splitlines()):
        raise secret(mark)


def first_mark(lines: Iterable[str]) -> str | None:
    """The first standing mark of a State secret: a line, or one of its parts between tabs, that is nothing else."""
    parts = (part for line in lines if len(line) < 200 for part in line.split("\t"))
    return next((mark for part in parts if (mark := mark_in(part))), None)
