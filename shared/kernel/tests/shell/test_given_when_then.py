"""The support for tests of decisions."""

from __future__ import annotations

from typing import ClassVar

import pytest

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_kernel.testing import given


class Added(Event):
    TYPE: ClassVar[str] = "number.added"
    number: int


def evolve(total: int, event: Added) -> int:
    return total + event.number


def add(total: int, number: int, *, most: int = 10) -> list[Event]:
    if total + number > most:
        raise Refusal("too_much", 422, field="number", vi="Quá nhiều.", en="Too much.")
    return [Added(number=number)] if number else []


def test_given_events_when_decided_then_events() -> None:
    given(Added(number=3), evolve=evolve, initial=0).when(add, 4).then(Added(number=4))


def test_given_events_when_nothing_changes_then_nothing() -> None:
    given(evolve=evolve, initial=0).when(add, 0).then_nothing()


def test_given_events_when_refused_then_the_refusal() -> None:
    given(Added(number=9), evolve=evolve, initial=0).when(add, 4, most=12).then_refused("too_much", "number")


def test_other_events_than_expected_fail_the_test() -> None:
    with pytest.raises(AssertionError):
        given(evolve=evolve, initial=0).when(add, 4).then(Added(number=5))


def test_a_refusal_nobody_expected_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="too_much"):
        given(evolve=evolve, initial=0).when(add, 40).then(Added(number=40))


def test_a_decision_that_was_to_be_refused_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="not refused"):
        given(evolve=evolve, initial=0).when(add, 4).then_refused("too_much")
