"""From a reading to a draft: what the plan says is there, whom its names mean is found, what is unsure stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from draft_scene import directory, edited, reading, review, started

from chungtay_tasks.directory import Directory
from chungtay_tasks.domain.drafts import proposals, starting
from chungtay_tasks.domain.drafts.content import codes
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
