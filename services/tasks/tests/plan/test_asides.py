"""Brackets that ask something of their own, and the paragraph that ends a list of agencies."""

import pytest
from plan_support import held

from chungtay_tasks.plan import read_plan

HEAD = "KẾ HOẠCH\nThử nghiệm\n\nI. NHIỆM VỤ\n\n"


@pytest.mark.parametrize(
    "aside",
    [
        "Giao Công ty Cấp nước Sông Mai bảo đảm nguồn nước",
        "Giao Công ty Cấp nước Sông Mai tổ chức tập huấn cho đội xung kích",
    ],
)
def test_a_bracket_with_a_verb_of_its_own_is_its_own_duty(aside: str) -> None:
    reading = read_plan(f"{HEAD}1. Điện lực thị xã kiểm tra hệ thống điện ({aside}).\n\n2. Công an thị xã tuần tra.")
    assert held(reading) == [
        ("I.1", "Điện lực thị xã", ["Điện lực thị"]),
        ("I.1", "Công ty Cấp nước Sông Mai", ["Giao Công ty"]),
        ("I.2", "Công an thị xã", ["Công an thị"]),
    ]


def test_the_agency_at_the_lines_start_beats_the_one_in_brackets() -> None:
    reading = read_plan(f"{HEAD}1. UBND các xã rà soát hộ nghèo (Giao Phòng Nội vụ chủ trì).")
    (only,) = reading.assignments
    assert (only.holders, only.duties[0].partners) == (["UBND các xã"], ["Phòng Nội vụ"])
    assert "note_names_another" in {doubt.why for doubt in reading.doubts}


def test_the_bracket_leads_where_the_line_names_nobody() -> None:
    reading = read_plan(f"{HEAD}1. Rà soát hộ nghèo, xong trước ngày 30/9/2024 (Giao Phòng Nội vụ chủ trì).")
    assert held(reading) == [("I.1", "Phòng Nội vụ", ["Rà soát hộ"])]


def test_what_a_bracket_asks_of_others_is_theirs_with_its_own_due() -> None:
    aside = "yêu cầu UBND các phường bố trí nhân lực trước ngày 01/12/2026"
    reading = read_plan(f"{HEAD}1. Trung tâm Y tế tổ chức phun hóa chất ({aside}).")
    assert [(one.holders, [len(duty.due) for duty in one.duties]) for one in reading.assignments] == [
        (["Trung tâm Y tế"], [0]),
        (["UBND các phường"], [1]),
    ]


def test_a_bracket_of_its_own_under_a_heading_leaves_the_heading_its_duty() -> None:
    reading = read_plan(
        f"{HEAD}1. Điện lực thị xã\n\nKiểm tra hệ thống điện (giao Công ty Cấp nước bảo đảm nguồn nước)."
    )
    assert held(reading) == [
        ("I.1", "Điện lực thị xã", ["Kiểm tra hệ"]),
        ("I.1", "Công ty Cấp nước", ["giao Công ty"]),
    ]


def test_an_order_to_all_after_the_last_agency_is_in_no_agencys_clause() -> None:
    reading = read_plan(
        "KẾ HOẠCH\nThử nghiệm\n\nA. TỔ CHỨC THỰC HIỆN\n\n"
        "I. UBND các xã\n\nLập danh sách cơ sở nguy hiểm về cháy, nổ.\n\n"
        "II. Điện lực thị xã kiểm tra hệ thống điện.\n\n"
        "Căn cứ Kế hoạch này, các cơ quan, đơn vị tổ chức thực hiện; báo cáo kết quả về UBND thị xã."
    )
    assert [(clause, names) for clause, names, _ in held(reading)] == [
        ("A.I", "UBND các xã"), ("A.II", "Điện lực thị xã"), ("A", "các cơ quan, đơn vị")
    ]  # fmt: skip
    assert [report.by for report in reading.reports] == [["các cơ quan, đơn vị"]]
