"""Two documents can be held against each other: every figure carries its id and its value in each format."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay_reporting.documents import extract_figures, render_docx, render_html
from chungtay_reporting.documents.extract import printed_value
from chungtay_reporting.report import ReportView


def test_the_three_formats_hold_the_same_figures(view: ReportView) -> None:
    told = {figure.id: figure.value for figure in view.figures}
    assert extract_figures(view.json_bytes(), "json") == told
    assert extract_figures(render_html(view), "html") == told
    assert extract_figures(render_docx(view), "docx") == told


def test_a_figure_given_nowhere_is_no_number_and_zero_is_one(view: ReportView) -> None:
    figures = extract_figures(render_docx(view), "docx")
    assert figures["f-JU06-total"] is None  # chưa báo cáo
    assert figures["f-EN02-XP-07777"] is None  # không áp dụng
    assert figures["f-EN10-total"] == 0


def test_the_same_view_gives_the_same_bytes(view: ReportView, sealed: ReportView) -> None:
    for each in (view, sealed):
        again = ReportView.model_validate_json(each.model_dump_json())
        assert render_html(each) == render_html(again)
        assert render_docx(each) == render_docx(again)


def test_a_word_file_tells_no_moment_but_the_reports_own(view: ReportView) -> None:
    with ZipFile(BytesIO(render_docx(view))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2024-07-03T09:00:00Z") == 2


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1.127", "1127"), ("12,8", "12.8"), ("0", "0"), ("86.500.000", "86500000"), ("-3", "-3"), ("1.200,05", "1200.05"),
     ("không phát sinh", "0"), ("chưa báo cáo", None), ("không áp dụng", None), ("-", None)],
)  # fmt: skip
def test_a_printed_number_is_read_the_vietnamese_way(printed: str, value: str | None) -> None:
    assert printed_value(printed) == (None if value is None else Decimal(value))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_printed_reads_back(value: Decimal) -> None:
    whole, _, part = format(value, "f").partition(".")
    assert printed_value(f"{int(whole):,}".replace(",", ".") + f",{part}") == value


@pytest.mark.parametrize("printed", ["1,127.5", "12.8", "1.12.7", "hơn 40", "3 vụ"])
def test_a_number_written_otherwise_is_refused_rather_than_guessed(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a number as a report prints it"):
        printed_value(printed)


def test_an_id_that_occurs_twice_is_refused(view: ReportView) -> None:
    page = render_html(view)
    with pytest.raises(ValueError, match="f-PR01-total occurs twice"):
        extract_figures(page.replace(b'id="f-PR02-total"', b'id="f-PR01-total"'), "html")


def test_only_formats_that_carry_ids_are_read() -> None:
    with pytest.raises(ValueError, match="no figures are read from 'odt'"):
        extract_figures(b"", "odt")
