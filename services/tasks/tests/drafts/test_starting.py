"""From a reading to a draft: what the plan says is there, whom its names mean is found, what is unsure stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from draft_scene import NAME, OPERATION, TODAY, directory, edited, reading, review, started

from chungtay_tasks.directory import Directory, UnitGroup
from chungtay_tasks.domain.drafts import deciding, proposals, starting
from chungtay_tasks.domain.drafts.content import codes
from chungtay_tasks.domain.drafts.editing import Ground
from chungtay_tasks.domain.drafts.state import DraftState, evolve
from chungtay_tasks.sample import campaign


def test_the_sample_plan_is_a_draft_that_could_be_published_at_once() -> None:
    found = review(started())
    assert [question for question in found.questions() if question.blocks] == []
    settings = started().content.settings
    assert (settings.title_vi, settings.symbol) == ("Tháng hành động phòng, chống ma túy năm 2024", "KH-UBND")
    assert (settings.signer_authority, settings.signer_position) == ("KT. CHỦ TỊCH", "Phó Chủ tịch")
    assert settings.report_due is not None
    assert settings.report_due.text == "trước ngày 01/7/2024"


def test_who_is_expected_to_report_follows_from_who_holds_what() -> None:
    """The sample's own list, made by people, has the same units."""
    proposed = {(one.unit, one.required) for one in review(started()).building.expected_reports}
    assert proposed == {(one["unit"], one["required"]) for one in campaign()["expected_reports"]}


def test_a_plural_name_is_a_group_whose_members_the_directory_proposes() -> None:
    state = started()
    groups = {group.code: group for group in state.content.settings.groups}
    communes = groups["G-UXP"]
    assert communes.members is not None
    assert len(communes.members) == 17
    assert state.started is not None
    assert any(note.field == "groups.G-UXP" for note in state.started.notes)


def test_a_group_that_nobody_lists_is_asked_about_and_does_not_block() -> None:
    (asked, *_) = [q for q in review(started()).questions() if q.code == "group_without_members"]
    assert not asked.blocks
    assert asked.duties == ("D29", "D30", "D31")


def test_a_name_that_two_units_have_stays_open_and_blocks_until_somebody_says() -> None:
    twin = replace(next(u for u in directory().units if u.code == "YTE"), code="YTE-2")
    known = Directory([*directory().units, twin])
    read = starting.read(reading(), known, review(started()).today, "CATX")
    duty = read.content.duty("D15")
    assert (duty.holders[0].name, duty.holders[0].code) == ("Phòng Y tế", None)


def test_a_settled_name_is_settled_wherever_it_stands() -> None:
    state = edited(started(), {"op": "name", "name": "lực lượng Công an", "code": "CATX"})
    held = [duty.duty for duty in state.content.duties if "CATX" in codes(duty.partners)]
    assert held == ["D10", "D16"]


def test_indicators_are_proposed_by_the_words_of_a_duty() -> None:
    """On the sample's 48 duties nine in ten of what people chose is proposed, and little else."""
    hits, extra, missed = _compared(proposals.indicators, "indicators")
    assert hits / (hits + missed) > 0.9
    assert hits / (hits + extra) > 0.9


def test_activity_types_are_proposed_by_the_words_of_a_duty() -> None:
    hits, extra, missed = _compared(proposals.activity_types, "activity_types")
    assert hits / (hits + missed) > 0.85
    assert hits / (hits + extra) > 0.85


def _compared(propose: Callable[[str], tuple[str, ...]], field: str) -> tuple[int, int, int]:
    pairs = [(set(propose(duty["text"])), set(duty[field])) for duty in campaign()["duties"]]
    return (
        sum(len(found & wanted) for found, wanted in pairs),
        sum(len(found - wanted) for found, wanted in pairs),
        sum(len(wanted - found) for found, wanted in pairs),
    )


def test_a_title_is_the_first_clause_and_fits_a_line() -> None:
    assert proposals.title("rà soát, lập danh sách; báo cáo kết quả.") == "Rà soát, lập danh sách"
    assert len(proposals.title("tuyên truyền " * 40)) <= proposals.LONGEST_TITLE


class TestADirectoryThatComesLater:
    """A draft made before the units were imported."""

    def state(self, text: str | None = None) -> DraftState:
        towns = Directory([unit for unit in directory().units if not unit.code.startswith("XP-")])
        read = starting.read(reading(text), towns, TODAY, "CATX")
        return reduce(evolve, deciding.decide_start(DraftState(), NAME, "plan", read.content, read.notes), DraftState())

    def test_the_members_of_a_group_are_proposed_as_a_draft_made_today_would(self) -> None:
        asked = {q.subject: q for q in review(self.state()).questions() if q.code == "group_without_members"}
        communes = started().content.settings.groups
        (fresh,) = [group for group in communes if group.code == "G-UXP"]
        assert asked["G-UXP"].group == fresh
        assert asked["G-UXP"].answer == "G-UXP"

    def test_nothing_is_proposed_where_the_directory_has_no_such_units(self) -> None:
        asked = [q for q in review(started()).questions() if q.code == "group_without_members"]
        assert asked
        assert all(q.choices == () and q.answer is None for q in asked)

    def test_a_group_of_the_directory_comes_with_its_members(self) -> None:
        group = UnitGroup("G-HAI", "Hai phường", ("XP-07777", "XP-07795"))
        known = Ground(reading().text, Directory(directory().units, [group]), TODAY)
        asked = [OPERATION.validate_python({"op": "assign", "duties": ["D42"], "holders": ["G-HAI"]})]
        state = reduce(evolve, deciding.decide_edit(started(), NAME, asked, known, None), started())
        assert "XP-07795" in review(state).building.units


class TestAnotherTopic:
    """The catalogue counts what is done about drugs; a plan may be about traffic or fire."""

    def test_indicators_of_the_catalogues_topic_are_not_taken_but_asked_about(self) -> None:
        found = review(started(TRAFFIC), TRAFFIC)
        assert {code for duty in found.state.content.duties for code in found.building.indicators_of(duty)} == {
            "PR01",
            "PR02",
        }
        (asked,) = [q for q in found.questions() if q.code == "indicators_off_topic"]
        assert not asked.blocks
        assert [choice.code for choice in asked.choices][:2] == ["MG01", "MG02"]

    def test_who_confirms_them_has_them(self) -> None:
        (asked,) = [q for q in review(started(TRAFFIC), TRAFFIC).questions() if q.code == "indicators_off_topic"]
        edit = {"op": "edit", "duty": asked.subject, "field": "indicators", "value": ["MG01"]}
        found = review(edited(started(TRAFFIC), edit, text=TRAFFIC), TRAFFIC)
        assert "indicators_off_topic" not in {q.code for q in found.questions()}
        assert "MG01" in {one.code for one in found.building.indicators}

    def test_a_duty_whose_own_words_name_the_topic_is_measured_by_it(self) -> None:
        text = TRAFFIC.replace("karaoke.", "karaoke dùng ma túy.")
        found = review(started(text), text)
        assert "MG01" in {one.code for one in found.building.indicators}


TRAFFIC = """ỦY BAN NHÂN DÂN
THỊ XÃ VIỆT YÊN

KẾ HOẠCH

Bảo đảm trật tự, an toàn giao thông năm 2024

1. Công an thị xã

- Tuyên truyền Luật Giao thông đường bộ.

- Kiểm tra bãi giữ xe của cơ sở karaoke.
"""
