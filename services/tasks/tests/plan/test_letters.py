"""Official letters: whom a letter speaks to, and whose letter it is."""

import pytest
from plan_support import held

from chungtay_tasks.plan import PlanReading, read_plan

LISTED = "Kính gửi:\n- Công an các xã, phường;\n- Đội Cảnh sát giao thông."
IN_LINE = "Kính gửi: Công an các xã, phường; Đội Cảnh sát giao thông."


def letter(asks: str, items: str, addressed: str = LISTED) -> PlanReading:
    head = (
        "UBND THỊ XÃ SÔNG MAI\nCÔNG AN THỊ XÃ\nSố: 88/CATX-TH\nV/v phòng ngừa cháy, nổ\n"
        "Sông Mai, ngày 18 tháng 11 năm 2026"
    )
    return read_plan(f"{head}\n\n{addressed}\n\nNguy cơ cháy, nổ tăng cao. {asks}\n\n{items}\n")


ITEMS = (
    "1. Rà soát 100% cơ sở, xong trước ngày 30/11/2026.\n\n"
    "2. Đội Cảnh sát giao thông chủ trì, phối hợp Công an các xã, phường bố trí lực lượng phân luồng.\n\n"
    "3. Hằng quý, trước ngày 15 tháng cuối quý, gửi báo cáo về Công an thị xã (qua Đội Tổng hợp)."
)


@pytest.mark.parametrize("addressed", [LISTED, IN_LINE])
@pytest.mark.parametrize(
    "asks",
    [
        "Công an thị xã yêu cầu các đơn vị thực hiện tốt các nội dung sau:",
        "Công an thị xã đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:",
        "Công an thị xã yêu cầu thực hiện tốt các nội dung sau:",
    ],
)
def test_what_the_sender_asks_of_the_units_its_addressees_hold(asks: str, addressed: str) -> None:
    reading = letter(asks, ITEMS, addressed)
    everybody = "Công an các xã, phường; Đội Cảnh sát giao thông"
    assert [(clause, names) for clause, names, _ in held(reading)] == [
        ("1", everybody), ("2", "Đội Cảnh sát giao thông"), ("3", everybody)
    ]  # fmt: skip
    assert [doubt.why for doubt in reading.doubts].count("addressees_taken") == 2
    assert [report.by for report in reading.reports] == [["Công an các xã, phường", "Đội Cảnh sát giao thông"]]


def test_helpers_are_partners_with_or_without_the_word_with() -> None:
    reading = letter("Công an thị xã yêu cầu các đơn vị thực hiện các nội dung sau:", ITEMS)
    assert [duty.partners for one in reading.assignments for duty in one.duties if one.clause == "2"] == [
        ["Công an các xã, phường"]
    ]


def test_the_units_in_a_letter_are_those_it_is_sent_to() -> None:
    items = ITEMS + "\n\n4. Đội Cảnh sát giao thông\n\nTuần tra.\n\nCác đơn vị báo cáo kết quả trước ngày 05/12/2026."
    reading = letter("Công an thị xã thông báo như sau:", items)
    assert [(group.name, group.members) for group in reading.groups if group.name == "Các đơn vị"] == [
        ("Các đơn vị", reading.addressees)
    ]


def test_a_duty_left_with_the_sender_is_doubted() -> None:
    reading = letter("Công an thị xã thông báo như sau:", "1. Công an thị xã tổ chức kiểm tra đột xuất các cơ sở.")
    assert "issuer_holds" in {doubt.why for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("UBND THỊ XÃ SÔNG MAI\nCÔNG AN THỊ XÃ", "Công an thị xã Sông Mai"),
        ("CÔNG AN TỈNH HẢI SƠN\nCÔNG AN HUYỆN", "Công an huyện Sông Mai"),
        ("CÔNG AN THỊ XÃ", "Công an thị xã Sông Mai"),
        ("UBND TỈNH HẢI SƠN\nSỞ Y TẾ", "Sở Y tế"),
    ],
)
def test_an_issuer_has_the_name_of_its_place(head: str, issuer: str) -> None:
    text = f"{head}\nSố: 88/CV\nSông Mai, ngày 18 tháng 11 năm 2026\n\n{IN_LINE}\n\n1. Rà soát các cơ sở."
    assert read_plan(text).issuer == issuer
    assert read_plan(text.replace("Sông Mai,", "Thị xã Sông Mai,")).issuer == issuer
