"""A PDF's text. Heads and feet that run through its pages are left out and told; a scan is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from chungtay_tasks.documents import notices, refusals
from chungtay_tasks.documents.document import LONGEST_TEXT, Document, Notice
from chungtay_tasks.documents.pdf.geometry import Page
from chungtay_tasks.documents.pdf.layout import edge_texts, parts_of
from chungtay_tasks.documents.pdf.paragraphs import texts_of
from chungtay_tasks.documents.pdf.pdfium import pages_of
from chungtay_tasks.documents.refusals import Refuse
from chungtay_tasks.plan.secrecy import mark_in

_FEWEST_LETTERS = 20  # a page with fewer holds a page number or a stamp
_RUNNING_FROM = 3  # pages


def pdf_document(data: bytes) -> Document:
    """Raises Refuse."""
    pages = list(_bounded(pages_of(data)))
    bare = [page.number for page in pages if len(page.chars) < _FEWEST_LETTERS]
    pictured = [page.number for page in pages if page.pictured]
    if len(bare) == len(pages):
        raise Refuse(refusals.scanned) if pictured or not any(page.chars for page in pages) else Refuse(refusals.empty)
    running = _running([edge_texts(page) for page in pages])
    texts = texts_of(part for page in pages for part in parts_of(page, running))
    return Document("\n\n".join(texts), "pdf", list(_notices(bare, pictured, running)), len(pages))


def _bounded(pages: Iterator[Page]) -> Iterator[Page]:
    letters = 0
    for page in pages:
        letters += len(page.chars)
        if letters > LONGEST_TEXT * 2:
            raise Refuse(refusals.too_heavy)
        yield page


def _running(edges: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines at the edge of most pages; raises Refuse where a line at an edge is the mark of a State secret."""
    for text in (part for page in edges for line in page for part in line.split("\t")):
        if mark := mark_in(text, any_case=True):
            raise Refuse(refusals.secret, mark)
    seen = Counter(text for page in edges for text in set(page))
    enough = max(_RUNNING_FROM, len(edges) * 0.6)
    return frozenset(text for text, times in seen.items() if times >= enough)


def _notices(bare: Sequence[int], pictured: Sequence[int], running: frozenset[str]) -> Iterator[Notice]:
    unread = [page for page in bare if page in pictured]
    if unread:
        yield notices.pages_without_text(unread)
    if recognised := [page for page in pictured if page not in bare]:
        yield notices.recognised(recognised)
    if said := [text for text in sorted(running) if sum(c.isalpha() for c in text) > 4]:
        yield notices.page_margins(said)
