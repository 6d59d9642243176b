"""Given what stands, when something is asked, then these events, or this refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from intake_samples import CAMPAIGN, REPORT, known

from chungtay_intake.domain import (
    Activity,
    Review,
    UnitReport,
    decide_correct,
    decide_file,
    decide_record,
    decide_void,
    decide_withdraw,
    evolve_activity,
    evolve_report,
)  # fmt: skip
from chungtay_intake.drawing import Drawn, Standing
from chungtay_intake.events import (
    ActivityCorrected,
    ActivityFacts,
    ActivityRecorded,
    ActivityVoided,
    Figure,
    UnitReportFiled,
    UnitReportWithdrawn,
    hash_of,
)  # fmt: skip
from chungtay_intake.negative import Stated
from chungtay_kernel.testing import Given, given

STREAM = "activity/0190163d-8694-739b-aea5-966c26f8ad90"
UNIT = "XP-07777"


def facts(**changes: Any) -> ActivityFacts:
    whole: dict[str, Any] = {
        "campaign": CAMPAIGN, "unit": UNIT, "duty": "D41", "type": "propaganda_session", "title": "Tuyên truyền",
        "occurred_on": date(2024, 6, 12), "place": None, "partners": [],
        "figures": [Figure(indicator="PR02", value="86")], "note": None,
    }  # fmt: skip
    return ActivityFacts(**(whole | changes))  # type: ignore[typeddict-item]


HOW: dict[str, Any] = {"channel": "http", "received_at": None, "on_behalf_of": None}
RECORDED = ActivityRecorded(**facts(), **HOW)
VOIDED = ActivityVoided(campaign=CAMPAIGN, unit=UNIT, reason="Ghi trùng.")
FREE: list[UnitReport] = []
FREE_OF_IT = UnitReport(1, 1, "h", filed=True, period="2024-06")


def an_activity(*events: Any) -> Given[Activity]:
    return given(*events, evolve=evolve_activity, initial=Activity(STREAM))


def drawn(position: int = 7, version: int = 1) -> Drawn:
    standing = Standing(STREAM, version, 5, date(2024, 6, 12), [Figure(indicator="PR02", value="86")])
    return Drawn(position, [standing])


def stated(**changes: Any) -> Stated:
    return Stated(**(REPORT | changes))


def filed(position: int = 7) -> UnitReportFiled:
    (event,) = decide_file(UnitReport(), known(), UNIT, drawn(position), stated())
    assert isinstance(event, UnitReportFiled)
    return event


def a_report(*events: Any) -> Given[UnitReport]:
    return given(*events, evolve=evolve_report, initial=UnitReport())


WITHDRAWN = UnitReportWithdrawn(campaign=CAMPAIGN, unit=UNIT, report_version=1, reason="Bổ sung.")


def accepted(report: UnitReport) -> UnitReport:
    return report.reviewed(Review(report.report_version, report.content_hash, "accepted"))


def returned(report: UnitReport) -> UnitReport:
    return report.reviewed(Review(report.report_version, report.content_hash, "returned"))


# Activities


def test_an_activity_is_recorded_as_checked_by_the_way_it_came() -> None:
    assert decide_record(facts()) == [RECORDED]


def test_a_correction_holds_the_whole_content_and_its_reason() -> None:
    better = facts(figures=[Figure(indicator="PR02", value="80")])
    corrected = ActivityCorrected(**better, **HOW, reason="Đếm nhầm.")
    an_activity(RECORDED).when(decide_correct, FREE, better, "Đếm nhầm.", "CATX").then(corrected)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    an_activity(RECORDED).when(decide_correct, FREE, facts(), "Vì sao?", "CATX").then_refused("nothing_changed")


def test_a_correction_back_to_what_stood_first_is_a_correction() -> None:
    corrected = ActivityCorrected(**facts(title="Khác"), **HOW, reason="Sửa.")
    back = an_activity(RECORDED, corrected).when(decide_correct, FREE, facts(), "Trả lại.", "CATX")
    back.then(ActivityCorrected(**facts(), **HOW, reason="Trả lại."))


def test_an_activity_stays_with_the_unit_that_recorded_it() -> None:
    moved = an_activity(RECORDED).when(decide_correct, FREE, facts(unit="CATX"), "Chuyển.", "CATX")
    moved.then_refused("unit_fixed", "unit")


def test_how_an_activity_came_in_outlives_its_corrections() -> None:
    on_paper = ActivityRecorded(**facts(), channel="paper", received_at=None, on_behalf_of="XP-07795")
    (event,) = an_activity(on_paper).when(decide_correct, FREE, facts(title="Khác"), "Sửa.", "CATX").events
    assert isinstance(event, ActivityCorrected)
    assert (event.channel, event.on_behalf_of) == ("paper", "XP-07795")


def test_an_activity_is_voided_with_a_reason() -> None:
    an_activity(RECORDED).when(decide_void, FREE, "Ghi trùng.", "CATX").then(VOIDED)


def test_what_was_voided_is_neither_voided_again_nor_corrected() -> None:
    gone = an_activity(RECORDED, VOIDED)
    assert gone.when(decide_void, FREE, "Lại.", "CATX").then_refused("activity_voided").status == 409
    gone.when(decide_correct, FREE, facts(title="Khác"), "Sửa.", "CATX").then_refused("activity_voided")


def test_what_was_never_recorded_is_unknown() -> None:
    assert an_activity().when(decide_void, FREE, "Hủy.", "CATX").then_refused("activity_unknown").status == 404


@pytest.mark.parametrize("decide", ["correct", "void"])
def test_an_activity_in_a_filed_report_is_locked_and_the_way_on_is_to_withdraw(decide: str) -> None:
    locked = _change(decide, a_report(filed()).state)
    assert locked.status == 409
    assert "withdraw" in locked.remedy["en"]
    assert "Rút báo cáo" in locked.remedy["vi"]


@pytest.mark.parametrize("decide", ["correct", "void"])
def test_an_activity_in_an_accepted_report_is_locked_until_the_coordinator_returns_it(decide: str) -> None:
    locked = _change(decide, accepted(a_report(filed()).state))
    assert "CATX" in locked.remedy["vi"]
    assert "return" in locked.remedy["en"]


def _change(decide: str, report: UnitReport) -> Any:
    state = an_activity(RECORDED)
    if decide == "void":
        return state.when(decide_void, [FREE_OF_IT, report], "Hủy.", "CATX").then_refused("activity_in_filed_report")
    outcome = state.when(decide_correct, [report], facts(title="Khác"), "Sửa.", "CATX")
    return outcome.then_refused("activity_in_filed_report")


@pytest.mark.parametrize(
    "report",
    [
        a_report(filed(), WITHDRAWN).state,
        returned(a_report(filed()).state),
        UnitReport(1, 1, "h", filed=True, activities=frozenset({"activity/another"})),
    ],
    ids=["withdrawn", "returned", "not in it"],
)
def test_a_report_that_does_not_bind_the_activity_locks_nothing(report: UnitReport) -> None:
    an_activity(RECORDED).when(decide_void, [report], "Ghi trùng.", "CATX").then(VOIDED)


# Unit reports


def test_a_filing_freezes_figures_activities_and_words_under_a_hash() -> None:
    event = filed(position=7)
    assert [f.model_dump() for f in event.figures] == [{"indicator": "PR02", "value": "86", "members": None}]
    assert [(a.activity, a.version) for a in event.activities] == [(STREAM, 1)]
    assert (event.drawn_at, event.narrative) == (7, REPORT["narrative"])
    assert event.content_hash == hash_of(event)


def test_the_hash_covers_the_content_and_not_the_position() -> None:
    assert filed(position=7).content_hash == filed(position=9).content_hash
    (other,) = decide_file(UnitReport(), known(), UNIT, drawn(), stated(narrative="Khác."))
    assert isinstance(other, UnitReportFiled)
    assert other.content_hash != filed().content_hash


def test_zeros_are_stated_in_the_order_of_the_catalogue() -> None:
    (event,) = decide_file(UnitReport(), known(), UNIT, drawn(), stated(zeros=["EN12", "PR01"]))
    assert isinstance(event, UnitReportFiled)
    assert event.zeros == ["PR01", "EN12"]


@pytest.mark.parametrize(
    ("zeros", "code"),
    [
        (["PR02"], "zero_contradicted"),
        (["PR01", "PR01"], "zero_contradicted"),
        (["PR99"], "indicator_unknown"),
        (["EN08"], "indicator_not_reported"),
    ],
)
def test_a_zero_that_makes_no_sense_is_refused(zeros: list[str], code: str) -> None:
    refusal = a_report().when(decide_file, known(), UNIT, drawn(), stated(zeros=zeros)).then_refused(code)
    assert refusal.field == f"zeros[{len(zeros) - 1}]"


def test_a_unit_that_nobody_expects_a_report_from_files_none() -> None:
    refusal = a_report().when(decide_file, known(), "UBTX", drawn(), stated()).then_refused("report_not_expected")
    assert (refusal.status, refusal.field) == (422, "unit")


def test_a_report_is_filed_once() -> None:
    again = a_report(filed()).when(decide_file, known(), UNIT, drawn(), stated())
    assert again.then_refused("report_already_filed").status == 409


def test_after_acceptance_only_the_coordinator_can_open_it() -> None:
    report = accepted(a_report(filed()).state)
    state = given(evolve=evolve_report, initial=report)
    refusal = state.when(decide_file, known(), UNIT, drawn(), stated()).then_refused("report_already_filed")
    assert "CATX" in refusal.remedy["en"]
    state.when(decide_withdraw, known(), UNIT, "Sửa.").then_refused("report_accepted")


def test_a_withdrawn_report_is_filed_again_as_the_next_version() -> None:
    report = a_report(filed(), WITHDRAWN)
    report.when(decide_file, known(), UNIT, drawn(), stated()).then(filed())
    assert evolve_report(report.state, filed()).report_version == 3


def test_a_returned_report_is_filed_again_without_withdrawing() -> None:
    state = given(evolve=evolve_report, initial=returned(a_report(filed()).state))
    state.when(decide_file, known(), UNIT, drawn(), stated()).then(filed())


def test_a_filed_report_is_withdrawn_with_a_reason() -> None:
    a_report(filed()).when(decide_withdraw, known(), UNIT, "Bổ sung.").then(WITHDRAWN)


@pytest.mark.parametrize(
    "report",
    [UnitReport(), a_report(filed(), WITHDRAWN).state, returned(a_report(filed()).state)],
    ids=["never filed", "withdrawn", "returned"],
)
def test_what_is_not_filed_is_not_withdrawn(report: UnitReport) -> None:
    state = given(evolve=evolve_report, initial=report)
    state.when(decide_withdraw, known(), UNIT, "Rút.").then_refused("report_not_filed")


def test_a_review_binds_one_version_with_one_content_and_nothing_withdrawn() -> None:
    report = a_report(filed()).state
    assert report.reviewed(Review(1, report.content_hash, "accepted")).state == "accepted"
    assert report.reviewed(Review(2, report.content_hash, "accepted")).state == "filed"
    assert report.reviewed(Review(1, "another", "accepted")).state == "filed"
    gone = a_report(filed(), WITHDRAWN).state
    assert gone.reviewed(Review(1, report.content_hash, "accepted")).state == "withdrawn"
