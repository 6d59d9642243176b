"""The sample's plan as a draft, and drafts as their events leave them."""

from __future__ import annotations

from datetime import date
from functools import cache, reduce
from typing import Any

from pydantic import TypeAdapter

from chungtay_tasks import sample
from chungtay_tasks.directory import Directory, Unit
from chungtay_tasks.domain.drafts import deciding, starting
from chungtay_tasks.domain.drafts.building import Building
from chungtay_tasks.domain.drafts.editing import Ground
from chungtay_tasks.domain.drafts.found import Reading
from chungtay_tasks.domain.drafts.questions import Review
from chungtay_tasks.domain.drafts.state import DraftState, evolve
from chungtay_tasks.events import PlanRead, UnitRegistered
from chungtay_tasks.events.drafts import Operation
from chungtay_tasks.plan import read_plan

NAME = "dot-thu"
TODAY = date(2024, 5, 25)
OPERATION: TypeAdapter[Operation] = TypeAdapter(Operation)


@cache
def directory() -> Directory:
    return Directory([Unit(**unit) for unit in sample.units()])


def registered() -> dict[str, UnitRegistered]:
    nothing = dict.fromkeys(("name_en", "level", "admin_code", "parent", "valid_from", "valid_to"))
    return {unit["code"]: UnitRegistered(**{**nothing, **unit}) for unit in sample.units()}


@cache
def reading(text: str | None = None) -> Reading:
    return Reading.model_validate(plan(text).reading)


@cache
def plan(text: str | None = None) -> PlanRead:
    found = read_plan(text or sample.plan_text()).model_dump(mode="json")
    return PlanRead(plan=NAME, text_sha256="0" * 64, text=text or sample.plan_text(), reading=found)


@cache
def started(text: str | None = None) -> DraftState:
    read = starting.read(reading(text), directory(), TODAY, "CATX")
    events = deciding.decide_start(
        DraftState(), NAME, "plan", read.content, read.notes, plan=plan(text), plan_version=1
    )  # fmt: skip
    return reduce(evolve, events, DraftState())


def ground(text: str | None = None, **other: Any) -> Ground:
    return Ground(reading(text).text, directory(), TODAY, **other)


def edited(state: DraftState, *operations: dict[str, Any], text: str | None = None, **other: Any) -> DraftState:
    """Raises Refusal."""
    asked = [OPERATION.validate_python(operation) for operation in operations]
    events = deciding.decide_edit(state, NAME, asked, ground(text, **other), "vì thế")
    return reduce(evolve, events, state)


def review(state: DraftState, text: str | None = None, **other: Any) -> Review:
    read = reading(text)
    building = Building(NAME, NAME, state.content, read.text)
    return Review(state, building, directory(), TODAY, tuple(read.doubts), **other)
