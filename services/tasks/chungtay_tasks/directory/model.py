"""Units and groups as the directory knows them: what is called how, belongs to whom, and from when until when.

A code is reused over time, so a unit is one life of a code: (code, valid_from) tells it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitRef:
    """One life of a code, elsewhere in the directory; `name_vi` as it was when it was named."""

    code: str
    valid_from: date | None = None
    name_vi: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """What a unit was called and whom it belonged to, up to and including the day `until`."""

    until: date
    name_vi: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One life of a code; both days of its validity belong to it, None: not known, or not yet."""

    code: str
    name_vi: str
    kind: str
    name_en: str | None = None
    level: str | None = None
    admin_code: str | None = None
    eid: str | None = None
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    successors: tuple[UnitRef, ...] = ()
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A named group; `members` are codes of units or of other groups."""

    code: str
    name_vi: str
    members: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """Every life of every code."""

    units: Sequence[Unit] = field(default=())
    groups: Sequence[UnitGroup] = field(default=())
