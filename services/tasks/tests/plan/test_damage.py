"""For any damage: no letter is lost or added, and every letter is a duty, context or unassigned."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_support import SAMPLE, letters, uncovered

from chungtay_tasks.plan import read_plan

TEXT = SAMPLE.read_text(encoding="utf-8")
SPACES = [match.start() for match in re.finditer(" ", TEXT)]
DAMAGE = ("\n", "\n\n", "  ", "\u00a0", "\t", " \n \n 7 \n\n", "\n\f\n- 12 -\n", "\u200b ", "\r\n")
damages = st.lists(
    st.tuples(st.sampled_from(SPACES), st.sampled_from(DAMAGE)), max_size=30, unique_by=lambda one: one[0]
)


def damaged(places: list[tuple[int, str]]) -> str:
    parts = list(TEXT)
    for place, what in places:
        parts[place] = what
    return "".join(parts)


@given(places=damages, decomposed=st.booleans())
@settings(max_examples=60, deadline=None)
def test_damaged_sample_loses_no_letter(places: list[tuple[int, str]], decomposed: bool) -> None:
    raw = damaged(places)
    reading = read_plan(unicodedata.normalize("NFD", raw) if decomposed else raw)
    gone = "".join(one.text for one in reading.removed)
    assert sorted(letters(reading.text) + letters(gone)) == sorted(letters(raw))
    assert uncovered(reading) == ""


@given(places=st.lists(st.sampled_from(SPACES), max_size=12, unique=True))
@settings(max_examples=40, deadline=None)
def test_pages_that_break_a_sentence_before_a_small_letter_change_nothing(places: list[int]) -> None:
    inside = [(place, "\n\n7\n\f\n") for place in places if TEXT[place - 1].isalnum() and TEXT[place + 1].islower()]
    assert read_plan(damaged(inside)).assignments == read_plan(TEXT).assignments


@given(text=st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_gives_a_reading_that_covers_it(text: str) -> None:
    reading = read_plan(text)
    assert uncovered(reading) == ""


PARTS = (
    "I. NHIỆM VỤ\n", "1. ", "a) ", "- ", "Điều 2. ", "Công an xã", "các sở: ", "Giao ", "Đề nghị ", "; ", ", ", ". ",
    " và ",
    "(", ")", "“", "tổ chức ", "báo cáo về ", "Cơ quan chủ trì: ", "Thời gian: ", "trước ngày 01/7/2024", "| ", "\n",
    "KẾ HOẠCH\n", "Nơi nhận:\n", "CHỦ TỊCH\n",
)  # fmt: skip
vietnamese = st.sampled_from(PARTS)


@given(parts=st.lists(vietnamese, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_jumble_of_a_plans_parts_gives_a_reading_that_covers_it(parts: list[str]) -> None:
    reading = read_plan("".join(parts))
    assert uncovered(reading) == ""
    for duty in (duty for assignment in reading.assignments for duty in assignment.duties):
        assert duty.text == reading.text[duty.start : duty.end]
        assert "\n" not in reading.text[duty.paragraph_start : duty.end]
