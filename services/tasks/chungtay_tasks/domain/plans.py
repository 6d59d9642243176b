"""Plans as read: a text may be read again, by a better reader or with a better copy, until a campaign rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from chungtay_kernel.events import Event
from chungtay_tasks.bodies import ReadPlan
from chungtay_tasks.domain import refusals
from chungtay_tasks.events import PlanRead
from chungtay_tasks.events.plans import PlanFile


@dataclass(frozen=True, slots=True)
class Plan:
    """The reading that stands, and the campaign that rests or rested on it, if any."""

    reading: PlanRead | None = None
    campaign: str | None = None


def evolve(plan: Plan, event: Event) -> Plan:
    match event:
        case PlanRead():
            return Plan(event, plan.campaign)
        case _:
            return plan


def decide_read(plan: Plan, command: ReadPlan, reading: Mapping[str, Any], file: PlanFile | None = None) -> list[Event]:
    """`plan.read` with what the reader found; raises Refusal where a campaign rests on an earlier reading."""
    if plan.campaign is not None:
        raise refusals.plan_in_use(command.id, plan.campaign)
    digest = sha256(command.text.encode()).hexdigest()
    return [PlanRead(plan=command.id, text_sha256=digest, text=command.text, reading=dict(reading), file=file)]
