"""The Word file is the official document: Decree 30/2020/NĐ-CP, part by part."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from unicodedata import is_normalized
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from chungtay_reporting.documents import render_docx
from chungtay_reporting.report import ReportView

GOLDEN = Path(__file__).with_name("report.golden.txt")


@pytest.fixture
def document(view: ReportView) -> WordDocument:
    return Document(BytesIO(render_docx(view)))


def lines(document: WordDocument) -> list[str]:
    """Every paragraph in reading order, tables included, with the name of its style."""
    paragraphs = (Paragraph(element, document) for element in document.element.body.iter(qn("w:p")))
    return [f"[{each.style.name}] {text}" for each in paragraphs if (text := shown(each))]


def shown(paragraph: Paragraph) -> str:
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


def styled(document: WordDocument, style: str) -> list[str]:
    return [line.removeprefix(f"[{style}] ") for line in lines(document) if line.startswith(f"[{style}] ")]


def test_the_text_stands_in_the_official_order_and_styles(document: WordDocument) -> None:
    text = "\n".join(lines(document)) + "\n"
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8"), "if the change is meant, run once with RENEW_GOLDEN=1 and read the diff"


def test_the_head_holds_state_issuer_number_left_open_and_place(document: WordDocument) -> None:
    issuer, state = document.tables[0].rows[0].cells
    number, place = document.tables[0].rows[1].cells
    assert issuer.text.strip() == "UBND THỊ XÃ VIỆT YÊN"
    assert state.text.strip() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert number.text.split() == ["Số:", "/BC-UBND"]
    assert place.text.split() == ["Việt", "Yên,", "ngày", "tháng", "7", "năm", "2024"]
    assert place.paragraphs[0].style.font.italic
    assert (styled(document, "Tên loại văn bản"), len(styled(document, "Trích yếu"))) == (["BÁO CÁO"], 1)


def test_the_state_the_issuer_and_the_summary_stand_over_rules(document: WordDocument) -> None:
    rules = [
        each for each in document.element.body.iter(qn("w:p")) if Paragraph(each, document).style.name == "Đường kẻ"
    ]
    assert len(rules) == 3
    assert document.styles["Đường kẻ"].element.find(f".//{qn('w:top')}").get(qn("w:val")) == "single"


def test_a_superior_body_stands_over_the_issuer_in_plain_capitals(view: ReportView) -> None:
    header = view.header.model_copy(update={"superior": "UBND tỉnh Bắc Giang"})
    document = Document(BytesIO(render_docx(view.model_copy(update={"header": header}))))
    superior = document.tables[0].rows[0].cells[0].paragraphs[0]
    assert (superior.text, superior.style.font.bold) == ("UBND TỈNH BẮC GIANG", None)


def test_body_is_times_new_roman_14_justified_with_an_indent(document: WordDocument) -> None:
    body = document.styles["Nội dung"]
    assert (body.font.size, body.paragraph_format.alignment) == (Pt(14), WD_ALIGN_PARAGRAPH.JUSTIFY)
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert body.paragraph_format.space_before >= Pt(6)
    fonts = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_paper_and_margins_are_those_of_the_decree(document: WordDocument) -> None:
    for section in document.sections:
        landscape = section.orientation == WD_ORIENT.LANDSCAPE
        width, height = (297, 210) if landscape else (210, 297)
        binding = section.top_margin if landscape else section.left_margin
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)
        assert Mm(29.9) < binding < Mm(35)
        assert Mm(14.9) < section.right_margin < Mm(25)
    assert [each.orientation == WD_ORIENT.LANDSCAPE for each in document.sections] == [False] * 4 + [True, False]


def test_pages_are_numbered_at_the_top_from_the_second_and_anew_in_each_appendix(document: WordDocument) -> None:
    first = document.sections[0]
    assert "PAGE" in first.header.part.element.xml
    assert "PAGE" not in first.first_page_header.part.element.xml
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert all(section.header.is_linked_to_previous for section in document.sections[1:])


def test_the_text_ends_with_its_sign_and_the_signers_title_stands_without_a_name(document: WordDocument) -> None:
    assert styled(document, "Nội dung")[-1].endswith("báo cáo./.")
    assert styled(document, "Chức vụ người ký") == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    recipients = styled(document, "Nơi nhận, từng dòng")
    assert (recipients[0], recipients[-1]) == ("- Văn phòng UBND tỉnh;", "- Lưu: VT, CATX.")


def test_header_rows_repeat_and_no_row_breaks(document: WordDocument) -> None:
    for table in document.tables[2:]:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


def test_no_number_is_broken_by_a_narrow_column(document: WordDocument) -> None:
    for table in document.tables[2:]:
        millimetres_a_digit = table.rows[1].cells[0].paragraphs[0].style.font.size.mm / 2
        for column in table.columns:
            numbers = [len(word) for cell in column.cells for word in cell.text.split() if word[-1:].isdigit()]
            assert column.width.mm > max(numbers, default=0) * millimetres_a_digit + 2.5


def test_a_figure_is_a_locked_control_with_the_number_alone(document: WordDocument) -> None:
    controls = [*document.element.body.iter(qn("w:sdt"))]
    properties = [each.find(qn("w:sdtPr")) for each in controls]
    ids = [each.find(qn("w:id")).get(qn("w:val")) for each in properties]
    assert len(set(ids)) == len(ids) == 172
    assert {each.find(qn("w:lock")).get(qn("w:val")) for each in properties} == {"contentLocked"}
    assert (
        max(len(each.find(qn(f"w:{name}")).get(qn("w:val"))) for each in properties for name in ("alias", "tag")) <= 64
    )


def test_draft_and_sealed_copies_say_what_they_are(view: ReportView, sealed: ReportView) -> None:
    for each, status, words in (
        (view, "Bản dự thảo, chưa niêm phong", "Mã niêm phong: chưa có"),
        (sealed, "Bản niêm phong số 1", "key-2024-a"),
    ):
        document = Document(BytesIO(render_docx(each)))
        assert document.sections[0].first_page_header.paragraphs[0].text.startswith(f"{status} · Số liệu tính đến")
        assert each.figures_hash[:16] in document.sections[0].footer.paragraphs[0].text
        seal = "\n".join(styled(document, "Xác nhận số liệu, từng dòng"))
        assert each.figures_hash in seal
        assert words in seal


def test_the_file_says_its_title_and_language(document: WordDocument, view: ReportView) -> None:
    properties = document.core_properties
    assert (properties.title, properties.language) == (view.title, "vi-VN")
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_nothing_of_the_library_template_is_left(view: ReportView) -> None:
    with ZipFile(BytesIO(render_docx(view))) as package:
        names = " ".join(package.namelist())
    assert not any(word in names for word in ("thumbnail", "customXml", "stylesWithEffects", "numbering"))


def test_every_part_is_composed_text(view: ReportView) -> None:
    with ZipFile(BytesIO(render_docx(view))) as package:
        assert all(is_normalized("NFC", package.read(name).decode()) for name in package.namelist())
