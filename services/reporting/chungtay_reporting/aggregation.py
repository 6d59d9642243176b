"""From what each unit has to figures: the pure half of the one figure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from chungtay_reporting.definitions import Definitions
from chungtay_reporting.heard import Indicator

State = Literal["value", "missing", "not_applicable"]


class Parts(NamedTuple):
    """An amount over all that stands, over what accepted reports hold, and over the rest; None where nothing is."""

    value: Decimal | None = None
    accepted: Decimal | None = None
    provisional: Decimal | None = None


class Cell(NamedTuple):
    """One figure: an indicator in a scope; `activities` counts what its explanation lists."""

    indicator: str
    scope: str
    state: State
    parts: Parts = Parts()
    approximate: bool = False
    activities: int = 0


class Total(NamedTuple):
    """A running total: the sum and the number of standing facts, how many of them approximate."""

    total: Decimal
    facts: int
    approximate: int


class Best(NamedTuple):
    """The fact that a stock or a maximum rests on."""

    value: Decimal
    effective: date
    position: int
    approximate: bool


class Count(NamedTuple):
    """Different members: of all that stands, of what is accepted, and those that only the rest names."""

    value: int
    accepted: int
    provisional: int


CellKey = tuple[str, str]
"""(indicator, unit or scope)."""


@dataclass(slots=True)
class Read:
    """What the database says of one campaign at one vector.

    `best` by (indicator, unit, accepted); `counts` by scope, since different units may count the same place.
    """

    totals: dict[CellKey, Total] = field(default_factory=dict[CellKey, Total])
    held: dict[CellKey, Total] = field(default_factory=dict[CellKey, Total])
    best: dict[tuple[str, str, bool], Best] = field(default_factory=dict[tuple[str, str, bool], Best])
    counts: dict[CellKey, Count] = field(default_factory=dict[CellKey, Count])


def aggregate(definitions: Definitions, read: Read) -> dict[CellKey, Cell]:
    """The figures of all units, of the communes together and in total that have a value."""
    cells: dict[CellKey, Cell] = {}
    for (code, unit), total in read.totals.items():
        indicator = definitions.indicators.get(code)
        if indicator is None:
            continue
        own = _of_unit(indicator, unit, total, read)
        for scope in definitions.scopes(indicator, unit):
            before = cells.get((code, scope))
            cells[code, scope] = own._replace(scope=scope) if before is None else _joined(indicator, before, own)
    return {key: _counted(definitions, cell, read) for key, cell in cells.items()}


def _of_unit(indicator: Indicator, unit: str, total: Total, read: Read) -> Cell:
    code = indicator.code
    if indicator.aggregation in ("latest", "max"):
        accepted, provisional = read.best.get((code, unit, True)), read.best.get((code, unit, False))
        best = greatest(indicator, [b for b in (accepted, provisional) if b])
        parts = Parts(best.value, accepted and accepted.value, provisional and provisional.value)
        return Cell(code, unit, "value", parts, best.approximate, 1)
    held = read.held.get((code, unit))
    rest = total.total - (held.total if held else 0) if total.facts > (held.facts if held else 0) else None
    return Cell(
        code, unit, "value", Parts(total.total, held and held.total, rest), total.approximate > 0, total.facts
    )  # fmt: skip


def greatest(indicator: Indicator, facts: Iterable[Best]) -> Best:
    """A stock is the last one told: greatest effective date, then position; a maximum the greatest amount."""
    if indicator.aggregation == "max":
        return max(facts, key=lambda b: (b.value, b.effective, b.position))
    return max(facts, key=lambda b: (b.effective, b.position))


def _joined(indicator: Indicator, one: Cell, other: Cell) -> Cell:
    if indicator.aggregation == "max":
        first, second = (one, other) if _amount(one) >= _amount(other) else (other, one)
        return first._replace(scope=one.scope, parts=_each(max, first.parts, second.parts))
    return one._replace(
        parts=_each(Decimal.__add__, one.parts, other.parts),
        approximate=one.approximate or other.approximate,
        activities=one.activities + other.activities,
    )


def _amount(cell: Cell) -> Decimal:
    assert cell.parts.value is not None
    return cell.parts.value


def _each(join: Callable[[Decimal, Decimal], Decimal], one: Parts, other: Parts) -> Parts:
    return Parts(*(b if a is None else a if b is None else join(a, b) for a, b in zip(one, other, strict=True)))


def _counted(definitions: Definitions, cell: Cell, read: Read) -> Cell:
    """A distinct figure counts members over its whole scope; what its units' facts added up to is nothing.

    What an accepted report names is accepted, whoever else names it: accepted and provisional add up to the figure.
    """
    if definitions.indicators[cell.indicator].aggregation != "distinct":
        return cell
    count = read.counts.get((cell.indicator, cell.scope), Count(0, 0, 0))
    accepted = None if cell.parts.accepted is None else Decimal(count.accepted)
    parts = Parts(Decimal(count.value), accepted, Decimal(count.provisional) if count.provisional else None)
    return cell._replace(parts=parts)
