"""A unit's figures from its activities: sum, max, latest and distinct."""

from __future__ import annotations

from datetime import date
from typing import Any

from intake_samples import known

from chungtay_intake.drawing import DrawnFigure, Standing, draw
from chungtay_intake.events import Figure


def standing(position: int, *figures: dict[str, Any], day: int = 12) -> Standing:
    return Standing(f"activity/{position}", 1, position, date(2024, 6, day), [Figure(**f) for f in figures])


def drawn(*activities: Standing) -> DrawnFigure:
    (figure,) = draw(known(), activities)
    return figure


def test_a_sum_adds_exactly() -> None:
    figure = drawn(
        standing(1, {"indicator": "EN08", "value": "0.1"}), standing(2, {"indicator": "EN08", "value": "0.2"})
    )
    assert (figure.value, figure.sources) == ("0.3", 2)


def test_a_maximum_is_the_greatest() -> None:
    figure = drawn(standing(1, {"indicator": "PR06", "value": "9"}), standing(2, {"indicator": "PR06", "value": "10"}))
    assert figure.value == "10"


def test_the_latest_is_by_day_and_on_one_day_by_position() -> None:
    late = standing(1, {"indicator": "EN12", "value": "3"}, day=20)
    early = standing(2, {"indicator": "EN12", "value": "5"}, day=10)
    assert drawn(late, early).value == "3"
    corrected = standing(9, {"indicator": "EN12", "value": "4"}, day=20)
    assert drawn(late, early, corrected).value == "4"


def test_members_are_counted_once_and_kept() -> None:
    figure = drawn(
        standing(1, {"indicator": "PR17", "members": ["Thôn Đông", "Thôn Đoài"]}),
        standing(2, {"indicator": "PR17", "members": ["Thôn Đông"]}),
    )
    assert (figure.members, figure.value) == (["Thôn Đoài", "Thôn Đông"], None)


def test_a_reported_zero_is_a_figure_and_silence_is_none() -> None:
    figures = draw(known(), [standing(1, {"indicator": "EN12", "value": "0"})])
    assert [(f.indicator, f.value) for f in figures] == [("EN12", "0")]
    assert draw(known(), []) == []


def test_one_approximate_source_makes_the_figure_approximate() -> None:
    exact = {"indicator": "PR02", "value": "10"}
    assert drawn(standing(1, exact), standing(2, exact | {"approximate": True})).approximate
    assert not drawn(standing(1, exact)).approximate


def test_figures_come_in_the_order_of_the_catalogue() -> None:
    figures = draw(
        known(), [standing(1, {"indicator": "EN12", "value": "0"}, {"indicator": "PR01", "value": "1"})]
    )  # fmt: skip
    assert [f.indicator for f in figures] == ["PR01", "EN12"]
