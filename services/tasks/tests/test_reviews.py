"""Verdicts: on the version that stands, with the content that stands, and void beside a later one."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from tasks_samples import CAMPAIGN, HASH, NOW, OTHER_HASH

from chungtay_kernel.testing import Given, given
from chungtay_tasks.bodies import ReviewReport
from chungtay_tasks.domain.desks import Desks, Seat
from chungtay_tasks.domain.reviews import Report, ReportVersion, decide_review, evolve
from chungtay_tasks.events import Period, Reason, ReviewAccepted, ReviewReturned

DAY = timedelta(days=1)
DEADLINE = datetime.fromisoformat("2024-07-01T00:00+07:00")
DESKS = Desks(CAMPAIGN, "CATX", "UBTX", False, ("CATX", "UBTX"))
SEAT = Seat("CATX", "coordinator", "only")
PERIOD = Period.model_validate({"start": "2024-06-01", "end": "2024-06-30"})
REASON = Reason(item="Khó khăn", text="Chưa nêu nguyên nhân.")


def filed(version: int = 1, content: str = HASH, at: datetime = NOW) -> ReportVersion:
    return ReportVersion(version, True, content, at)


def withdrawn(version: int, at: datetime = NOW) -> ReportVersion:
    return ReportVersion(version, False, "", at)


def accepted(version: int = 1, content: str = HASH, **other: Any) -> ReviewAccepted:
    return ReviewAccepted(**_event(version, content, **other))


def returned(version: int = 1, content: str = HASH, **other: Any) -> ReviewReturned:
    return ReviewReturned(**_event(version, content, **{"reasons": [REASON], **other}))


def _event(version: int, content: str, **other: Any) -> dict[str, Any]:
    stream = f"unit-report/{CAMPAIGN}/XP-1/final"
    nothing = {"reasons": [], "note": None, "due_at": None}
    return {
        "campaign": CAMPAIGN, "unit": "XP-1", "report": stream, "report_version": version, "content_hash": content,
        **nothing, **other,
    }  # fmt: skip


def review(verdict: str = "accepted", version: int = 1, content: str = HASH, **other: Any) -> ReviewReport:
    if verdict == "returned":
        other = {"reasons": [REASON.model_dump()], **other}
    return ReviewReport.model_validate(
        {"unit": "XP-1", "report_version": version, "content_hash": content, "verdict": verdict, **other}
    )


def report(*versions: ReportVersion, verdicts: tuple[ReviewAccepted | ReviewReturned, ...] = ()) -> Given[Report]:
    return given(*verdicts, evolve=evolve, initial=Report(versions))


def decide(state: Report, command: ReviewReport, now: datetime = NOW) -> Any:
    return decide_review(state, DESKS, command, SEAT, now, PERIOD)


def test_a_filed_report_is_accepted_with_its_content() -> None:
    report(filed()).when(decide, review(note="Đầy đủ.")).then(accepted(note="Đầy đủ."))


def test_a_filed_report_is_returned_with_reasons_and_perhaps_a_new_time() -> None:
    again = NOW + DAY
    report(filed()).when(decide, review("returned", due_at=again)).then(returned(due_at=again))


def test_a_return_needs_a_reason() -> None:
    report(filed()).when(decide, review("returned", reasons=[])).then_refused("reasons_required", "reasons")


def test_an_acceptance_has_neither_reasons_nor_a_new_time() -> None:
    reasons = [REASON.model_dump()]
    report(filed()).when(decide, review(reasons=reasons)).then_refused("only_for_a_return", "reasons")
    report(filed()).when(decide, review(due_at=NOW + DAY)).then_refused("only_for_a_return", "due_at")


def test_a_new_time_lies_ahead() -> None:
    report(filed()).when(decide, review("returned", due_at=NOW)).then_refused("in_the_past", "due_at")


@pytest.mark.parametrize("far", ["2224-07-05T00:00+07:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"])
def test_a_new_time_lies_near_the_campaign(far: str) -> None:
    report(filed()).when(decide, review("returned", due_at=far)).then_refused("date_far_off", "due_at")


def test_a_report_that_was_not_filed_cannot_be_reviewed() -> None:
    report().when(decide, review()).then_refused("report_not_filed", "unit")


def test_a_version_not_heard_of_cannot_be_reviewed() -> None:
    report(filed()).when(decide, review(version=2)).then_refused("report_version_unknown", "report_version")


def test_a_withdrawn_report_cannot_be_reviewed() -> None:
    standing = report(filed(), withdrawn(2))
    standing.when(decide, review()).then_refused("report_withdrawn", "report_version")
    standing.when(decide, review(version=2)).then_refused("report_withdrawn", "report_version")


def test_an_earlier_version_cannot_be_reviewed() -> None:
    standing = report(filed(), withdrawn(2), filed(3, OTHER_HASH))
    standing.when(decide, review()).then_refused("report_superseded", "report_version")
    standing.when(decide, review(version=3, content=OTHER_HASH)).then(accepted(3, OTHER_HASH))


def test_other_content_than_what_stands_cannot_be_reviewed() -> None:
    report(filed()).when(decide, review(content=OTHER_HASH)).then_refused("content_differs", "content_hash")


def test_what_is_refused_as_a_conflict_says_how_to_go_on() -> None:
    refusal = report(filed(), withdrawn(2)).when(decide, review()).then_refused("report_withdrawn")
    assert refusal.status == 409
    assert all(refusal.remedy.values())


def test_a_version_is_accepted_once_and_returned_once() -> None:
    report(filed(), verdicts=(accepted(),)).when(decide, review()).then_refused("already_reviewed")
    report(filed(), verdicts=(returned(),)).when(decide, review("returned")).then_refused("already_reviewed")


def test_what_was_accepted_may_still_be_returned_and_not_the_other_way_round() -> None:
    report(filed(), verdicts=(accepted(),)).when(decide, review("returned")).then(returned())
    report(filed(), verdicts=(returned(),)).when(decide, review()).then_refused("already_reviewed")


def test_after_a_return_the_next_version_is_reviewed_anew() -> None:
    standing = report(filed(), filed(2, OTHER_HASH), verdicts=(returned(),))
    standing.when(decide, review(version=2, content=OTHER_HASH)).then(accepted(2, OTHER_HASH))


@for_any(st.permutations([filed(), withdrawn(2), filed(3, OTHER_HASH), accepted()]))
def test_a_verdict_is_void_beside_a_later_version_whichever_came_first(order: list[Any]) -> None:
    """Versions come in the order of their stream; where the verdict falls among them makes no difference."""
    versions = sorted((e for e in order if isinstance(e, ReportVersion)), key=lambda v: v.version)
    state = Report()
    waiting = iter(versions)
    for event in order:
        if isinstance(event, ReportVersion):
            state = Report((*state.versions, next(waiting)), state.verdicts)
        else:
            state = evolve(state, event)
    assert state.verdict is None
    assert state.filed == versions[-1]


def test_a_verdict_stands_while_its_version_does() -> None:
    state = reduce(evolve, [accepted()], Report((filed(),)))
    assert state.verdict is not None
    assert Report((filed(), withdrawn(2)), state.verdicts).verdict is None


def test_the_same_version_with_other_content_is_not_what_was_reviewed() -> None:
    """A log that was restored may hold another event at the same version."""
    assert reduce(evolve, [accepted()], Report((filed(content=OTHER_HASH),))).verdict is None


def test_a_report_is_late_from_the_very_instant_of_the_deadline() -> None:
    assert Report((filed(at=DEADLINE),)).is_late(DEADLINE)
    assert not Report((filed(at=DEADLINE - timedelta(microseconds=1)),)).is_late(DEADLINE)


def test_a_return_with_a_new_time_gives_what_is_filed_again_that_time() -> None:
    again = DEADLINE + 3 * DAY
    state = reduce(evolve, [returned(due_at=again)], Report((filed(), filed(2, at=DEADLINE + DAY))))
    assert not state.is_late(DEADLINE)
    without = reduce(evolve, [returned()], Report((filed(), filed(2, at=DEADLINE + DAY))))
    assert without.is_late(DEADLINE)


def test_a_return_makes_nothing_timely_that_came_late() -> None:
    first, again = filed(at=DEADLINE + 2 * DAY), filed(2, OTHER_HASH, at=DEADLINE + 3 * DAY)
    state = reduce(evolve, [returned(due_at=DEADLINE + 4 * DAY)], Report((first, again)))
    assert state.is_late(DEADLINE)
    assert state.due_at(DEADLINE) == DEADLINE


def test_a_second_return_goes_on_from_the_time_that_the_first_one_gave() -> None:
    def third(second_at: datetime) -> Report:
        versions = (filed(), filed(2, OTHER_HASH, at=second_at), filed(3, at=DEADLINE + 4 * DAY))
        first, second = returned(due_at=DEADLINE + 2 * DAY), returned(2, OTHER_HASH, due_at=DEADLINE + 5 * DAY)
        return reduce(evolve, [first, second], Report(versions))

    assert not third(DEADLINE + DAY).is_late(DEADLINE)
    assert third(DEADLINE + 3 * DAY).is_late(DEADLINE)


def test_whether_a_report_stood_at_a_moment_is_told_by_what_came_before_it() -> None:
    before, after = DEADLINE - DAY, DEADLINE + DAY
    assert Report((filed(at=before),)).filed_before(DEADLINE)
    assert not Report((filed(at=DEADLINE),)).filed_before(DEADLINE)
    assert not Report((filed(at=before), withdrawn(2, before))).filed_before(DEADLINE)
    assert Report((filed(at=before), withdrawn(2, after))).filed_before(DEADLINE)
