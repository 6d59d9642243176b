"""Sixty pages take seconds, and no text makes a pattern run away."""

import sys
import time
from pathlib import Path

import pytest
from plan_support import SAMPLE, TEXTS

from chungtay_tasks.plan import read_plan

SIXTY_PAGES = 180_000  # characters


def seconds(text: str) -> float:
    begun = time.perf_counter()
    read_plan(text)
    return time.perf_counter() - begun


def test_a_plan_of_sixty_pages_takes_seconds() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert seconds(text * (SIXTY_PAGES // len(text) + 1)) < 5


def steps(text: str) -> int:
    """Calls made while reading, of our functions and of the patterns they run."""
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        read_plan(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", sorted(TEXTS.glob("*.txt")), ids=lambda text: text.stem)
def test_twice_the_text_is_twice_the_work(text: Path) -> None:
    words = text.read_text(encoding="utf-8")
    assert steps("\n".join([words] * 8)) < 2.4 * steps("\n".join([words] * 4))


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
        "UBND xã điện ",
        "khi xảy ra ",
        "STT   Nội dung   Chủ trì   Thời gian\n1   a   b   c\n",
        "STT\nNội dung\nChủ trì\nThời gian\n1\na\nb\nc\n",
        "Nhiệm vụ 1. a\n",
        "hằng tuần thứ Sáu ",
        "a. ",
        "A: ",
        "1. A.\nb\n",
    ],
)
def test_hostile_repetition_takes_seconds(unit: str) -> None:
    assert seconds("KẾ HOẠCH\nX\nI. NHIỆM VỤ\n" + unit * (60_000 // len(unit))) < 5
