"""For any damage: no letter is lost or added, and every letter is a duty, context or unassigned."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_support import SAMPLE, TEXTS, letters, uncovered

from chungtay_tasks.plan import PlanReading, read_plan
from chungtay_tasks.plan.reading import DueRule

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


PLANS = {text.stem: text.read_text(encoding="utf-8") for text in sorted(TEXTS.glob("*.txt"))}


def assigned(reading: PlanReading) -> str:
    """Letters and digits of everything that gives somebody work, or would if it were known whom."""
    duties = [duty for assignment in reading.assignments for duty in assignment.duties]
    return letters("".join(one.text for one in sorted([*duties, *reading.unassigned], key=lambda one: one.start)))


def torn(text: str, places: list[int], what: str) -> str:
    parts = list(text)
    for place in places:
        parts[place] = what
    return "".join(parts)


def soft_places(text: str) -> list[int]:
    """Spaces inside a long line of prose before a small letter: a break there changes nothing but the page."""
    places: list[int] = []
    start = 0
    for line in text.split("\n"):
        if len(line) >= 60 and not re.search(r"[|\t]|   ", line):
            places += [start + m.start() for m in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", line)]
        start += len(line) + 1
    return [place for place in places if text[place + 1].islower()]


HARMLESS = ("\n", " \n", "\r\n", "\n\n7\n\f\n", "\n- 12 -\n", "\nTrang 2/5\n", "  ", "\u00a0", "\u200b ")


def said(reading: PlanReading) -> list[tuple[object, ...]]:
    """What a reading gives to whom and until when, wherever it stands."""
    return [
        (
            one.clause,
            one.mode,
            one.holders,
            one.partners,
            [(letters(d.text), d.partners, rules(d.due)) for d in one.duties],
        )
        for one in reading.assignments
    ]


def rules(dues: list[DueRule]) -> list[dict[str, object]]:
    return [due.model_dump(exclude={"text"}) for due in dues]


@given(name=st.sampled_from(sorted(PLANS)), data=st.data(), what=st.sampled_from(HARMLESS), decomposed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_harmless_damage_changes_no_duty_of_any_plan(
    name: str, data: st.DataObject, what: str, decomposed: bool
) -> None:
    text = PLANS[name]
    soft = soft_places(text)
    places = data.draw(st.lists(st.sampled_from(soft), max_size=6, unique=True)) if soft else []
    raw = torn(text, places, what)
    reading = read_plan(unicodedata.normalize("NFD", raw) if decomposed else raw)
    assert said(reading) == said(read_plan(text))


@given(name=st.sampled_from(sorted(PLANS)), data=st.data(), decomposed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_damage_of_any_plan_loses_no_letter_and_leaves_none_uncovered(
    name: str, data: st.DataObject, decomposed: bool
) -> None:
    text = PLANS[name]
    spaces = [match.start() for match in re.finditer(" ", text)]
    places = data.draw(st.lists(st.sampled_from(spaces), max_size=30, unique=True))
    raw = torn(text, places, data.draw(st.sampled_from(DAMAGE)))
    reading = read_plan(unicodedata.normalize("NFD", raw) if decomposed else raw)
    gone = "".join(one.text for one in reading.removed)
    assert sorted(letters(reading.text) + letters(gone)) == sorted(letters(raw))
    assert uncovered(reading) == ""


@given(name=st.sampled_from(sorted(PLANS)), data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_character_that_gives_work_is_lost_where_pages_break(name: str, data: st.DataObject) -> None:
    text = PLANS[name]
    soft = soft_places(text)
    places = data.draw(st.lists(st.sampled_from(soft), max_size=12, unique=True)) if soft else []
    raw = torn(text, places, "\n\n- 3 -\n\f\n")
    assert assigned(read_plan(raw)) == assigned(read_plan(text))


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
