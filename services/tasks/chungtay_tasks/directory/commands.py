"""Commands to the directory: read where it stands, decide, name the streams.

All of them guard the directory as a whole: that a code belongs to one unit on any day is seen across streams, and
changes to it are rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from chungtay_kernel.events import Decision, Draft, Guard
from chungtay_kernel.service import Service
from chungtay_tasks import streams
from chungtay_tasks.directory.model import Directory
from chungtay_tasks.directory.planning import Change, Plan, definition
from chungtay_tasks.directory.stored import Stored, stored

SCOPE = "directory"


async def decide(service: Service, planned: Callable[[Directory], Plan]) -> Decision:
    """The events of a plan, and how many units they register, change and close."""
    position = await service.log.position()
    standing = await stored(service.database.engine)
    plan = planned(standing.directory)
    drafts = [*_units(standing, plan), *_groups(standing, plan)]
    return Decision(drafts, counted(plan), [Guard(SCOPE, position)] if drafts else [])


def counted(plan: Plan) -> dict[str, Any]:
    kinds = [change.kind for change in plan.changes]
    counts = {kind: kinds.count(kind) for kind in ("registered", "changed", "closed")}
    return {**counts, "groups": len(plan.groups), "known_before": plan.unchanged}


def _units(standing: Stored, plan: Plan) -> Iterator[Draft]:
    firsts = _firsts(standing, plan)
    for change in plan.changes:
        if change.before is not None:
            stream, version = standing.lives[change.before.key]
        else:
            since = None if change.after.key in firsts else change.after.valid_from
            stream, version = streams.unit(change.after.code, since), 0
        yield Draft(stream, version, [change.event()], scope=SCOPE)


def _firsts(standing: Stored, plan: Plan) -> set[tuple[str, date | None]]:
    """The lives that are their codes' first: a code that is new has one, the earliest of those that are registered."""
    new: defaultdict[str, list[Change]] = defaultdict(list)
    for change in plan.changes:
        if change.before is None and not standing.directory.lives(change.after.code):
            new[change.after.code].append(change)
    return {min(changes, key=lambda c: c.after.valid_from or date.min).after.key for changes in new.values()}


def _groups(standing: Stored, plan: Plan) -> Iterator[Draft]:
    defined: defaultdict[str, list[Any]] = defaultdict(list)
    for wanted in plan.groups:
        defined[wanted.group.code].append(definition(wanted))
    for code, events in defined.items():
        yield Draft(streams.group(code), standing.groups.get(code, 0), events, scope=SCOPE)
