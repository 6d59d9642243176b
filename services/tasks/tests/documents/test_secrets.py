"""Plans marked as State secrets are refused, wherever the mark stands; the word inside a sentence is no mark."""

from __future__ import annotations

import logging

import pytest
from office import cell, docx, p, table

from bench.written_pdf import Sheet, pdf
from chungtay_tasks.documents import open_document
from chungtay_tasks.plan import PlanRefused, read_plan
from chungtay_tasks.plan.secrecy import mark_in

HEAD = "UBND TỈNH\nSố: 01/KH-UBND\n\n{}\n\nKẾ HOẠCH\nBảo vệ sự kiện\n\nI. NHIỆM VỤ\n1. Công an xã\nTuần tra."


STAMP = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('MẬT')}</w:txbxContent></v:textbox></w:pict></w:r>"


def refused(data: bytes, name: str) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        open_document(data, name)
    assert caught.value.code == "plan_secret"
    return caught.value


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("- (MẬT) -", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("TUYE\u0323\u0302T MA\u0323\u0302T", "TUYỆT MẬT"),
        ("Mật", None),
        ("bảo mật", None),
        ("BẢO MẬT THÔNG TIN", None),
        ("Bảo đảm bí mật, an toàn; không để lộ tin MẬT.", None),
        ("ĐỘ MẬT", None),
    ],
)
def test_what_is_a_mark(line: str, mark: str | None) -> None:
    assert mark_in(line) == mark


def test_a_text_with_a_mark_in_its_head_is_refused_by_both_doors() -> None:
    assert "TỐI MẬT" in refused(HEAD.format("TỐI MẬT").encode(), "a.txt").vi
    with pytest.raises(PlanRefused):
        read_plan(HEAD.format("MẬT"))


def test_the_word_in_a_sentence_is_no_mark() -> None:
    text = HEAD.format("") + " Bảo mật thông tin; giữ bí mật công tác."
    assert open_document(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        docx(p("MẬT") + p("KẾ HOẠCH")),
        docx(table([cell("Số: 1/KH", "MẬT"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]) + p("KẾ HOẠCH")),
        docx(p("KẾ HOẠCH"), header=p("Mật")),
        docx(p("KẾ HOẠCH"), footer=table([cell("Trang 1"), cell("TỐI MẬT")])),
        docx(p("KẾ HOẠCH"), header='<w:p><w:r><w:pict><v:textpath string="TUYỆT MẬT"/></w:pict></w:r></w:p>'),
        docx(p("KẾ HOẠCH", runs=STAMP)),
    ],
    ids=["line", "letterhead", "header", "footer", "watermark", "stamp"],
)  # fmt: skip
def test_a_word_file_is_refused_wherever_the_mark_stands(data: bytes) -> None:
    refused(data, "a.docx")


def test_a_table_that_speaks_of_grades_is_no_secret() -> None:
    rows = [[cell("Nội dung"), cell("Độ mật")], [cell("Rà soát danh mục"), cell("Mật")]]
    assert open_document(docx(table(*rows)), "a.docx").text


@pytest.mark.parametrize(("x", "y"), [(72, 800), (72, 30), (300, 790)])
def test_a_pdf_is_refused_for_a_mark_at_the_edge_of_any_page(x: float, y: float) -> None:
    sheets = [Sheet(), Sheet()]
    for sheet in sheets:
        for line in range(5):
            sheet.write(72, 600 - 16 * line, f"{line}. Kế hoạch phòng, chống ma túy năm 2024")
    sheets[1].write(72, 790, "Phụ lục")
    sheets[1].write(x, y, "MẬT")
    refused(pdf(sheets), "a.pdf")


def test_nothing_of_a_refused_file_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    found = refused(docx(p("MẬT") + p("Kế hoạch đón đoàn số 77")), "a.docx")
    said = f"{found.vi}{found.en}{found.remedy_vi}{found.remedy_en}{caplog.text}{''.join(capfd.readouterr())}"
    assert "77" not in said
    assert "Luật Bảo vệ bí mật nhà nước" in found.vi
