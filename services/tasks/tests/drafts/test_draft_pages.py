"""A draft at a terminal: in words, and each thing once."""

from __future__ import annotations

from typing import Any

import pytest
from draft_scene import NAME, OPERATION, edited, ground, review, started

from chungtay_tasks.cli_draft_edits import set_field
from chungtay_tasks.cli_draft_fields import changes, value
from chungtay_tasks.cli_draft_history import operation
from chungtay_tasks.cli_draft_mending import mending, mending_refusal
from chungtay_tasks.cli_draft_pages import notes
from chungtay_tasks.domain.drafts import editing
from chungtay_tasks.domain.drafts.fields import SETTINGS
from chungtay_tasks.domain.drafts.state import DraftState
from chungtay_tasks.events.drafts import DraftEdited, DraftSettings

DUE = {"date": "2024-07-08", "time": None, "comparison": "before", "text": "trước ngày 08/7/2024"}


def test_the_help_of_set_names_every_field_there_is() -> None:
    further = {"unit_report.recurring", "unit_report.terms", "acceptance"}
    assert set(SETTINGS) == {*DraftSettings.model_fields, *further} - {"more"}
    assert all(field in (set_field.help or "") for field in SETTINGS)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"op": "set", "field": "report_due", "value": "trước ngày 08/7/2024"}, "hạn báo cáo: trước ngày 08/7/2024"),
        ({"op": "set", "field": "period_end", "value": "2024-07-01"}, "ngày kết thúc: 01/07/2024"),
        ({"op": "set", "field": "issuer", "value": "CATX"}, "cơ quan ban hành: CATX"),
        ({"op": "set", "field": "slogan_vi", "value": None}, "bỏ chủ đề"),
        ({"op": "edit", "duty": "D19", "field": "indicators", "value": ["PR05"]}, "D19, chỉ tiêu: PR05"),
        ({"op": "edit", "duty": "D19", "field": "indicators", "value": []}, "D19, chỉ tiêu: –"),
        ({"op": "assign", "duties": ["D13"], "holders": ["YTE"], "partners": []},
         "D13: giao YTE, không có đơn vị phối hợp"),
        ({"op": "lead", "duty": "D15", "unit": "TTYT"}, "D15: TTYT chủ trì"),
        ({"op": "name", "name": "lực lượng Công an", "code": "CATX"}, "“lực lượng Công an” là CATX"),
        ({"op": "group", "group": "G-UXP", "members": ["XP-07777"]}, "nhóm G-UXP: XP-07777"),
        ({"op": "split", "duty": "D41", "before": ["khu công nghiệp"]}, "tách D41 thành D41, D49"),
        ({"op": "merge", "duties": ["D36", "D37"]}, "gộp D37 vào D36"),
        ({"op": "add", "clause": "II.1", "words": "Lập đường dây nóng.", "holders": ["CATX"]},
         "thêm D49 ở II.1: “Lập đường dây nóng.”, giao CATX"),
        ({"op": "drop", "duty": "D02", "as_context": True}, "bỏ D02, chữ của nó là bối cảnh"),
    ],
)  # fmt: skip
def test_the_history_tells_each_edit_in_words(asked: dict[str, Any], said: str) -> None:
    assert operation(recorded(started(), asked)) == said


def recorded(state: DraftState, asked: dict[str, Any]) -> dict[str, Any]:
    done = editing.complete(state, [OPERATION.validate_python(asked)], ground())
    event = DraftEdited(campaign=NAME, operations=done, reason=None)
    return event.model_dump(mode="json")["operations"][0]


def test_every_operation_has_its_words() -> None:
    told = [
        {"op": "confirm", "duty": "D33"}, {"op": "separate", "duty": "D33", "into": "D50"},
        {"op": "match", "duty": "D50", "continues": "D02"}, {"op": "undo", "version": 3},
        {"op": "context", "start": 3, "end": 9},
    ]  # fmt: skip
    assert [operation(one) for one in told] == [
        "D33 là nhiệm vụ cũ được sửa", "D33 là nhiệm vụ mới D50, nhiệm vụ cũ bị bỏ", "D50 là nhiệm vụ cũ D02",
        "hoàn tác thay đổi ở bản 3", "đoạn 3-9 không giao việc",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "was", "becomes", "lines"),
    [
        ("period", {"start": "2024-06-01", "end": "2024-06-30"}, {"start": "2024-06-01", "end": "2024-07-05"},
         ["thời gian, đến: 30/06/2024 → 05/07/2024"]),
        ("unit_report", {"to": "UBTX", "due": {**DUE, "text": "trước ngày 01/7/2024"}}, {"to": "UBTX", "due": DUE},
         ["báo cáo của đơn vị, thời hạn: trước ngày 01/7/2024 → trước ngày 08/7/2024"]),
        ("expected_reports", [{"unit": "A", "required": True}], [{"unit": "A", "required": False}, {"unit": "B"}],
         ["đơn vị phải báo cáo: thêm B", "đơn vị phải báo cáo A: bắt buộc: có → không"]),
        ("holders", ["A", "B"], ["B"], ["giao: bỏ A"]),
        ("mode", "order", "request", ["giao hay đề nghị: giao → đề nghị"]),
        ("slogan_vi", None, "Sạch", ["chủ đề: – → Sạch"]),
    ],
)  # fmt: skip
def test_a_difference_tells_what_reads_otherwise_and_nothing_else(
    field: str, was: Any, becomes: Any, lines: list[str]
) -> None:
    assert list(changes(field, was, becomes)) == lines


def test_no_value_reads_like_a_programme() -> None:
    settings = started().content.settings.model_dump(mode="json")
    assert not [told for told in map(value, settings.values()) if "{" in told or "None" in told]


def test_a_shift_of_many_dates_is_told_once() -> None:
    moved = [{"field": f"duties.D{n:02}.due", "vi": "30/06/2024 → 30/06/2025: …"} for n in range(1, 9)]
    told = list(notes([{"field": "period_end", "vi": "30/06/2024 → 30/06/2025: …"}, *moved]))
    assert told == ["30/06/2024 → 30/06/2025: …", "    ngày kết thúc, D01, D02, D03, D04, D05 … +3"]


def test_a_unit_that_is_refused_is_mended_where_it_is_named() -> None:
    state = edited(started(), {"op": "group", "group": "G-UXP", "members": ["XP-07777", "XP-07795"]})
    found = review(state).building
    assert list(found.naming("XP-07777")) == ["groups.G-UXP"]
    assert "coordinator" in set(found.naming("CATX"))
    refusal = {"field": "units[13]", "duty": None, "named_in": ["coordinator", "groups.G-UXP", "duties.D01"]}
    assert mending_refusal(NAME, refusal) == [
        f"chungtay draft set {NAME} coordinator ‹MÃ›", f"chungtay draft group {NAME} G-UXP ‹MÃ› ‹MÃ›",
        f"chungtay draft assign {NAME} D01 --to ‹MÃ›",
    ]  # fmt: skip


def test_a_group_without_members_gets_a_placeholder_where_nobody_is_known() -> None:
    asked = {
        "code": "group_without_members",
        "subject": "G-X",
        "choices": [],
        "duties": ["D01"],
        "group": None,
        "similar": False,
    }
    assert mending(NAME, asked) == [f"chungtay draft group {NAME} G-X ‹MÃ›"]


def test_a_unit_whose_name_is_merely_like_it_is_not_put_into_the_command() -> None:
    asked = {
        "code": "holder_unresolved", "subject": "UBND phường Nềnh", "choices": [{"code": "XP-07795"}], "group": None,
    }  # fmt: skip
    assert mending(NAME, {**asked, "similar": True}) == [f"chungtay draft name {NAME} 'UBND phường Nềnh' ‹MÃ›"]
    assert mending(NAME, {**asked, "similar": False}) == [f"chungtay draft name {NAME} 'UBND phường Nềnh' XP-07795"]
