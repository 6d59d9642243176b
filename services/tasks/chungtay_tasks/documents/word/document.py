"""A Word file's text: the body, then its notes; the pages' heads and feet only where they hold the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungtay_tasks.documents import notices, refusals
from chungtay_tasks.documents.document import Document, Notice
from chungtay_tasks.documents.letterhead import is_letterhead
from chungtay_tasks.documents.refusals import Refuse
from chungtay_tasks.documents.word.blocks import Blocks
from chungtay_tasks.documents.word.markup import Element, attribute, child, local
from chungtay_tasks.documents.word.numbering import Numbering
from chungtay_tasks.documents.word.package import Package
from chungtay_tasks.documents.word.paragraphs import Inline, Tally
from chungtay_tasks.documents.word.styles import Styles
from chungtay_tasks.plan.secrecy import mark_in


def word_document(data: bytes) -> Document:
    """Raises Refuse."""
    package = Package(data)
    styles = Styles(package.part("styles"))
    blocks = Blocks(styles, Numbering(package.part("numbering"), styles), Inline(styles))
    body = child(package.document(), "body")
    texts = [] if body is None else blocks.texts(body)
    tally = blocks.inline.tally
    notes = list(_notes(package, blocks, tally))
    margins = _margins(package, styles)
    heads = [text for text in margins if is_letterhead(text)]
    if tally.old_fonts > sum(map(len, texts)) / 2 > 0:
        raise Refuse(refusals.legacy_letters)
    if not texts and tally.pictures:
        raise Refuse(refusals.scanned)
    found = list(_notices(blocks, tally, [text for text in margins if text not in heads], package))
    return Document("\n\n".join([*heads, *texts, *notes]), "docx", found)


def _margins(package: Package, styles: Styles) -> list[str]:
    """Lines of the pages' heads and feet; raises Refuse where one of them is the mark of a State secret."""
    found: list[str] = []
    for kind in ("header", "footer"):
        for root in package.parts(kind):
            inline = Inline(styles)
            texts = Blocks(styles, Numbering(None, styles), inline).texts(root)
            for line in [*_lines(texts), *_watermarks(root)]:
                if mark := mark_in(line, any_case=True):
                    raise Refuse(refusals.secret, mark)
            found += texts
    return list(dict.fromkeys(found))


def _lines(texts: Sequence[str]) -> Iterator[str]:
    """Lines, and their parts between tabs and cells' bars."""
    for text in texts:
        for line in text.splitlines():
            yield from re.split(r"[\t|]", line)


def _watermarks(root: Element) -> Iterator[str]:
    for one in root.iter():
        if local(one) == "textpath":
            yield attribute(one, "string") or ""


def _notes(package: Package, blocks: Blocks, tally: Tally) -> Iterator[str]:
    """Foot- and endnotes, numbered as they are referred to, after all else: no duty stands in them."""
    texts: dict[tuple[str, str], Element] = {}
    for kind in ("footnotes", "endnotes"):
        root = package.part(kind)
        texts |= {} if root is None else {(kind, attribute(note, "id") or ""): note for note in root}
    referred = list(tally.notes)
    for number, reference in enumerate(referred, 1):
        if (note := texts.get(reference)) is not None and (words := " ".join(blocks.texts(note)).strip()):
            yield f"[{number}] {words}"


def _notices(blocks: Blocks, tally: Tally, margins: Sequence[str], package: Package) -> Iterator[Notice]:
    if tally.inserted or tally.deleted:
        yield notices.tracked_changes(tally.inserted, tally.deleted)
    if hidden := " ".join("".join(tally.hidden).split()):
        yield notices.hidden_text(hidden)
    said = [line for text in margins for line in text.splitlines() if sum(c.isalpha() for c in line) > 4]
    if said:
        yield notices.page_margins(said)
    if tally.pictures:
        yield notices.pictures(tally.pictures)
    if blocks.foreign or tally.embedded:
        yield notices.embedded(blocks.foreign + tally.embedded)
    if package.holds("comments"):
        yield notices.comments()
