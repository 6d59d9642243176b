"""From the names a plan uses to units and groups: what the directory knows is taken, what it doubts stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from chungtay_kernel.text import fold
from chungtay_tasks.directory import Directory, Resolution, resolve
from chungtay_tasks.events.drafts import Note, Party
from chungtay_tasks.events.parts import Group
from chungtay_tasks.plan.agencies import is_group
from chungtay_tasks.shortening import shortened

_SMALL = frozenset({"cac", "va", "cua", "nhung", "tat", "ca", "thuoc"})
LONGEST_CODE = 14


@dataclass(slots=True)
class Naming:
    """Parties by name, and the groups that some of them stand for."""

    directory: Directory
    at: date
    within: str | None
    codes: dict[str, str | None] = field(default_factory=dict[str, str | None])
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    notes: list[Note] = field(default_factory=list[Note])

    def party(self, name: str) -> Party:
        return Party(name=name, code=self.codes.get(name))

    def parties(self, names: Iterable[str]) -> tuple[Party, ...]:
        return tuple(self.party(name) for name in dict.fromkeys(names))

    def learn(self, holders: Iterable[str], partners: Iterable[str]) -> None:
        """Finds out whom names mean. A group that holds something is one also where nobody knows its members; of those
        who merely take part, the plan may name any number in passing."""
        asked = dict.fromkeys(holders, True)
        asked = {**dict.fromkeys(partners, False), **asked}
        asked = {name: holds for name, holds in asked.items() if name not in self.codes}
        known = resolve(list(asked), self.directory, self.at, within=self.within)
        for name, holds in asked.items():
            self.codes[name] = self._code(known[name], holds)

    def _code(self, found: Resolution, holds: bool) -> str | None:
        if found.code is not None:
            if found.is_group:
                self._take(found.code)
            return found.code
        members = [candidate.code for candidate in found.candidates if not candidate.is_group]
        if found.reason.code == "names_several" and members:
            return self._group(found.name, members)
        return self._group(found.name, None) if holds and is_group(found.name) and not members else None

    def _take(self, code: str) -> None:
        """A group of the directory, with the groups within it."""
        group = next((g for g in self.directory.groups if g.code == code and g.stands(self.at)), None)
        if group is None or code in self.groups:
            return
        self.groups[code] = Group(code=code, name_vi=group.name_vi, members=list(group.members))
        for member in group.members:
            self._take(member)

    def _group(self, name: str, members: list[str] | None) -> str:
        for group in self.groups.values():
            if fold(group.name_vi) == fold(name) or (members is not None and group.members == members):
                return group.code
        code = self._free(name)
        self.groups[code] = Group(code=code, name_vi=name, members=members)
        if members:
            self.notes.append(_proposed(code, name, len(members)))
        return code

    def _free(self, name: str) -> str:
        words = "".join(c if c.isalnum() else " " for c in fold(name)).split()
        initials = "".join(word[0] for word in words if word not in _SMALL).upper()[:LONGEST_CODE] or "1"
        taken = {*self.groups, *(unit.code for unit in self.directory.units), *(g.code for g in self.directory.groups)}
        wished = [f"G-{initials}", *(f"G-{initials}-{n}" for n in range(2, len(taken) + 3))]
        return next(code for code in wished if code not in taken)


def _proposed(code: str, name: str, count: int) -> Note:
    return Note(
        field=f"groups.{code}",
        vi=f"{count} thành viên của “{shortened(name, 80)}” lấy từ danh mục đơn vị; xem lại trước khi ban hành.",
        en=f"{count} members of “{shortened(name, 80)}” were taken from the directory; look at them before publishing.",
    )
