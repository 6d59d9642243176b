"""The words around the report's own text, the same in every format: its end, its recipients, its seal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from chungtay_reporting.report import Header, Paragraph, ReportView, Section, Words
from chungtay_reporting.vietnamese import BLANK, lower_first

END = "./."
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls that no document may hold, and direction marks that would make a text read otherwise than it is."""


def printable(text: str) -> str:
    return normalize("NFC", _UNPRINTABLE.sub("\ufffd", text))


def ended(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with the sign that closes an official text after their last words."""
    if not sections:
        return sections
    *before, last = sections
    if last.sections:
        return (*before, last.model_copy(update={"sections": ended(last.sections)}))
    *blocks, closing = last.blocks or (Paragraph(runs=()),)
    closed = _closed(closing) if isinstance(closing, Paragraph) else None
    added = (closed,) if closed else (closing, Paragraph(runs=(Words(text=END),)))
    return (*before, last.model_copy(update={"blocks": (*blocks, *added)}))


def _closed(paragraph: Paragraph) -> Paragraph:
    if not paragraph.runs or not isinstance(last := paragraph.runs[-1], Words):
        return paragraph.model_copy(update={"runs": (*paragraph.runs, Words(text=END))})
    text = last.text.removesuffix(END).rstrip(" .") + END
    return paragraph.model_copy(update={"runs": (*paragraph.runs[:-1], last.model_copy(update={"text": text}))})


def recipient_lines(recipients: tuple[str, ...]) -> Iterator[str]:
    """ "- Thường trực Thị ủy;" and so on, the last one with a full stop (Decree 30, Annex I)."""
    for number, recipient in enumerate(recipients, 1):
        yield f"- {recipient.strip().removeprefix('- ').rstrip(' ;.')}{';' if number < len(recipients) else '.'}"


def attached_to(header: Header) -> str:
    """The line under an appendix's title that says which document it belongs to."""
    _, _, day = header.place_date.partition(", ")
    number = header.number_line.removeprefix("Số:").strip()
    number = number if number[:1].isdigit() else BLANK + number
    whole = (part.replace(" ", "\N{NO-BREAK SPACE}") for part in (f"số {number}", day, f"của {header.issuer})"))
    return f"(Kèm theo {header.kind.capitalize()} {' '.join(whole)}"


def banner(view: ReportView) -> str:
    """What kind of copy this is and up to when its figures count."""
    return f"{view.status} · {view.as_of_text}"


def trace(view: ReportView) -> str:
    """The small line on every page by which a loose sheet is matched with its edition."""
    return f"{banner(view)} · mã số liệu {view.figures_hash[:16]}"


def seal_lines(view: ReportView) -> Iterator[tuple[str, str]]:
    """What a reader compares to know that two copies print the same figures."""
    yield "Tình trạng", f"{view.status}; {lower_first(view.as_of_text)}"
    yield "Mã băm số liệu", view.figures_hash
    if seal := view.identity.seal:
        yield "Mã niêm phong", f"{seal.seal_id} (lần {seal.edition})"
        yield "Mã khóa ký", seal.key_id
        yield "Quy tắc tính", seal.rules_version
    else:
        yield "Mã niêm phong", "chưa có"
    if view.identity.vector:
        sources = sorted(view.identity.vector.items())
        yield "Vị trí nguồn", "; ".join(f"{source} {mark.position}" for source, mark in sources)
