"""Repair: what a word processor, a scanner or a page break did to the text is undone, and no letter is lost."""

import unicodedata

import pytest

from chungtay_tasks.plan.folded import key
from chungtay_tasks.plan.text import repair


@pytest.mark.parametrize(
    ("raw", "paragraphs"),
    [
        ("- Duy trì quy chế phối\n\nhợp giữa các ngành.", ["- Duy trì quy chế phối hợp giữa các ngành."]),
        ("- Duy trì quy chế phối\n\n12\n\f\nhợp giữa các ngành.", ["- Duy trì quy chế phối hợp giữa các ngành."]),
        ("1. Công an thị xã\n\n- Chỉ đạo các đội.", ["1. Công an thị xã", "- Chỉ đạo các đội."]),
        ("3. Phòng Y tế\n\nHướng dẫn các trạm y tế.", ["3. Phòng Y tế", "Hướng dẫn các trạm y tế."]),
        ("3. Phòng Lao động\n- Thương binh và Xã hội", ["3. Phòng Lao động - Thương binh và Xã hội"]),
        ("**trước ngày 01/7/2024**", ["trước ngày 01/7/2024"]),
        ("# Về việc *thi đua*", ["Về việc thi đua"]),
        ("K Ế  H O Ạ C H", ["KẾ HOẠCH"]),
        ("UBND các t ỉ nh, Bộ Ng o ại giao, Trợ l ý, xã hộ i", ["UBND các tỉnh, Bộ Ngoại giao, Trợ lý, xã hội"]),
        ("\ufeffSố:\u00a045/KH-UBND\u200b", ["Số: 45/KH-UBND"]),
        (
            "1\tTập huấn\tPhòng Nội vụ\n2\tHọp\tPhòng Y tế",
            ["| 1 | Tập huấn | Phòng Nội vụ |", "| 2 | Họp | Phòng Y tế |"],
        ),
        ("Rà soát\tcác\tđiểm nóng", ["Rà soát các điểm nóng"]),
        ("| Số: 2/KH | Hà Nội, ngày\n11 tháng 11 năm 2013 |", ["| Số: 2/KH | Hà Nội, ngày 11 tháng 11 năm 2013 |"]),
    ],
)
def test_broken_lines_become_the_paragraphs_they_were(raw: str, paragraphs: list[str]) -> None:
    assert repair(raw).text.split("\n") == paragraphs


def test_lines_cut_at_a_margin_are_joined_and_headings_stay_alone() -> None:
    raw = (
        "2. Phòng Văn hóa và Thông tin\n"
        "Phối hợp với các cơ quan báo chí đẩy mạnh tuyên truyền ở\n"
        "Trung tâm huyện và các xã; xây dựng chuyên mục về an toàn\n"
        "giao thông trên Đài Truyền thanh huyện, tăng thời lượng và\n"
        "tần suất phát vào giờ cao điểm trong suốt tháng hành động.\n"
        "3. Công an huyện\n"
        "Tuần tra kiểm soát.\n"
    )
    assert len(repair(raw).text.split("\n")) == 4


def test_page_numbers_are_listed_as_removed() -> None:
    assert [removed.text for removed in repair("Một đoạn\n\n- 3 -\n\ncòn dở.").removed] == ["- 3 -"]


def test_decomposed_text_is_composed() -> None:
    assert repair(unicodedata.normalize("NFD", "Việt Yên")).text == "Việt Yên"


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("uỷ ban", "ủy ban"), ("khoẻ", "khỏe"), ("THUỶ", "thủy")])
def test_both_tone_placements_match(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuyền", "İstanbul", "ngoài"])
def test_the_matching_form_is_as_long_as_the_text(word: str) -> None:
    assert len(key(word)) == len(word)
