"""Nothing arose: of the whole report, of a duty, of an indicator; each is told as zero and none as missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from intake_samples import known

from chungtay_intake.drawing import Standing
from chungtay_intake.negative import NOTHING_AROSE, Negative, Stated, nothing_of
from chungtay_kernel.problems import Refusal

UNIT = "XP-07777"
DONE = Standing("activity/1", 1, 1, date(2024, 6, 12), [], "D41")


def told(*activities: Standing, reported: tuple[str, ...] = (), **stated: Any) -> Negative:
    return nothing_of(known(), UNIT, Stated(**stated), activities, set(reported))


def refused(*activities: Standing, reported: tuple[str, ...] = (), **stated: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        told(*activities, reported=reported, **stated)
    return raised.value


def test_where_nothing_arose_every_flow_is_zero_and_no_stock_is() -> None:
    negative = told(nothing_arose=True)
    assert negative == Negative(NOTHING_AROSE, ["PR01", "PR02", "PR04", "PR17"], [], True)


def test_a_stock_is_zero_where_it_is_named() -> None:
    assert "EN12" in told(nothing_arose=True, zeros=["EN12"]).zeros


def test_a_duty_in_which_nothing_arose_makes_its_indicators_zero_but_for_those_that_have_a_figure() -> None:
    negative = told(narrative="Có.", nothing_in=["D41"], reported=("PR02",))
    assert (negative.zeros, negative.nothing_in) == (["PR01", "PR17"], ["D41"])


def test_a_duty_that_an_amendment_dropped_is_refused_as_it_is_for_activities() -> None:
    campaign = replace(known(), dropped={"D41": "Giao cho ngành khác."})
    with pytest.raises(Refusal) as raised:
        nothing_of(campaign, UNIT, Stated(narrative="Có.", nothing_in=["D41"]), [], set())
    assert (raised.value.code, raised.value.field) == ("duty_dropped", "nothing_in[0]")


def test_words_are_needed_where_something_arose() -> None:
    assert refused().field == "narrative"
    assert told(nothing_arose=True, narrative="Không có vụ việc.").narrative == "Không có vụ việc."


@pytest.mark.parametrize(
    ("stated", "code", "field"),
    [
        ({"nothing_arose": True}, "something_arose", "nothing_arose"),
        ({"narrative": "Có.", "nothing_in": ["D41"]}, "something_arose", "nothing_in[0]"),
        ({"narrative": "Có.", "nothing_in": ["D08"]}, "duty_not_held", "nothing_in[0]"),
        ({"narrative": "Có.", "nothing_in": ["D99"]}, "duty_unknown", "nothing_in[0]"),
    ],
)
def test_what_contradicts_the_activities_is_refused(stated: dict[str, Any], code: str, field: str) -> None:
    refusal = refused(DONE, **stated)
    assert (refusal.code, refusal.field) == (code, field)
