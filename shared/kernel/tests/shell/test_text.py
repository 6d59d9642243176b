"""Text that people write."""

from __future__ import annotations

import pytest

from chungtay_kernel.text import fold, personal_data


@pytest.mark.parametrize("written", ["Hoà Bình", "HÒA BÌNH", "hòa bình", "hoa binh"])
def test_search_ignores_case_diacritics_and_where_the_tone_stands(written: str) -> None:
    assert fold(written) == "hoa binh"


def test_d_with_stroke_folds_to_d() -> None:
    assert fold("Đường Điện Biên") == "duong dien bien"


@pytest.mark.parametrize(
    "text",
    [
        "CCCD 001083012345 của đối tượng",
        "số:001083012345.",
        "079 083 012 345",
        "079.083.012.345",
        "gọi 0912345678",
        "gọi 0912 345 678 12 người nghe",
        "gọi 0912.345.678",
        "+84 912 345 678",
        "84912345678",
        "0204 385 4321",
    ],
)
def test_identity_and_telephone_numbers_are_found(text: str) -> None:
    masked = personal_data(text)
    assert masked is not None
    assert "*" in masked
    assert not any(part.isdigit() and len(part) > 4 for part in masked.split("*"))


@pytest.mark.parametrize(
    "text",
    [
        "127.000.000.000 đồng",
        "84.500.000.000 đồng",
        "ngày 03-06-2024 15 người dự",
        "từ 01/6/2024 đến 30/6/2024, 07:00",
        "Số 120/KH-UBND",
        "1.127 lượt, 0,5 %",
        "20240615 1234567",
        "a 0190163d-8694-739b-aea5-966c26f8ad90",
    ],
)
def test_amounts_dates_and_document_numbers_are_left_alone(text: str) -> None:
    assert personal_data(text) is None
