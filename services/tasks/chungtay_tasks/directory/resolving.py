"""From a name as somebody wrote it to the unit that is meant: one, several to ask about, or none, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chungtay_kernel.text import fold
from chungtay_tasks.directory.model import Directory, Unit, UnitGroup

Why = Literal[
    "name", "code", "alias", "abbreviation", "former_name", "place", "nearest",
    "several_units", "names_several", "similar", "not_valid_then", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit or group that may be meant; `above` is the name of the unit it belongs to."""

    code: str
    valid_from: date | None
    name_vi: str
    is_group: bool = False
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    code: Why
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """`code` is the one unit or group that `name` means; None: ask about `candidates`, which may be empty."""

    name: str
    code: str | None
    candidates: tuple[Candidate, ...]
    reason: Reason
    is_group: bool = False


def resolve(
    names: Iterable[str], directory: Directory, at: date, *, within: str | None = None
) -> Mapping[str, Resolution]:
    """What each name means on the day `at`; pure.

    `within` is the code of the unit whose document this is (its issuer): "Công an thị xã" is then that town's, and
    a name is looked for below it first, then below what it belongs to, then everywhere.
    """
    return {name: _resolve(name, directory, at) for name in names}


def _resolve(name: str, directory: Directory, at: date) -> Resolution:
    entries: list[Unit | UnitGroup] = [*directory.units, *directory.groups]
    found = [entry for entry in entries if fold(name) in map(fold, (entry.code, entry.name_vi, *entry.aliases))]
    asked = tuple(Candidate(e.code, e.valid_from, e.name_vi, isinstance(e, UnitGroup)) for e in found)
    if len(found) == 1:
        return Resolution(name, found[0].code, asked, Reason("name", "Đúng tên.", "By its name."), asked[0].is_group)
    why = Reason("several_units", "Nhiều đơn vị cùng tên.", "Several units of this name.")
    return Resolution(name, None, asked, why if asked else Reason("unknown", "Không có tên này.", "No such name."))
