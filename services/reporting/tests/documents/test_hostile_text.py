"""What people typed is printed as they typed it, and never becomes markup."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from chungtay_reporting.documents import extract_figures, render_docx, render_html
from chungtay_reporting.report import Figure, Paragraph, ReportView, Words

HOSTILE = """</w:t></w:r><script>alert('1')</script>"'&amp;]]>{{ 7*7 }}{% raw %}<!--"""


def poisoned(view: ReportView, text: str) -> ReportView:
    """The text wherever people write: titles, names, paragraphs, cells, labels of figures."""
    first = view.figures[0].model_copy(update={"label": text})
    header = view.header.model_copy(update=dict.fromkeys(type(view.header).model_fields, text))
    section = view.sections[0].model_copy(update={"title": text, "blocks": (Paragraph(runs=(Words(text=text),)),)})
    appendix = view.appendices[0].model_copy(update={"title": text, "label": text})
    return view.model_copy(
        update={
            "title": text, "status": text, "as_of_text": text, "header": header, "recipients": (text,),
            "signature": view.signature.model_copy(update={"titles": (text,)}),
            "sections": (section, *view.sections[1:]),
            "appendices": (appendix, *view.appendices[1:]), "figures": (first, *view.figures[1:]),
        }
    )  # fmt: skip


def page_of(view: ReportView) -> html.HtmlElement:
    return html.document_fromstring(render_html(view), parser=html.HTMLParser(encoding="utf-8"))


def text_of(view: ReportView) -> str:
    document = Document(BytesIO(render_docx(view)))
    return "\n".join(text.text or "" for text in document.element.iter(qn("w:t")))


def test_markup_stays_text(view: ReportView) -> None:
    hostile = poisoned(view, HOSTILE)
    page = page_of(hostile)
    assert not page.xpath("//script|//comment()")
    assert HOSTILE in page.get_element_by_id("muc-1").text_content()
    assert page.findtext(".//title") == HOSTILE
    assert HOSTILE in text_of(hostile)


def test_figures_come_through_hostile_text(view: ReportView) -> None:
    hostile = poisoned(view, HOSTILE)
    assert extract_figures(render_html(hostile), "html") == extract_figures(render_docx(hostile), "docx")


@pytest.mark.parametrize("control", ["\x01", "\x0b", "\x1f", "\x7f", "\ufffe", "\u202e", "\u2066", "\ud800"])
def test_what_no_document_may_hold_is_shown_as_a_gap(view: ReportView, control: str) -> None:
    hostile = poisoned(view, f"trước{control}sau")
    assert "trước\ufffdsau" in page_of(hostile).get_element_by_id("muc-1").text_content()
    assert "trước\ufffdsau" in text_of(hostile)


def test_decomposed_text_is_composed(view: ReportView) -> None:
    decomposed = poisoned(view, normalize("NFD", "Việt Yên"))
    assert "Việt Yên" in page_of(decomposed).get_element_by_id("muc-1").text_content()
    assert "Việt Yên" in text_of(decomposed)


def test_a_long_label_fits_the_name_that_word_takes(view: ReportView) -> None:
    figure: Figure = view.figures[0].model_copy(update={"label": "x" * 300})
    document = Document(BytesIO(render_docx(view.model_copy(update={"figures": (figure, *view.figures[1:])}))))
    names = [each.get(qn("w:val")) for each in document.element.iter(qn("w:alias"))]
    assert "x" * 64 in names
