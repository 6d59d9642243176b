"""What a reader asks for in the query: from where on, of which unit, in which state."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request

from chungtay_kernel.http import reader
from chungtay_kernel.service import Service
from chungtay_kernel.tokens import Actor
from chungtay_tasks.domain import refusals


def one_of(request: Request, field: str, allowed: Iterable[str]) -> str | None:
    value = request.query_params.get(field)
    if value is None or value in allowed:
        return value
    raise refusals.not_one_of(field, value, allowed)


def visible_unit(service: Service, request: Request, action: str) -> str | None:
    """The unit a list is about: the one asked for, the reader's own where he sees no other, None for all.

    Raises Refusal (403) for a unit the reader may not look at.
    """
    actor: Actor = request.scope["chungtay.actor"]
    unit = request.query_params.get("unit")
    if unit is None and service.policy.needs_unit(actor, action):
        unit = actor.unit
    reader(request, unit)
    return unit
