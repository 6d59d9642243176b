"""The reference of plan reading names every doubt as the code words it."""

from pathlib import Path

from chungtay_tasks.plan.doubts import REASONS

REFERENCE = Path(__file__).parents[4] / "docs" / "reference" / "plan-reading.md"


def test_every_doubt_stands_in_the_reference_as_it_is_said() -> None:
    rows = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    stated = [row for row in rows if row.split("`")[1] in REASONS]
    assert stated == [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in REASONS.items()]
