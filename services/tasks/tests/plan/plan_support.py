"""What the plan tests share: places of texts, and a reading put in few words."""

import re
import unicodedata
from pathlib import Path

from chungtay_tasks.plan import PlanReading

PACKAGE = Path(__file__).parents[2] / "chungtay_tasks"
TEXTS = Path(__file__).parent / "texts"
SAMPLE = PACKAGE / "sample" / "plan.txt"
OPEN_PLANS = Path(__file__).parents[5] / "shared" / "plans"


def letters(text: str) -> str:
    """Letters and digits in order; what no repair may lose or add."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def uncovered(reading: PlanReading) -> str:
    """Letters and digits that lie in no duty, context or unassigned."""
    seen = bytearray(len(reading.text))
    duties = [duty for assignment in reading.assignments for duty in assignment.duties]
    for span in [*duties, *reading.context, *reading.unassigned]:
        seen[span.start : span.end] = b"\x01" * (span.end - span.start)
    return "".join(c for c, covered in zip(reading.text, seen, strict=True) if c.isalnum() and not covered)


def held(reading: PlanReading) -> list[tuple[str, str, list[str]]]:
    """(clause, holders, first three words of each duty) of each assignment."""
    return [
        (one.clause, "; ".join(one.holders), [" ".join(re.findall(r"\w+", duty.text)[:3]) for duty in one.duties])
        for one in reading.assignments
    ]
