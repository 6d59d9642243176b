"""Patterns in words."""

from __future__ import annotations

import pytest

from chungtay_kernel.patterns import in_words


@pytest.mark.parametrize(
    ("pattern", "vi"),
    [
        (r"^[A-Za-z0-9-]{1,32}$", "1–32 ký tự: chữ không dấu, chữ số, dấu gạch nối"),
        (r"^[a-z0-9][a-z0-9-]{0,63}$", "1–64 ký tự: chữ thường không dấu, chữ số, dấu gạch nối"),
        (r"^[0-9a-f]{64}$", "64 ký tự: chữ a–f, chữ số"),
        (r"^([01]\d|2[0-3]):[0-5]\d$", "giờ dạng 17:00"),
        (r"^x|y$", "chuỗi theo mẫu ^x|y$"),
    ],
)
def test_a_pattern_is_told_in_words(pattern: str, vi: str) -> None:
    assert in_words(pattern)[0] == vi
