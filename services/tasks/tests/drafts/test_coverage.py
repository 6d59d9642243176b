"""No letter of the plan is lost: whatever is split, merged, dropped, added and undone, in whatever order."""

from __future__ import annotations

from random import Random
from typing import Any

from draft_scene import edited, reading, started
from hypothesis import given, settings
from hypothesis import strategies as st

from chungtay_kernel.problems import Refusal
from chungtay_tasks.domain.drafts import stretches
from chungtay_tasks.domain.drafts.content import Content, text_of
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.events.drafts import Stretch

TEXT = reading().text
FIRST = started()


def _assigning(content: Content) -> tuple[Stretch, ...]:
    """What assigns something, or should."""
    return stretches.together(content.held, content.unassigned)


def test_duties_unassigned_and_context_are_the_whole_text() -> None:
    content = FIRST.content
    rest = stretches.rest(TEXT, [*content.held, *content.unassigned])
    assert stretches.letters(TEXT, _assigning(content)) + stretches.letters(TEXT, rest) == sum(
        c.isalnum() for c in TEXT
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 12))
def test_edits_lose_no_letter_and_give_none_twice(seed: int, steps: int) -> None:
    random, state = Random(seed), FIRST
    for _ in range(steps):
        try:
            state = edited(state, _operation(random, state))
        except Refusal:
            continue
        assert stretches.letters(TEXT, stretches.without(_assigning(FIRST.content), _assigning(state.content))) == 0
        _apart(state.content)


def _operation(random: Random, state: DraftState) -> dict[str, Any]:
    duty = random.choice(state.content.duties)
    words = text_of(duty, TEXT).split()
    place = random.randrange(len(words))
    loose = random.choice(state.content.unassigned or (Stretch(start=0, end=20),))
    quoted = TEXT[loose.start : loose.end].split()
    choices: list[dict[str, Any]] = [
        {"op": "split", "duty": duty.duty, "before": [" ".join(words[place : place + 3])]},
        {"op": "merge", "duties": [duty.duty, random.choice(state.content.duties).duty]},
        {"op": "drop", "duty": duty.duty},
        {"op": "add", "clause": "II.1", "words": " ".join(quoted[: random.randint(1, 9)]) or "x", "holders": ["CATX"]},
        {
            "op": "edit",
            "duty": duty.duty,
            "field": "text",
            "value": "Nội dung do người duyệt viết lại, ba ý khác nhau.",
        },
        {"op": "undo", "version": random.randint(2, state.version + 1)},
    ]
    return random.choice(choices)


def _apart(content: Content) -> None:
    seen = content.unassigned
    for duty in content.duties:
        assert not stretches.common(seen, duty.spans), duty.duty
        seen = stretches.together(seen, duty.spans)


_PIECES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Stretch(start=p[0], end=p[0] + p[1])), max_size=6
)


@given(one=_PIECES, other=_PIECES)
def test_stretches_are_sets_of_characters(one: list[Stretch], other: list[Stretch]) -> None:
    def of(pieces: tuple[Stretch, ...] | list[Stretch]) -> set[int]:
        return {place for piece in pieces for place in range(piece.start, piece.end)}

    assert of(stretches.together(one, other)) == of(one) | of(other)
    assert of(stretches.without(one, other)) == of(one) - of(other)
    assert of(stretches.common(one, other)) == of(one) & of(other)
