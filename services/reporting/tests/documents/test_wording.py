"""How an official text ends, whatever stands last in it."""

from __future__ import annotations

import pytest

from chungtay_reporting.documents.wording import attached_to, ended, recipient_lines
from chungtay_reporting.report import Block, Column, Number, Paragraph, ReportView, Section, Table, Words

TABLE = Table(id="bang", columns=(Column(title="Một"),), rows=())


def section(*blocks: Block, parts: tuple[Section, ...] = ()) -> Section:
    return Section(number="I", title="Kết quả", level=1, blocks=blocks, sections=parts)


def said(sections: tuple[Section, ...]) -> list[str]:
    last = sections[-1]
    while last.sections:
        last = last.sections[-1]
    return ["".join(run.text for run in each.runs) if isinstance(each, Paragraph) else "table" for each in last.blocks]


@pytest.mark.parametrize("text", ["Trên đây là kết quả", "Trên đây là kết quả.", "Trên đây là kết quả./."])
def test_the_last_sentence_ends_with_the_sign_once(text: str) -> None:
    assert said(ended((section(Paragraph(runs=(Words(text=text),))),))) == ["Trên đây là kết quả./."]


def test_after_a_figure_the_sign_is_added() -> None:
    number = Number(id="f-PR01-total", text="12", value=None)
    assert said(ended((section(Paragraph(runs=(Words(text="Có "), number))),))) == ["Có 12./."]


def test_after_a_table_the_sign_stands_alone() -> None:
    assert said(ended((section(TABLE),))) == ["table", "./."]


def test_the_end_is_that_of_the_innermost_part() -> None:
    part = section(Paragraph(runs=(Words(text="Hết."),)))
    outer = section(Paragraph(runs=(Words(text="Đầu."),)), parts=(part,))
    assert said(ended((outer,))) == ["Hết./."]
    assert said(ended((section(),))) == ["./."]
    assert ended(()) == ()


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    assert [*recipient_lines(("- Thường trực HĐND;", "UBND xã, phường", "Lưu: VT, CATX."))] == [
        "- Thường trực HĐND;", "- UBND xã, phường;", "- Lưu: VT, CATX.",
    ]  # fmt: skip


def test_an_appendix_names_its_document_with_or_without_a_number(view: ReportView) -> None:
    unsigned = " ".join(attached_to(view.header).split())
    assert unsigned == "(Kèm theo Báo cáo số /BC-UBND ngày tháng 7 năm 2024 của UBND thị xã Việt Yên)"
    signed = {"number_line": "Số: 123/BC-UBND", "place_date": "Việt Yên, ngày 04 tháng 7 năm 2024"}
    with_number = attached_to(view.header.model_copy(update=signed)).replace("\N{NO-BREAK SPACE}", " ")
    assert "số 123/BC-UBND ngày 04 tháng 7 năm 2024 của" in with_number
