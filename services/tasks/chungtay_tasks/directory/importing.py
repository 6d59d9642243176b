"""A file laid over the directory: what it would do, shown first, and done when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from chungtay_kernel.events import Event
from chungtay_kernel.problems import Refusal
from chungtay_tasks.directory.commands import counted
from chungtay_tasks.directory.contents import content_of
from chungtay_tasks.directory.files.reading import Read
from chungtay_tasks.directory.model import Directory
from chungtay_tasks.directory.planning import Change, Plan, definition, plan
from chungtay_tasks.directory.refusals import import_moved, import_refused
from chungtay_tasks.events import UnitLife


@dataclass(frozen=True)
class Import:
    """`digest` names exactly what would be recorded: who confirms it gets that and nothing else."""

    read: Read
    plan: Plan

    @property
    def problems(self) -> Sequence[Refusal]:
        return [*self.read.problems, *self.plan.problems]

    @property
    def digest(self) -> str:
        units = [change.event() for change in self.plan.changes]
        events: list[Event] = [*units, *map(definition, self.plan.groups)]
        return sha256(b"\n".join(event.encode() for event in events)).hexdigest()


def laid_over(directory: Directory, read: Read) -> Import:
    return Import(read, plan(directory, read.units, read.groups))


def confirmed(directory: Directory, read: Read, digest: str) -> Plan:
    """Raises Refusal where the file has errors, or would not do what was previewed."""
    found = laid_over(directory, read)
    if found.problems:
        raise import_refused(list(found.problems))
    if found.digest != digest:
        raise import_moved(digest)
    return found.plan


def preview(found: Import) -> dict[str, Any]:
    """What would be recorded, and what is in the way of it, cell by cell; no digest while something is."""
    problems = found.problems
    return {
        "digest": None if problems else found.digest,
        **counted(found.plan),
        "changes": [_change(change) for change in found.plan.changes],
        "defined": [{"code": w.group.code, "name_vi": w.group.name_vi} for w in found.plan.groups],
        "errors": [_error(problem, found.read) for problem in problems],
        "cautions": list(found.read.cautions),
    }


def _change(change: Change) -> dict[str, Any]:
    unit = change.after
    differing = dict(_differences(change))
    return {
        "kind": change.kind, "code": unit.code, "valid_from": unit.valid_from, "name_vi": unit.name_vi,
        "differences": differing,
    }  # fmt: skip


def _differences(change: Change) -> Iterator[tuple[str, Any]]:
    if change.before is not None:
        was, becomes = content_of(change.before), content_of(change.after)
        for name in change.differing:
            yield name, {"from": _shown(was[name]), "to": _shown(becomes[name])}


def _shown(value: Any) -> Any:
    """A field for people: a successor by its parts."""
    if not isinstance(value, tuple):
        return value
    parts = cast(tuple[str | UnitLife, ...], value)
    return [part if isinstance(part, str) else part.model_dump(mode="json") for part in parts]


def _error(problem: Refusal, read: Read) -> dict[str, Any]:
    cell = read.places.get(problem.field or "")
    where = {"sheet": cell.sheet, "row": cell.row, "cell": cell.place, "column": cell.heading} if cell else {}
    shown = problem.value if problem.value is not None else (cell and cell.value)
    return {
        "sheet": None, "row": None, "cell": None, "column": None, **where, "code": problem.code,
        "value": None if shown is None else str(shown)[:200], "details": problem.detail,
        "expected": problem.expected, "remedy": problem.remedy,
    }  # fmt: skip
