"""The page reads on a screen, to a screen reader and without a network, and is the same document as in Word."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from unicodedata import is_normalized

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from chungtay_reporting.documents import render_docx, render_html
from chungtay_reporting.report import ReportView


@pytest.fixture
def page(view: ReportView) -> html.HtmlElement:
    return parsed(view)


def parsed(view: ReportView) -> html.HtmlElement:
    return html.document_fromstring(render_html(view), parser=html.HTMLParser(encoding="utf-8"))


def words(texts: list[str]) -> list[str]:
    return re.sub(r"\s+", " ", " ".join(texts)).split()


def test_page_and_word_file_say_the_same(view: ReportView) -> None:
    text = (
        "self::p or self::li or self::th or self::td or self::h1 or self::h2 or self::h3 or self::caption[not(@class)]"
    )
    sheets = parsed(view).xpath(f"//main//*[{text}][not(@class='mark') and not(ancestor::*[@class='seal'])]")
    document = Document(BytesIO(render_docx(view)))
    paragraphs = [
        "".join(text.text or "" for text in each.iter(qn("w:t")))
        for each in document.element.body.iter(qn("w:p"))
        if not (each.style or "").startswith("NiemPhong")
    ]
    assert words([each.text_content() for each in sheets]) == words(paragraphs)


def test_the_page_is_vietnamese_titled_and_begins_with_a_way_to_the_text(
    page: html.HtmlElement, view: ReportView
) -> None:
    assert page.get("lang") == "vi"
    assert page.findtext(".//title") == view.title
    assert page.find_class("skip")[0].get("href") == "#noi-dung"
    assert len(page.xpath("//h1")) == 1
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_table_has_a_caption_and_cells_that_say_what_they_head(page: html.HtmlElement) -> None:
    tables = page.xpath("//table")
    assert len(tables) == 5
    for table in tables:
        assert table.findtext("caption")
        assert all(each.get("scope") == "col" for each in table.xpath("thead//th"))
        assert all(row.xpath("count(th[@scope='row' or @scope='rowgroup'])") == 1 for row in table.xpath("tbody/tr"))


def test_nothing_is_loaded_and_nothing_runs(view: ReportView, page: html.HtmlElement) -> None:
    assert not page.xpath("//script|//link|//img|//iframe|//@src|//@onclick|//@style")
    assert "url(" not in page.findtext(".//style")
    digest = b64encode(sha256(page.findtext(".//style").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert b"http://" not in render_html(view)


def test_ids_are_unique_and_every_link_inside_the_page_arrives(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_a_figure_opens_to_its_explanation_as_of_the_same_moment(page: html.HtmlElement) -> None:
    figure = page.get_element_by_id("f-PR03-total")
    assert (figure.tag, figure.get("class"), figure.get("value"), figure.text) == ("data", "figure", "1127", "1.127")
    link = figure.getparent()
    assert link.get("href") == (
        "/reporting/campaigns/chung-tay-2024-06/figures/f-PR03-total/explain?as_of=2024-07-03T09%3A00%3A00Z"
    )
    assert link.get("title") == "Số lượt phát trên hệ thống truyền thanh: 63 hoạt động"


def test_a_sign_in_a_table_says_what_it_stands_for(page: html.HtmlElement) -> None:
    signs = {"f-JU06-total": ("…", "chưa báo cáo"), "f-EN02-XP-07777": ("x", "không áp dụng")}
    for figure, (sign, words_of_it) in signs.items():
        data = page.get_element_by_id(figure)
        assert (data.text, data.get("value")) == (sign, "")
        assert data.getparent().get("title").endswith(f": {words_of_it}")


def test_a_figure_is_mentioned_again_without_its_id(page: html.HtmlElement) -> None:
    mentions = page.xpath("//data[@data-figure='f-PR03-total']")
    assert [(each.get("data-part"), each.get("value")) for each in mentions] == [
        ("value", "1127"), ("accepted", "1071"), ("provisional", "56"), ("value", "1127"),
    ]  # fmt: skip
    assert not any(each.get("id") or each.get("class") for each in mentions)


def test_a_view_of_the_past_is_framed(view: ReportView) -> None:
    assert parsed(view).find("body").get("class") is None
    assert parsed(view.model_copy(update={"past": True})).find("body").get("class") == "past"


def test_the_page_prints_on_the_decrees_paper(page: html.HtmlElement) -> None:
    style = page.findtext(".//style")
    assert "size: A4 portrait; margin: 20mm 20mm 20mm 30mm; @top-center { content: counter(page)" in style
    assert "@page :first { @top-center { content: none; } }" in style
    assert "thead { display: table-header-group; }" in style


def test_the_page_is_composed_text(view: ReportView) -> None:
    assert is_normalized("NFC", render_html(view).decode())
