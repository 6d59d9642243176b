"""The report's text: what was reported is told, zero and silence are told apart, every figure is anchored once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from voices import campaign

from chungtay_reporting.aggregation import Cell, Parts
from chungtay_reporting.assembly import Edition, assemble
from chungtay_reporting.completeness import completeness
from chungtay_reporting.definitions import Definitions
from chungtay_reporting.figures import Figures, count_of_units
from chungtay_reporting.heard import CampaignPublished
from chungtay_reporting.report import Paragraph, ReportView, canonical, plain_number
from chungtay_reporting.vector import Mark
from chungtay_reporting.vietnamese import about, day, listed, moment, number, results_of

AT = datetime(2024, 7, 3, 9, tzinfo=UTC)


def view(
    values: dict[tuple[str, str], str], at: datetime = AT, position: int = 5, more: Sequence[Any] = ()
) -> ReportView:
    data = {"campaign": "thang-6", **campaign()}
    published = CampaignPublished.model_validate({**data, "indicators": [*data["indicators"], *more]})
    reports = completeness(published, [], [])
    cells = {
        (code, scope): Cell(code, scope, "value", Parts(Decimal(value), None, Decimal(value)), False, 1)
        for (code, scope), value in values.items()
    }
    for code in ("expected", "received", "late", "returned", "accepted", "missing"):
        cells[code, "total"] = count_of_units(code, reports.of(code))
    vector = {"intake": Mark(position, position.to_bytes(32), "ab")}
    return assemble(Figures(Definitions(published), cells, reports), vector, Edition(at))


def text(found: ReportView) -> str:
    paragraphs = [block for block in found.blocks() if isinstance(block, Paragraph)]
    return "\n".join("".join(run.text for run in p.runs) for p in paragraphs)


def test_figures_are_told_in_official_words() -> None:
    values = {
        ("PR01", "total"): "1127", ("PR02", "total"): "45000", ("EN08", "total"): "12.8", ("MG03", "total"): "28",
        ("EN12", "total"): "0",
    }  # fmt: skip
    told = text(view(values))
    assert "1.127 buổi tuyên truyền trực tiếp cho 45.000 lượt người dự" in told
    assert "heroin thu giữ 12,8 gam" in told
    assert "28 người nghiện đang quản lý" in told
    assert "Không phát sinh: số điểm, tụ điểm phức tạp còn lại." in told
    assert "Chưa có đơn vị nào báo cáo: số thôn, khu phố đã được tuyên truyền" in told


def test_nobody_has_reported_is_told_in_words() -> None:
    told = text(view({}))
    assert "4/4 cơ quan, đơn vị, địa phương chưa báo cáo kết quả." in told
    assert "Có 0/" not in told


def test_obstacles_removed_have_a_sentence_of_their_own() -> None:
    removed = {"code": "OR06", "group": "organisation", "label_vi": "Số khó khăn, vướng mắc đã tháo gỡ",
               "unit_vi": "việc", "aggregation": "sum", "reporters": ["CATX"], "owners": []}  # fmt: skip
    told = text(view({("OR06", "total"): "1"}, more=[removed]))
    assert "Đã tháo gỡ 01 khó khăn, vướng mắc." in told
    assert "đã thực hiện" not in told


@pytest.mark.parametrize(
    ("title", "results", "basis"),
    [
        ("Tháng hành động năm 2024", "Kết quả thực hiện Tháng hành động năm 2024", "về Tháng hành động năm 2024"),
        ("Mở đợt cao điểm năm 2026", "Kết quả mở đợt cao điểm năm 2026", "về việc mở đợt cao điểm năm 2026"),
    ],
)
def test_a_title_that_says_what_to_do_stands_in_a_sentence(title: str, results: str, basis: str) -> None:
    assert (results_of(title), about(title)) == (results, basis)


def test_every_figure_in_print_has_one_anchor_and_stands_in_the_list() -> None:
    found = view({("PR01", "total"): "3", ("PR01", "XP-1"): "3"})
    anchors = Counter(run.id for run in found.numbers() if run.anchor)
    assert set(anchors.values()) == {1}
    assert anchors.keys() == {figure.id for figure in found.figures}
    assert {run.id for run in found.numbers()} == anchors.keys()


def test_two_runs_of_the_same_month_have_one_report_hash() -> None:
    values = {("PR01", "total"): "3"}
    one, other = view(values), view(values, at=datetime(2024, 7, 9, tzinfo=UTC), position=77)
    assert one.report_hash == other.report_hash
    assert one.json_bytes() != other.json_bytes()
    assert one.report_hash != view({("PR01", "total"): "4"}).report_hash


def test_what_is_not_known_yet_is_left_open() -> None:
    header = view({}).header
    assert header.number_line.split() == ["Số:", "/BC-UBND"]
    assert header.place_date.split() == ["Việt", "Yên,", "ngày", "tháng", "7", "năm", "2024"]
    assert "(chưa có số)/KH-UBND tháng 6 năm 2024" in text(view({}))


@pytest.mark.parametrize(
    ("value", "printed"), [("1127", "1.127"), ("12.80", "12,8"), ("1E+6", "1.000.000"), ("0", "0")]
)
def test_numbers_are_written_the_vietnamese_way(value: str, printed: str) -> None:
    assert number(Decimal(value)) == printed


def test_days_and_moments_are_written_the_vietnamese_way() -> None:
    assert day(date(2024, 6, 5)) == "05/6/2024"
    assert day(date(2024, 2, 12)) == "12/02/2024"
    assert moment(AT, "Asia/Ho_Chi_Minh") == "16 giờ 00 ngày 03/7/2024"
    assert listed(["a", "b", "c"]) == "a, b và c"


def test_equal_numbers_have_equal_bytes() -> None:
    assert plain_number(Decimal("12.80")) == plain_number(Decimal("12.8")) == "12.8"
    assert canonical({"b": Decimal("1E+3"), "a": Decimal("0.50")}) == b'{"a":0.5,"b":1000}'
