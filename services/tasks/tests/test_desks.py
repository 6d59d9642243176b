"""Who reviews whose report, in what steps, and how a report that came to the wrong desk finds the right one."""

from __future__ import annotations

from typing import Any

import pytest
from tasks_samples import CAMPAIGN, HASH, NOW, OTHER_HASH

from chungtay_kernel.testing import Given, given
from chungtay_tasks.bodies import RerouteReport, ReviewReport
from chungtay_tasks.domain.desks import Desks, Seat, seat_of
from chungtay_tasks.domain.reviews import Report, ReportVersion, decide_reroute, decide_review, evolve
from chungtay_tasks.events import Period, ReportRerouted, ReviewAccepted, ReviewChecked, ReviewReturned

ONE_STEP = Desks(CAMPAIGN, "CATX", "UBTX", False, ("CATX", "UBTX"))
TWO_STEPS = Desks(CAMPAIGN, "CATX", "UBTX", True, ("CATX", "UBTX"))
PERIOD = Period.model_validate({"start": "2024-06-01", "end": "2024-06-30"})
FIRST, LAST = TWO_STEPS.seats("XP-1")
ABOUT: dict[str, Any] = {
    "campaign": CAMPAIGN, "unit": "XP-1", "period": "2024-06", "report": f"unit-report/{CAMPAIGN}/XP-1/2024-06",
    "report_version": 1, "content_hash": HASH,
}  # fmt: skip
CHECKED = ReviewChecked(**ABOUT, note=None)
ACCEPTED = ReviewAccepted(**ABOUT, note=None, reasons=[], due_at=None)
RETURNED = ReviewReturned(**ABOUT, note=None, reasons=[{"text": "Thiếu số liệu."}], due_at=None)  # type: ignore[list-item]
REROUTED = ReportRerouted(**ABOUT, from_desk="UBTX", to_desk="CATX", reason="Gửi nhầm nơi.")


def filed(version: int = 1, content: str = HASH, sent_to: str | None = None) -> ReportVersion:
    return ReportVersion(version, True, content, NOW, sent_to)


def report(*said: Any, version: ReportVersion | None = None) -> Given[Report]:
    return given(*said, evolve=evolve, initial=Report((version or filed(),)))


def review(verdict: str, **more: Any) -> ReviewReport:
    about = {name: ABOUT[name] for name in ("unit", "period", "report_version", "content_hash")}
    reasons = [{"text": "Thiếu số liệu."}] if verdict == "returned" else []
    return ReviewReport.model_validate({**about, "verdict": verdict, "reasons": reasons, **more})


def reroute(**more: Any) -> RerouteReport:
    about = {name: ABOUT[name] for name in ("unit", "period", "report_version", "content_hash")}
    return RerouteReport.model_validate({**about, "reason": "Gửi nhầm nơi.", **more})


def decide(state: Report, desks: Desks, verdict: str, seat: Seat) -> Any:
    return decide_review(state, desks, review(verdict), seat, NOW, PERIOD)


def test_the_coordinator_reviews_the_units_and_the_issuers_leader_the_coordinator() -> None:
    assert ONE_STEP.seats("XP-1") == (Seat("CATX", "coordinator", "only"),)
    assert ONE_STEP.seats("CATX") == TWO_STEPS.seats("CATX") == (Seat("UBTX", "leader", "only"),)


@pytest.mark.parametrize(
    ("unit", "roles", "verdict", "step"),
    [
        ("CATX", ["coordinator"], "checked", "first"),
        ("CATX", ["coordinator"], "accepted", "first"),
        ("UBTX", ["leader"], "accepted", "last"),
        ("UBTX", ["coordinator"], "accepted", None),
        ("XP-1", ["coordinator", "leader"], "accepted", None),
    ],
)
def test_a_seat_is_taken_by_unit_and_role(unit: str, roles: list[str], verdict: str, step: str | None) -> None:
    seat = seat_of(TWO_STEPS.seats("XP-1"), unit, roles, verdict)
    assert (seat.step if seat else None) == step


def test_where_one_unit_has_both_seats_the_verdict_says_which() -> None:
    both = Desks(CAMPAIGN, "UBTX", "UBTX", True, ("UBTX",)).seats("XP-1")
    taken = [seat_of(both, "UBTX", ["coordinator", "leader"], verdict) for verdict in ("checked", "accepted")]
    assert [seat.step for seat in taken if seat] == ["first", "last"]


def test_in_two_steps_the_coordinator_checks_and_the_leader_accepts() -> None:
    report().when(decide, TWO_STEPS, "checked", FIRST).then(CHECKED)
    report(CHECKED).when(decide, TWO_STEPS, "accepted", LAST).then(ACCEPTED)


def test_in_two_steps_neither_does_the_others_step() -> None:
    report().when(decide, TWO_STEPS, "accepted", FIRST).then_refused("check_first", "verdict")
    report().when(decide, TWO_STEPS, "accepted", LAST).then_refused("not_checked", "verdict")
    report(CHECKED).when(decide, TWO_STEPS, "checked", FIRST).then_refused("already_reviewed")
    report().when(decide, TWO_STEPS, "checked", LAST).then_refused("no_first_step", "verdict")


def test_in_one_step_there_is_nothing_to_check() -> None:
    (seat,) = ONE_STEP.seats("XP-1")
    report().when(decide, ONE_STEP, "checked", seat).then_refused("no_first_step", "verdict")


@pytest.mark.parametrize("seat", [FIRST, LAST])
def test_either_may_return_what_was_checked_or_accepted(seat: Seat) -> None:
    report(CHECKED).when(decide, TWO_STEPS, "returned", seat).then(RETURNED)
    report(CHECKED, ACCEPTED).when(decide, TWO_STEPS, "returned", seat).then(RETURNED)
    report(CHECKED, RETURNED).when(decide, TWO_STEPS, "accepted", LAST).then_refused("already_reviewed")


def test_a_check_is_void_beside_a_later_version() -> None:
    state = report(CHECKED).state
    assert state.check is not None
    again = Report((*state.versions, filed(2, OTHER_HASH)), state.verdicts, state.checks)
    assert again.check is None


def test_a_report_lies_where_it_was_sent_until_it_is_passed_on() -> None:
    sent = filed(sent_to="UBTX")
    assert report(version=sent).state.desk(ONE_STEP, "XP-1") == "UBTX"
    assert report(REROUTED, version=sent).state.desk(ONE_STEP, "XP-1") == "CATX"
    assert report().state.desk(ONE_STEP, "XP-1") == "CATX"
    assert report().state.desk(ONE_STEP, "CATX") == "UBTX"


def test_a_report_at_another_desk_is_reviewed_once_it_was_passed_on() -> None:
    (seat,) = ONE_STEP.seats("XP-1")
    sent = filed(sent_to="UBTX")
    report(version=sent).when(decide, ONE_STEP, "accepted", seat).then_refused("at_another_desk", "unit")
    report(REROUTED, version=sent).when(decide, ONE_STEP, "accepted", seat).then(ACCEPTED)


@pytest.mark.parametrize("by", ["UBTX", "CATX"])
def test_the_desk_it_lies_at_passes_it_on_or_the_right_one_takes_it_over(by: str) -> None:
    report(version=filed(sent_to="UBTX")).when(decide_reroute, ONE_STEP, reroute(), by).then(REROUTED)


def test_a_report_goes_to_no_other_desk_and_is_moved_by_no_other() -> None:
    sent = report(version=filed(sent_to="UBTX"))
    sent.when(decide_reroute, ONE_STEP, reroute(to="TTYT"), "UBTX").then_refused("desk_wrong", "to")
    sent.when(decide_reroute, ONE_STEP, reroute(), "XP-1").then_refused("not_at_your_desk")
    report().when(decide_reroute, ONE_STEP, reroute(), "CATX").then_refused("at_the_right_desk")
    report(REROUTED, version=filed(sent_to="UBTX")).when(
        decide_reroute, ONE_STEP, reroute(), "UBTX"
    ).then_refused("at_the_right_desk")  # fmt: skip


def test_only_the_version_that_stands_is_passed_on() -> None:
    sent = report(version=filed(2, OTHER_HASH, sent_to="UBTX"))
    sent.when(decide_reroute, ONE_STEP, reroute(), "UBTX").then_refused("report_superseded")
