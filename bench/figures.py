"""One measured figure: product and raw limit in alternated rounds, medians, and their ratio beside its target."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Literal

Better = Literal["higher", "lower"]

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """`product` and `raw` are medians in `unit`; the ratio is product over raw, to be at least or at most `target`."""

    name: str
    product: float
    raw: float
    unit: str
    ratio: float
    target: float | None
    better: Better

    @property
    def reached(self) -> bool | None:
        if self.target is None:
            return None
        return self.ratio >= self.target if self.better == "higher" else self.ratio <= self.target


def figure(
    name: str, product: Sequence[float], raw: Sequence[float], *, unit: str, target: float | None, better: Better
) -> Figure:
    of_product, of_raw = median(product), median(raw)
    return Figure(name, of_product, of_raw, unit, of_product / of_raw, target, better)


def table(figures: Sequence[Figure]) -> str:
    lines = [f"{'figure':<58} {'product':>12} {'raw':>12} {'unit':<10} {'ratio':>7}  target"]
    for f in figures:
        sign = "≥" if f.better == "higher" else "≤"
        aim = "" if f.target is None else f"{sign} {f.target:g} {'✓' if f.reached else '✗'}"
        lines.append(f"{f.name:<58} {f.product:>12,.5g} {f.raw:>12,.5g} {f.unit:<10} {f.ratio:>7.2f}  {aim}")
    return "\n".join(lines)


def write(figures: Sequence[Figure], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"figures": [asdict(f) for f in figures]}, ensure_ascii=False, indent=1) + "\n", "utf-8")
