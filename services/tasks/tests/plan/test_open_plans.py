"""Real plans with their gold annotations, which lie beside the repository and are not part of it."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from plan_support import OPEN_PLANS

from chungtay_tasks.plan import read_plan

pytestmark = pytest.mark.skipif(not OPEN_PLANS.is_dir(), reason=f"no annotated plans at {OPEN_PLANS}")


def scored(name: str) -> tuple[dict[str, Any], list[str]]:
    spec = importlib.util.spec_from_file_location("score", OPEN_PLANS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    text = (OPEN_PLANS / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((OPEN_PLANS / f"{name}.gold.json").read_text(encoding="utf-8"))
    return scorer.score(read_plan(text).model_dump(mode="json"), gold)


@pytest.mark.parametrize("name", sorted(path.stem for path in Path(OPEN_PLANS).glob("*.txt")))
def test_every_agency_period_deadline_and_duty_is_found(name: str) -> None:
    figures, misses = scored(name)
    print(name, figures)
    assert figures["coverage"] == 1.0
    # a body that acts but was not annotated is no fault of the reading
    assert [miss for miss in misses if not miss.startswith("precision")] == []


def test_the_first_case_misses_nothing() -> None:
    assert scored("viet-yen-2024")[1] == []
