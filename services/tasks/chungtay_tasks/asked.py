"""What a reader asks for in the query: from where on, of which unit, in which state."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from starlette.requests import Request

from chungtay_kernel.http import reader
from chungtay_kernel.problems import Refusal
from chungtay_kernel.service import Service
from chungtay_kernel.tokens import Actor
from chungtay_tasks.domain import refusals


def one_of(request: Request, field: str, allowed: Iterable[str]) -> str | None:
    value = request.query_params.get(field)
    if value is None or value in allowed:
        return value
    raise refusals.not_one_of(field, value, allowed)


def some_of(request: Request, field: str, allowed: Collection[str]) -> frozenset[str] | None:
    """The values of a filter that takes several, parted by commas; None where it is not asked for."""
    asked = request.query_params.get(field)
    if asked is None:
        return None
    values = asked.split(",")
    for value in values:
        if value not in allowed:
            raise refusals.not_one_of(field, value, allowed)
    return frozenset(values)


def known_alone(request: Request, allowed: Collection[str]) -> None:
    """Raises Refusal (422) for a parameter that a list does not have: a misspelt filter must not look as if it held."""
    for name in request.query_params:
        if name not in allowed:
            raise _no_such_filter(name, allowed)


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


def _no_such_filter(name: str, allowed: Collection[str]) -> Refusal:
    names = ", ".join(allowed)
    return Refusal(
        "filter_unknown", 422, field=name, value=name, vi=f"Danh sách này không lọc theo {name}.",
        en=f"This list has no parameter {name}.", expected_vi=f"một trong: {names}", expected_en=f"one of: {names}",
        remedy_vi=f"Sửa hoặc bỏ {name}.", remedy_en=f"Change {name} or leave it out.",
    )  # fmt: skip
