"""The product's own sample plan reads to the structure of the first case."""

import datetime as dt

import pytest
from plan_support import SAMPLE, uncovered

from chungtay_tasks.plan import PlanReading, read_plan


@pytest.fixture(scope="module")
def reading() -> PlanReading:
    return read_plan(SAMPLE.read_text(encoding="utf-8"))


def test_clauses_paragraphs_and_duties(reading: PlanReading) -> None:
    clauses = [clause.clause for clause in reading.clauses]
    assert [c for c in clauses if c.startswith("II.")] == [f"II.{n}" for n in range(1, 11)]
    assert [c for c in clauses if c.startswith("III.")] == ["III.1", "III.2"]
    duties = [duty for one in reading.assignments for duty in one.duties]
    assert len({duty.paragraph_start for duty in duties}) == 20
    assert [len(one.duties) for one in reading.assignments] == [9, 2, 3, 4, 3, 2, 3, 2, 3, 12, 3, 2]


def test_holders_and_the_one_clause_of_requests(reading: PlanReading) -> None:
    requests = [one for one in reading.assignments if one.mode == "request"]
    assert [(one.clause, one.holders) for one in requests] == [
        ("II.8", ["Viện kiểm sát nhân dân", "Tòa án nhân dân thị xã", "Chi cục Thi hành án dân sự thị xã"])
    ]
    assert len({name for one in reading.assignments for name in one.holders}) == 16
    assert reading.unassigned == []


def test_head_and_foot(reading: PlanReading) -> None:
    assert (reading.number, reading.symbol, reading.issue_date, reading.issue_month) == (
        None,
        "KH-UBND",
        None,
        "2024-06",
    )
    assert (reading.issuer, reading.place) == ("UBND thị xã Việt Yên", "Việt Yên")
    assert [(one.number, one.date, one.issuer) for one in reading.basis] == [
        ("101/KH-UBND", dt.date(2024, 5, 30), "UBND tỉnh Bắc Giang")
    ]
    assert reading.slogan == "Chung tay xây dựng xã, phường, thị trấn sạch ma túy"
    assert (len(reading.goals), len(reading.recipients)) == (3, 11)
    assert (reading.signer.title_lines, reading.signer.name) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], None)


def test_period_key_date_and_deadline(reading: PlanReading) -> None:
    assert (reading.period.start, reading.period.end) == (dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    assert [day.date for day in reading.key_dates] == [dt.date(2024, 6, 26)]
    report = reading.reports[0]
    assert (report.to, report.via) == ("UBND thị xã", "Công an thị xã")
    assert report.due is not None
    assert (report.due.date, report.due.comparison) == (dt.date(2024, 7, 1), "before")


def test_nothing_is_lost_and_what_is_unsure_is_named(reading: PlanReading) -> None:
    assert uncovered(reading) == ""
    reasons = [doubt.why for doubt in reading.doubts]
    assert reasons.count("pointer_duty") == 1
    assert {"number_blank", "day_blank", "no_lead_named", "members_unlisted"} == set(reasons) - {"pointer_duty"}
