"""The whole report in Word, from its head to its last appendix."""

from __future__ import annotations

from collections.abc import Iterator

from chungtay_reporting.documents import wording
from chungtay_reporting.documents.word import letterhead, package
from chungtay_reporting.documents.word.markup import Figures, body_paragraph, kept_with_next, line
from chungtay_reporting.documents.word.sections import LANDSCAPE, PORTRAIT, Paper, end_of_section, section
from chungtay_reporting.documents.word.tables import table
from chungtay_reporting.report import Appendix, Block, Paragraph, ReportView, Section


def render_docx(view: ReportView) -> bytes:
    """A Word file that opens as the official document; each figure stands in a content control tagged with its id."""
    printable = wording.printable
    document = package.skeleton(printable(_body(view)))
    package.furnish(document, first=printable(wording.banner(view)), foot=printable(wording.trace(view)))
    package.describe(
        document,
        title=printable(view.title),
        author=printable(view.header.issuer),
        moment=view.as_of,
        identifier=view.figures_hash,
    )
    return package.pack(document)


def _body(view: ReportView) -> str:
    """Each part ends with the properties of its section; those of the last stand at the end of the body itself."""
    figures = Figures.of(view.figures)
    parts = [("".join(_report(view, figures)), section(PORTRAIT))]
    parts += [_appendix(appendix, view, figures) for appendix in view.appendices]
    *before, (last, closing) = parts
    return "".join(text + end_of_section(properties) for text, properties in before) + last + closing


def _report(view: ReportView, figures: Figures) -> Iterator[str]:
    yield letterhead.head(view.header)
    yield letterhead.title(view.header, PORTRAIT.text_width)
    for notice in view.notices:
        yield body_paragraph(notice, figures, "LuuY")
    yield from _blocks(view.basis, PORTRAIT, view.title, figures)
    *before, last = [text for each in wording.ended(view.sections) for text in _section(each, figures)]
    yield from before
    yield kept_with_next(last)
    yield letterhead.foot(view.recipients, view.signature)
    yield letterhead.seal(wording.seal_lines(view))


def _section(item: Section, figures: Figures) -> Iterator[str]:
    yield line(f"Heading{item.level}", f"{item.number}. {item.title}")
    yield from _blocks(item.blocks, PORTRAIT, item.title, figures)
    for part in item.sections:
        yield from _section(part, figures)


def _appendix(item: Appendix, view: ReportView, figures: Figures) -> tuple[str, str]:
    paper = LANDSCAPE if item.landscape else PORTRAIT
    head = line("PhuLuc", item.label) + line("TenPhuLuc", item.title.upper())
    head += line("KemTheo", wording.attached_to(view.header))
    return head + "".join(_blocks(item.blocks, paper, item.title, figures, "GhiChu")), section(paper)


def _blocks(
    blocks: tuple[Block, ...], paper: Paper, title: str, figures: Figures, style: str = "NoiDung"
) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield body_paragraph(block, figures, style)
        else:
            yield table(block, paper.text_width, title, figures)
