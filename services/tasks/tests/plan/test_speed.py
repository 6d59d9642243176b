"""Sixty pages take seconds, and no text makes a pattern run away."""

import time

import pytest
from plan_support import SAMPLE

from chungtay_tasks.plan import read_plan

SIXTY_PAGES = 180_000  # characters


def seconds(text: str) -> float:
    begun = time.perf_counter()
    read_plan(text)
    return time.perf_counter() - begun


def test_a_plan_of_sixty_pages_takes_seconds() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert seconds(text * (SIXTY_PAGES // len(text) + 1)) < 5


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "“",
        "a",
        "| ",
        "các ",
        "Công an xã, ",
        "Công an xã; ",
        "1. ",
        "- ",
        "trước ",
        "ngày 1/1 ",
        "báo cáo về ",
        "12 ",
        "KT. ",
        "đến ",
        "A B C D E ",
    ],
)
def test_hostile_repetition_takes_seconds(unit: str) -> None:
    assert seconds("KẾ HOẠCH\nX\nI. NHIỆM VỤ\n" + unit * (60_000 // len(unit))) < 5
