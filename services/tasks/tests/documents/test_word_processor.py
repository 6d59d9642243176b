"""The sample plan as a word processor writes it reads like the text: lettered, tabled, and exported to PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from office import NO_SOFFICE, SOFFICE, W, to_pdf

from chungtay_tasks import sample
from chungtay_tasks.documents import open_document
from chungtay_tasks.plan import PlanReading, read_plan

_LISTS = {
    re.compile(r"[IVX]+\. "): ("upperRoman", "%1."),
    re.compile(r"\d+\. "): ("decimal", "%1."),
    re.compile(r"- "): ("bullet", "-"),
}


def told(reading: PlanReading) -> dict[str, Any]:
    """Everything a reading says but for the places in the text."""
    fields = ("kind", "title", "issuer", "symbol", "place", "issue_month", "period", "slogan", "recipients", "signer")
    duties = [
        (one.clause, one.mode, one.holders, one.partners, [(duty.text, duty.due, duty.pointer) for duty in one.duties])
        for one in reading.assignments
    ]
    reports = [(one.clause, one.by, one.to, one.via, one.due) for one in reading.reports]
    return {**{name: getattr(reading, name) for name in fields}, "duties": duties, "reports": reports}


def numbered(document: Document) -> Iterator[int]:
    """Ids of new lists: one for Roman numerals, one for bullets, and a decimal one for every use."""
    root = document.part.numbering_part.element
    for abstract, (style, text) in enumerate(_LISTS.values(), 900):
        root.insert(0, parse_xml(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{abstract}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        ))  # fmt: skip
    number = 900
    while True:
        for abstract in range(900, 903):
            override = (
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if abstract == 901 else ""
            )
            root.append(parse_xml(
                f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            ))  # fmt: skip
            number += 1
        yield number - 3


def word_file(path: Path) -> Path:
    """The sample as a clerk would type it: letterhead and signature in tables, numbers and bullets automatic."""
    document = docx.Document()
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height, section.left_margin = Cm(21), Cm(29.7), Cm(3)
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    blocks = sample.plan_text().strip().split("\n\n")
    letterhead = document.add_table(2, 2)
    for place, block in enumerate(blocks[:4]):
        letterhead.cell(place // 2, place % 2).text = block
    closing = blocks.index("Nơi nhận:")
    lists = numbered(document)
    roman = decimal = next(lists)
    for block in blocks[4:closing]:
        if re.match(r"[IVX]+\. ", block):
            decimal = next(lists)
        _paragraph(document.add_paragraph(), block, roman, decimal)
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "\n".join(blocks[closing:-1])
    foot.cell(0, 1).text = blocks[-1]
    document.save(str(path))
    return path


def _paragraph(paragraph: Paragraph, text: str, roman: int, decimal: int) -> None:
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if text == "KẾ HOẠCH" else WD_ALIGN_PARAGRAPH.JUSTIFY
    for pattern, number in zip(_LISTS, (roman, decimal + 1, roman + 2), strict=True):
        if found := pattern.match(text):
            text = text[found.end() :]
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(
                f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            ))  # fmt: skip
    paragraph.add_run(text)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return word_file(tmp_path_factory.mktemp("office") / "ke-hoach.docx")


def test_the_word_file_reads_like_the_text(written: Path) -> None:
    document = open_document(written.read_bytes(), written.name)
    assert told(read_plan(document.text)) == told(read_plan(sample.plan_text()))
    assert list(document.notices) == []


def test_numbers_and_bullets_are_not_in_the_files_text(written: Path) -> None:
    texts = [paragraph.text for paragraph in docx.Document(str(written)).paragraphs]
    assert "Công an thị xã" in texts
    assert not any(re.match(r"[IVX]+\. |\d+\. |- ", text) for text in texts)


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_the_pdf_that_a_word_processor_exports_reads_like_the_text(written: Path) -> None:
    exported = to_pdf(written)
    document = open_document(exported.read_bytes(), exported.name)
    assert told(read_plan(document.text)) == told(read_plan(sample.plan_text()))
    assert document.pages == 4
