"""What a filing says otherwise than an earlier one: what a reviewer looks at when a returned report comes again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chungtay_intake.events import FiledFigure, UnitReportFiled

_WORDS = ("narrative", "nothing_arose", "sent_to")
_LISTS = ("difficulties", "proposals", "zeros", "nothing_in")


def differences(before: UnitReportFiled, after: UnitReportFiled) -> dict[str, Any]:
    """By member: {"from", "to"} of a text, {"added", "removed"} of a list, and per indicator of a figure; activities
    that came, went, or stand in another version. Members that are the same are left out."""
    found: dict[str, Any] = {
        name: {"from": getattr(before, name), "to": getattr(after, name)}
        for name in _WORDS
        if getattr(before, name) != getattr(after, name)
    }
    for name in _LISTS:
        if change := _of_lists(getattr(before, name), getattr(after, name)):
            found[name] = change
    if figures := _of_figures(before.figures, after.figures):
        found["figures"] = figures
    if activities := _of_activities(_versions(before), _versions(after)):
        found["activities"] = activities
    return found


def _of_lists(before: Sequence[str], after: Sequence[str]) -> dict[str, list[str]]:
    change = {"added": [x for x in after if x not in before], "removed": [x for x in before if x not in after]}
    return change if any(change.values()) else {}


def _of_figures(before: Iterable[FiledFigure], after: Iterable[FiledFigure]) -> dict[str, Any]:
    """A figure that one of the two lacks is null there."""
    old, new = ({figure.indicator: _told(figure) for figure in figures} for figures in (before, after))
    return {
        code: {"from": old.get(code), "to": new.get(code)}
        for code in dict.fromkeys([*old, *new])
        if old.get(code) != new.get(code)
    }


def _told(figure: FiledFigure) -> str | list[str] | None:
    return figure.value if figure.members is None else figure.members


def _versions(filed: UnitReportFiled) -> Mapping[str, int]:
    return {held.activity: held.version for held in filed.activities}


def _of_activities(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, list[str]]:
    change = {
        "added": [a for a in after if a not in before],
        "removed": [a for a in before if a not in after],
        "changed": [a for a in after if a in before and after[a] != before[a]],
    }
    return change if any(change.values()) else {}
