"""On time, late, returned, accepted, missing: judged from filings, verdicts and the due moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from histories import DUE, campaign

from chungtay_reporting.completeness import Completeness, Filing, Verdict, completeness
from chungtay_reporting.heard import CampaignPublished

CAMPAIGN = CampaignPublished.model_validate(campaign())
MINUTE = timedelta(minutes=1)


def filing(unit: str, received: datetime, version: int = 1) -> Filing:
    return Filing(f"unit-report/{unit}", version, version, unit, received, "h", "", (), ())


def verdict(
    unit: str, version: int = 1, *, accepted: bool, content: str = "h", due: datetime | None = None,
    received: datetime = DUE - MINUTE,
) -> Verdict:  # fmt: skip
    return Verdict(f"unit-report/{unit}", version, content, accepted, due, version, received)


def judged(filings: list[Filing], verdicts: list[Verdict] | None = None) -> Completeness:
    return completeness(CAMPAIGN, filings, verdicts or [])


@pytest.mark.parametrize(("received", "late"), [(DUE - MINUTE, 0), (DUE, 1), (DUE + MINUTE, 1)])
def test_what_comes_at_the_due_moment_is_late(received: datetime, late: int) -> None:
    found = judged([filing("CATX", received)])
    assert (len(found.of("late")), len(found.of("on_time"))) == (late, 1 - late)


def test_a_verdict_on_another_version_or_content_says_nothing() -> None:
    for stray in (verdict("CATX", 1, accepted=True), verdict("CATX", 2, accepted=True, content="khác")):
        assert judged([filing("CATX", DUE - MINUTE, 2)], [stray]).of("accepted") == []


def test_of_two_verdicts_on_one_version_the_later_stands() -> None:
    given = [verdict("CATX", accepted=True), Verdict("unit-report/CATX", 1, "h", False, None, 9, DUE - MINUTE)]
    assert [u.state for u in judged([filing("CATX", DUE - MINUTE)], given).of("received")] == ["returned"]


def test_a_returned_report_counts_as_received() -> None:
    found = judged([filing("CATX", DUE - MINUTE)], [verdict("CATX", accepted=False)])
    assert found.counts() == {
        "expected": 3, "received": 1, "on_time": 1, "late": 0, "returned": 1, "accepted": 0, "missing": 2,
    }  # fmt: skip


def test_what_is_filed_again_is_judged_by_the_moment_the_return_gave() -> None:
    returned = verdict("CATX", 1, accepted=False, due=DUE + 3 * MINUTE)
    assert judged([filing("CATX", DUE + MINUTE, 2)], [returned]).of("late") == []
    assert len(judged([filing("CATX", DUE + 3 * MINUTE, 2)], [returned]).of("late")) == 1


def test_a_return_makes_nothing_timely_that_came_late() -> None:
    returned = verdict("CATX", 1, accepted=False, due=DUE + 5 * MINUTE, received=DUE + MINUTE)
    assert len(judged([filing("CATX", DUE + 2 * MINUTE, 2)], [returned]).of("late")) == 1


def test_a_second_return_goes_on_from_the_moment_that_the_first_one_gave() -> None:
    first = verdict("CATX", 1, accepted=False, due=DUE + 3 * MINUTE)
    for second_came, late in ((DUE + MINUTE, 0), (DUE + 4 * MINUTE, 1)):
        second = verdict("CATX", 2, accepted=False, due=DUE + 9 * MINUTE, received=second_came)
        assert len(judged([filing("CATX", DUE + 5 * MINUTE, 3)], [first, second]).of("late")) == late


def test_a_body_that_was_asked_is_never_late() -> None:
    found = judged([filing("TTYT", DUE + MINUTE)])
    assert found.of("late") == []
    assert [u.timeliness(DUE + MINUTE) for u in found.asked] == ["answered"]
    assert [u.timeliness(DUE + MINUTE) for u in judged([]).asked] == ["not_answered"]


def test_nobody_is_overdue_before_the_due_moment() -> None:
    missing = judged([]).of("missing")
    assert {u.timeliness(datetime(2024, 6, 2, tzinfo=UTC)) for u in missing} == {"not_due"}
    assert {u.timeliness(DUE) for u in missing} == {"overdue"}
