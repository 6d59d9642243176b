"""Edits of a draft, and their opposite."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from draft_scene import NAME, OPERATION, TODAY, directory, edited, reading, started

from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory import Directory, Unit
from chungtay_tasks.domain.drafts import deciding
from chungtay_tasks.domain.drafts.content import codes, text_of
from chungtay_tasks.domain.drafts.editing import Ground
from chungtay_tasks.domain.drafts.state import DraftState

TEXT = reading().text


def refused(state: DraftState, *operations: dict[str, Any]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        edited(state, *operations)
    return caught.value


def test_a_split_cuts_before_the_words_and_names_the_pieces_anew() -> None:
    state = edited(started(), {"op": "split", "duty": "D41", "before": ["khu công nghiệp", "nhóm thanh"]})
    names = [duty.duty for duty in state.content.duties]
    assert names[names.index("D41") :][:3] == ["D41", "D49", "D50"]
    assert text_of(state.content.duty("D49"), TEXT).startswith("khu công nghiệp")
    assert codes(state.content.duty("D50").holders) == ["G-UXP"]
    labels = [duty.label for duty in state.content.duties]
    assert len(labels) == len(set(labels))


def test_words_that_are_not_there_are_said_to_be_missing() -> None:
    found = refused(started(), {"op": "split", "duty": "D41", "before": ["không có chữ này"]})
    assert (found.code, found.value) == ("words_not_found", "không có chữ này")


def test_a_merge_keeps_the_first_name_and_all_the_holders_and_words() -> None:
    state = edited(started(), {"op": "merge", "duties": ["D09", "D10"]})
    merged = state.content.duty("D09")
    assert codes(merged.holders) == ["CATX", "BCHQS"]
    assert text_of(merged, TEXT).endswith("triệt phá đường dây ma túy")
    assert state.content.find("D10") is None


def test_what_people_wrote_survives_a_merge() -> None:
    rewritten = {"op": "edit", "duty": "D10", "field": "text", "value": "Phối hợp với Công an."}
    state = edited(started(), rewritten, {"op": "merge", "duties": ["D10", "D11"]})
    assert text_of(state.content.duty("D10"), TEXT).startswith("Phối hợp với Công an. tuyên truyền pháp luật")


def test_a_lead_is_named_and_the_others_become_partners() -> None:
    state = edited(started(), {"op": "lead", "duty": "D15", "unit": "TTYT"})
    duty = state.content.duty("D15")
    assert (codes(duty.holders), codes(duty.partners)) == (["TTYT"], ["YTE"])


def test_a_dropped_duty_leaves_its_text_unassigned_unless_it_is_context() -> None:
    dropped = edited(started(), {"op": "drop", "duty": "D02"})
    (left,) = dropped.content.unassigned
    assert TEXT[left.start : left.end].startswith("triệt xóa điểm")
    assert edited(started(), {"op": "drop", "duty": "D02", "as_context": True}).content.unassigned == ()


def test_a_duty_is_added_from_unassigned_text_at_its_place() -> None:
    dropped = edited(started(), {"op": "drop", "duty": "D02"})
    added = edited(
        dropped, {"op": "add", "clause": "II.1", "words": "triệt xóa điểm, tụ điểm ma túy", "holders": ["CATX"]}
    )
    names = [duty.duty for duty in added.content.duties]
    assert names[:3] == ["D01", "D49", "D03"]
    assert len(added.content.unassigned) == 1  # "và các nhóm bán lẻ"


def test_a_duty_is_added_in_words_of_its_own() -> None:
    state = edited(started(), {"op": "add", "clause": "II.1", "words": "Lập đường dây nóng.", "holders": ["CATX"]})
    assert state.content.duty("D49").text == "Lập đường dây nóng."
    names = [duty.duty for duty in state.content.duties]
    assert names.index("D49") == names.index("D09") + 1


def test_text_that_a_duty_holds_is_not_taken_from_it() -> None:
    found = refused(started(), {"op": "add", "clause": "II.1", "words": "triệt xóa điểm", "holders": ["CATX"]})
    assert (found.code, found.value) == ("text_held", "D02")


def test_a_deadline_is_understood_as_a_plan_would_word_it() -> None:
    state = edited(started(), {"op": "edit", "duty": "D01", "field": "due", "value": "chậm nhất 17 giờ ngày 20/6/2024"})
    due = state.content.duty("D01").due
    assert due is not None
    assert (str(due.date), due.time, due.comparison) == ("2024-06-20", "17:00", "by")
    assert (
        refused(started(), {"op": "set", "field": "report_due", "value": "sớm nhất có thể"}).code == "due_rule_invalid"
    )


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "edit", "duty": "D99", "field": "mode", "value": "order"}, "duty_unknown"),
        ({"op": "edit", "duty": "D01", "field": "màu", "value": "đỏ"}, "field_unknown"),
        ({"op": "edit", "duty": "D01", "field": "mode", "value": "wish"}, "value_invalid"),
        ({"op": "edit", "duty": "D01", "field": "indicators", "value": ["PR99"]}, "indicator_unknown"),
        ({"op": "edit", "duty": "D01", "field": "text", "value": "Gọi 0912 345 678."}, "personal_data"),
        ({"op": "set", "field": "màu", "value": "đỏ"}, "field_unknown"),
        ({"op": "set", "field": "period_start", "value": "mai"}, "value_invalid"),
        ({"op": "set", "field": "acceptance", "value": {"a": 1}}, "value_invalid"),
        ({"op": "set", "field": "unit_report.terms", "value": 5}, "value_invalid"),
        ({"op": "set", "field": "unit_report.terms", "value": {"grace": "nhiều"}}, "value_invalid"),
        ({"op": "set", "field": "unit_report.màu", "value": "đỏ"}, "field_unknown"),
        ({"op": "set", "field": "title_vi.chữ", "value": "x"}, "field_unknown"),
        ({"op": "set", "field": "id", "value": "dot-khac"}, "field_unknown"),
        ({"op": "assign", "duties": ["D01"], "holders": ["KHONG-CO"]}, "unit_unknown"),
        ({"op": "name", "name": "Sở Nào Đó", "code": "CATX"}, "words_not_found"),
        ({"op": "set", "field": "place", "value": "Việt Yên"}, "nothing_changed"),
        ({"op": "confirm", "duty": "D01"}, "not_an_amendment"),
        ({"op": "undo", "version": 7}, "edit_unknown"),
    ],
)
def test_what_is_wrong_with_an_edit_is_said_in_both_languages(operation: dict[str, Any], code: str) -> None:
    found = refused(started(), operation)
    assert found.code == code
    assert all(found.detail.values())
    assert all(found.remedy.values())


def test_a_value_that_does_not_fit_is_told_by_its_field() -> None:
    found = refused(started(), {"op": "set", "field": "unit_report.terms", "value": {"grace": "nhiều"}})
    assert found.field == "operations[0].unit_report.terms.grace"


def test_operations_are_done_all_or_none() -> None:
    state = started()
    refused(state, {"op": "drop", "duty": "D01"}, {"op": "drop", "duty": "D01"})
    assert state.content.find("D01") is not None


class TestCodes:
    """Checked when they are typed, and said to be wrong where they stand."""

    @pytest.mark.parametrize(
        ("operation", "code", "field"),
        [
            ({"op": "set", "field": "coordinator", "value": "KHONGCO"}, "unit_unknown", "operations[0].coordinator"),
            ({"op": "set", "field": "consolidated_by", "value": "NO"}, "unit_unknown", "operations[0].consolidated_by"),
            ({"op": "set", "field": "units", "value": ["CATX", "NO"]}, "unit_unknown", "operations[0].units"),
            ({"op": "group", "group": "G-UXP", "members": ["XP-0"]}, "unit_unknown", "operations[0]"),
        ],
    )
    def test_a_code_that_nobody_has_is_refused(self, operation: dict[str, Any], code: str, field: str) -> None:
        found = refused(started(), operation)
        assert (found.code, found.field) == (code, field)

    def test_who_writes_it_small_is_told_the_code(self) -> None:
        found = refused(started(), {"op": "set", "field": "coordinator", "value": "catx"})
        assert (found.code, found.remedy["vi"]) == ("unit_unknown", "Viết CATX.")

    def test_a_unit_of_another_time_is_refused_as_a_member(self) -> None:
        ended = Unit("XP-0", "UBND xã Cũ", "commune", valid_to=date(2023, 12, 31))
        known = Ground(TEXT, Directory([*directory().units, ended]), TODAY)
        asked = [OPERATION.validate_python({"op": "group", "group": "G-UXP", "members": ["XP-0"]})]
        with pytest.raises(Refusal, match="unit_not_valid"):
            deciding.decide_edit(started(), NAME, asked, known, None)


class TestUndoing:
    def test_an_edit_is_undone_and_done_again(self) -> None:
        first = started()
        split = edited(first, {"op": "split", "duty": "D01", "before": ["huy động"]})
        undone = edited(split, {"op": "undo", "version": 2})
        assert undone.content == first.content
        assert edited(undone, {"op": "undo", "version": 3}).content == split.content

    def test_what_was_dropped_comes_back_where_it_stood(self) -> None:
        state = edited(edited(started(), {"op": "drop", "duty": "D02"}), {"op": "undo", "version": 2})
        assert [duty.duty for duty in state.content.duties][:3] == ["D01", "D02", "D03"]
        assert state.content.unassigned == ()

    def test_an_earlier_edit_is_undone_beside_later_ones_on_other_things(self) -> None:
        state = edited(started(), {"op": "drop", "duty": "D02"})
        state = edited(state, {"op": "set", "field": "title_en", "value": "A month"})
        state = edited(state, {"op": "undo", "version": 2})
        assert state.content.settings.title_en == "A month"
        assert state.content.find("D02") is not None

    def test_an_edit_that_a_later_one_rests_on_is_not_undone(self) -> None:
        state = edited(started(), {"op": "split", "duty": "D01", "before": ["huy động"]})
        state = edited(state, {"op": "edit", "duty": "D49", "field": "title_vi", "value": "Huy động lực lượng"})
        assert refused(state, {"op": "undo", "version": 2}).code == "changed_since"

    def test_text_that_another_duty_took_meanwhile_is_not_given_back(self) -> None:
        state = edited(started(), {"op": "drop", "duty": "D02"})
        state = edited(state, {"op": "add", "clause": "II.1", "words": "triệt xóa điểm", "holders": ["CATX"]})
        assert refused(state, {"op": "undo", "version": 2}).code == "changed_since"

    def test_a_name_is_never_given_twice(self) -> None:
        state = edited(started(), {"op": "split", "duty": "D01", "before": ["huy động"]})
        state = edited(state, {"op": "undo", "version": 2})
        state = edited(state, {"op": "split", "duty": "D02", "before": ["tụ điểm"]})
        assert state.content.find("D49") is None
        assert state.content.find("D50") is not None
