"""What an activity must be to be recorded; refusals name field, value, expectation and remedy in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from intake_samples import NOW, activity, known, with_figure
from pydantic import ValidationError

from chungtay_intake.bodies import RecordActivity
from chungtay_intake.checks import Accepted, check
from chungtay_kernel import expectations
from chungtay_kernel.problems import Refusal


def checked(body: dict[str, Any]) -> Accepted:
    try:
        entry = RecordActivity.model_validate_json(json.dumps(body))
    except ValidationError as error:
        raise expectations.refusal(error) from None
    return check(known(), entry, NOW)


BAD: list[tuple[dict[str, Any], str, str]] = [
    (activity(unit="XX"), "unit_unknown", "unit"),
    (activity(duty="D99"), "duty_unknown", "duty"),
    (activity(occurred_on="2024-05-31"), "date_outside_campaign", "occurred_on"),
    (activity(occurred_on="2024-07-01"), "date_outside_campaign", "occurred_on"),
    (activity(occurred_on="2024-06-21"), "date_in_the_future", "occurred_on"),
    (activity(occurred_on="2024-06-31"), "value_invalid", "occurred_on"),
    (activity(occurred_on="12/06/2024"), "value_invalid", "occurred_on"),
    (activity(occurred_on="1717200000"), "value_invalid", "occurred_on"),
    (activity(occurred_on=1717200000), "value_invalid", "occurred_on"),
    (activity(title=None), "value_invalid", "title"),
    (activity(title="   "), "value_invalid", "title"),
    (activity(title="a" * 201), "value_invalid", "title"),
    (activity(note="a" * 2001), "value_invalid", "note"),
    (activity(title="Bấm\u0007chuông"), "unprintable_character", "title"),
    (activity(note="chữ\u202eẩn"), "unprintable_character", "note"),
    (activity(title="Người có số 001083012345"), "personal_data", "title"),
    (activity(note="Gọi 0912 345 678"), "personal_data", "note"),
    (activity(place="0912.345.678"), "personal_data", "place"),
    (activity(partners=["XX"]), "unit_unknown", "partners[0]"),
    (activity(partners=["XP-07777"]), "partner_again", "partners[0]"),
    (activity(partners=["CATX", "CATX"]), "partner_again", "partners[1]"),
    (activity(type="Tuyên truyền"), "value_invalid", "type"),
    (activity(colour="đỏ"), "field_unknown", "colour"),
    (activity(figures={}), "value_invalid", "figures"),
    (with_figure(indicator="PR99", value=1), "indicator_unknown", "figures[0].indicator"),
    (with_figure(indicator="EN08", value=1), "indicator_not_reported", "figures[0].indicator"),
    (with_figure(indicator="OR07", members=["CATX"]), "indicator_not_reported", "figures[0].indicator"),
    (with_figure(indicator="SC04", value=1), "indicator_not_reported", "figures[0].indicator"),
    (with_figure(indicator="PR01"), "value_expected", "figures[0].value"),
    (with_figure(indicator="PR01", value=1, members=["a"]), "value_expected", "figures[0].value"),
    (with_figure(indicator="PR01", value=-1), "figure_negative", "figures[0].value"),
    (with_figure(indicator="PR01", value="-1"), "figure_negative", "figures[0].value"),
    (with_figure(indicator="PR01", value=1.5), "figure_not_whole", "figures[0].value"),
    (with_figure(indicator="PR01", value="1,5"), "figure_not_whole", "figures[0].value"),
    (with_figure(indicator="PR01", value="ba"), "figure_not_a_number", "figures[0].value"),
    (with_figure(indicator="PR04", value="7,385"), "figure_ambiguous", "figures[0].value"),
    (with_figure(indicator="PR02", value=10**16), "figure_out_of_range", "figures[0].value"),
    (with_figure(indicator="PR04", value=0.00000012), "figure_out_of_range", "figures[0].value"),
    (with_figure(indicator="PR01", value=True), "value_invalid", "figures[0].value"),
    (with_figure(indicator="PR01", value=[1]), "value_invalid", "figures[0].value"),
    (with_figure(indicator="PR01", value="1" * 41), "value_invalid", "figures[0].value"),
    (with_figure(indicator="PR17", value=3), "members_expected", "figures[0].members"),
    (with_figure(indicator="PR17", members=[]), "value_invalid", "figures[0].members"),
    (with_figure(indicator="PR17", members=["Thôn Đông", "thôn đông"]), "member_twice", "figures[0].members[1]"),
    (with_figure(indicator="PR17", members=["Đối tượng A"]), "person_as_member", "figures[0].members[0]"),
    (with_figure(indicator="PR17", members=["001083012345"]), "personal_data", "figures[0].members[0]"),
    (with_figure(indicator="PR17", members=[7]), "value_invalid", "figures[0].members[0]"),
    (
        activity(figures=[{"indicator": "PR01", "value": 1}, {"indicator": "PR01", "value": 2}]),
        "indicator_twice",
        "figures[1].indicator",
    ),
]


@pytest.mark.parametrize(("body", "code", "field"), BAD)
def test_what_does_not_fit_is_refused_by_name(body: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(body)
    problem = refused.value.problem()
    assert (problem["code"], problem["field"]) == (code, field)
    for language in ("vi", "en"):
        assert problem["details"][language]
        assert problem["expected"][language]
        assert problem["remedy"][language]


def test_a_missing_field_is_named() -> None:
    body = activity()
    del body["title"]
    with pytest.raises(Refusal) as refused:
        checked(body)
    assert (refused.value.code, refused.value.field) == ("field_missing", "title")


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(Refusal) as refused:
        checked(activity(unit="XP-0777"))
    assert "XP-07777 (UBND phường Bích Động)" in refused.value.expected["vi"]


def test_a_name_in_place_of_a_code_is_understood_as_a_mistake_and_answered_with_the_code() -> None:
    with pytest.raises(Refusal) as refused:
        checked(activity(partners=["cong an thi xa"]))
    assert refused.value.expected["vi"].startswith("mã đơn vị của đợt, ví dụ: CATX")


def test_an_indicator_of_others_is_refused_with_the_list_of_ones_own() -> None:
    with pytest.raises(Refusal) as refused:
        checked(with_figure(indicator="EN08", value=1))
    assert refused.value.expected["en"].endswith("PR01, PR02, PR04, PR17, EN12")


def test_all_mistakes_are_told_at_once() -> None:
    body = activity(
        duty="D99", occurred_on="2024-07-01",
        figures=[{"indicator": "PR01", "value": -1}, {"indicator": "PR99", "value": 1}],
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        checked(body)
    told = [refused.value, *refused.value.others]
    assert [r.code for r in told] == ["duty_unknown", "date_outside_campaign", "figure_negative", "indicator_unknown"]


def test_an_identity_number_is_not_repeated() -> None:
    with pytest.raises(Refusal) as refused:
        checked(activity(title="Người có số 001083012345"))
    assert "001083012345" not in json.dumps(refused.value.problem(), ensure_ascii=False)


def test_both_ways_to_read_an_ambiguous_amount_are_shown() -> None:
    with pytest.raises(Refusal) as refused:
        checked(with_figure(indicator="PR04", value="7,385"))
    assert "7385 hoặc 7.385 phút" in refused.value.detail["vi"]


def test_an_amount_written_the_vietnamese_way_is_accepted_and_echoed() -> None:
    accepted = checked(with_figure(indicator="PR02", value="1.127", approximate=True))
    assert accepted.facts["figures"][0].value == "1127"
    assert accepted.facts["figures"][0].approximate
    assert [tuple(u) for u in accepted.understood] == [("PR02", "1.127", "1127")]


def test_a_group_reports_through_each_of_its_members() -> None:
    accepted = checked(activity(unit="DTN", duty=None, figures=[{"indicator": "SC04", "value": 40}]))
    assert accepted.facts["figures"][0].indicator == "SC04"


def test_a_duty_of_another_unit_may_be_helped_with() -> None:
    assert checked(activity(duty="D08")).facts["duty"] == "D08"


def test_the_first_and_the_last_day_belong_to_the_campaign() -> None:
    assert checked(activity(occurred_on="2024-06-01"))
    end_of_month = NOW.replace(day=30)
    entry = RecordActivity.model_validate_json(json.dumps(activity(occurred_on="2024-06-30")))
    assert check(known(), entry, end_of_month)


def test_today_is_the_day_of_the_campaigns_zone() -> None:
    """18:30 UTC on the 20th is 01:30 on the 21st in Việt Nam."""
    entry = RecordActivity.model_validate_json(json.dumps(activity(occurred_on="2024-06-21")))
    assert check(known(), entry, NOW.replace(hour=18, minute=30))


def test_an_activity_may_have_no_figures_at_all() -> None:
    assert checked(activity(figures=[])).facts["figures"] == []
