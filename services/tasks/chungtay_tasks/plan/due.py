"""One due rule and where it stands."""

import re
from dataclasses import dataclass

from chungtay_tasks.plan.dates import Window
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.reading import Comparison, DueRule


@dataclass(frozen=True, slots=True)
class Due:
    """A rule and where it stands; `inferred` if the year was not written."""

    rule: DueRule
    start: int
    end: int
    inferred: bool = False


def due_of(
    doc: Folded, match: re.Match[str], comparison: Comparison, window: Window | None = None, **more: object
) -> Due:
    start, end = doc.trim(match.start(), match.end(), ",(")
    first = window.start if window and comparison == "during" and window.start != window.end else None
    rule = DueRule.model_validate(
        {"text": doc.text[start:end], "comparison": comparison, "date": window.end if window else None, "start": first}
        | more
    )
    return Due(rule, start, end, inferred=bool(window and window.inferred))


def comparison_of(match: re.Match[str], default: Comparison = "by") -> Comparison:
    return "before" if match.groupdict().get("before") else default
