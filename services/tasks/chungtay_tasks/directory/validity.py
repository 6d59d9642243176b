"""Which life of a code a campaign means, and whether that unit is there while the campaign lasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chungtay_tasks.directory.model import Unit, overlaps


def life_for(lives: Sequence[Unit], start: date | None = None, end: date | None = None) -> Unit | None:
    """The first life that is valid on some day from `start` to `end`; where there is none, the latest, to be refused.

    None: the code was never given out.
    """
    ordered = sorted(lives, key=lambda unit: unit.valid_from or date.min)
    within = next((unit for unit in ordered if overlaps(unit, start, end)), None)
    return within or (ordered[-1] if ordered else None)
