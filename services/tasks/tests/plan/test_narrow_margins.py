"""Plans copied with the lines of a narrow page: the same bodies and deadlines are found as in whole paragraphs."""

import json
import re
import textwrap
from pathlib import Path

import pytest
from plan_support import TEXTS
from scores import score

from chungtay_tasks.plan import read_plan

_LONG = 150  # letters: a text with such a line has whole paragraphs


def _has_whole_paragraphs(text: str) -> bool:
    return max(map(len, text.split("\n"))) > _LONG and not re.search(r"\t| {4}|\f", text)


PLANS = [path for path in sorted(TEXTS.glob("*.txt")) if _has_whole_paragraphs(path.read_text(encoding="utf-8"))]


def _narrow(text: str, width: int) -> str:
    """Lines of at most `width` letters without blank lines between; table rows stay whole."""
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = [
        [line] if line.startswith("|") else textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        for line in lines
    ]
    return "\n".join(line for group in wrapped for line in group)


def test_there_are_plans_to_make_narrow() -> None:
    assert len(PLANS) >= 20


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [48, 90])
def test_a_narrow_margin_loses_no_body_and_no_deadline(path: Path, width: int) -> None:
    gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    found = score(read_plan(_narrow(path.read_text(encoding="utf-8"), width)), gold)
    assert [miss for miss in found.misses if miss.startswith(("agencies", "deadlines", "report"))] == []
    assert found.share("duties") >= 0.9
