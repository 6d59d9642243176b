"""Plans of our own in many layouts, annotated whole: what is in them is found, and nothing else."""

import json
from pathlib import Path

import pytest
from plan_support import TEXTS
from scores import Score, scored, table

from chungtay_tasks.plan import read_plan

PLANS = sorted(TEXTS.glob("*.txt"))


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {text.stem: scored(text) for text in PLANS}


def test_there_are_plans_of_every_layout() -> None:
    assert len(PLANS) >= 12
    assert all(text.with_name(f"{text.stem}.gold.json").exists() for text in PLANS)


@pytest.mark.parametrize("name", [text.stem for text in PLANS])
def test_every_agency_period_deadline_and_comparison_and_nearly_every_duty_is_found(
    name: str, scores: dict[str, Score]
) -> None:
    one = scores[name]
    assert one.coverage == 1.0
    assert [miss for miss in one.misses if miss.startswith(("head", "agencies", "modes", "deadlines", "report"))] == []
    assert min(one.share("duties"), one.share("no more"), one.share("no others"), one.share("clauses")) >= 0.95


def test_the_table_names_every_miss(scores: dict[str, Score]) -> None:
    missing = Score()
    missing.mark("duties", False, "II.1 Sở Y tế: Khám sức khỏe")
    lines = list(table({"một": missing}))
    assert lines[1].split()[:1] == ["một"]
    assert lines[-1] == "  miss duties: II.1 Sở Y tế: Khám sức khỏe"


@pytest.mark.parametrize("text", PLANS, ids=lambda text: text.stem)
def test_each_item_stands_where_it_says_and_what_is_unsure_says_why(text: Path) -> None:
    reading = read_plan(text.read_text(encoding="utf-8"))
    duties = [duty for assignment in reading.assignments for duty in assignment.duties]
    for span in [*duties, *reading.context, *reading.unassigned, *reading.doubts]:
        assert span.text == reading.text[span.start : span.end]
    unsure = {(doubt.start, doubt.end) for doubt in reading.doubts}
    low = [duty for duty in duties if duty.confidence == "low"]
    assert all(any(s <= duty.end and duty.start <= e for s, e in unsure) for duty in low)


def test_gold_files_say_what_the_scorer_reads() -> None:
    for text in PLANS:
        gold = json.loads(text.with_name(f"{text.stem}.gold.json").read_text(encoding="utf-8"))
        for want in gold["assignments"]:
            assert len(want["first_words"]) == want["duties_count_min"]
            assert want["mode"] in ("order", "request")
