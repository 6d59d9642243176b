"""Assignments over HTTP: the list, the matrix, one of them with its history, and who sees to it within its unit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import islice
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import Page, page
from chungtay_kernel.service import Service
from chungtay_tasks import board_queries, duty_commands, examples, queries
from chungtay_tasks.asked import one_of, visible_unit
from chungtay_tasks.board_filters import PAGED, SORTS, Order, Wanted, wanted
from chungtay_tasks.board_routes import board_now
from chungtay_tasks.domain import refusals
from chungtay_tasks.duty_board import Parts, listed, matrix, shown_delegation
from chungtay_tasks.duty_bodies import Delegate, RevokeDelegation
from chungtay_tasks.history import history
from chungtay_tasks.report_periods import closing

_CAMPAIGN = "/campaigns/{campaign}"
_ONE = f"{_CAMPAIGN}/assignments/{{duty}}/{{unit}}"


def assignment_routes(routes: APIRouter, service: Service) -> None:
    _lists(routes, service)
    _one(routes, service)
    _delegations(routes, service)


def _lists(routes: APIRouter, service: Service) -> None:
    @routes.get(f"{_CAMPAIGN}/assignments", **reads("assignment.read"))
    async def list_assignments(request: Request, campaign: str) -> Response:
        """A row a duty and unit, judged as of now; of one unit also the duties it partners in, with its role.

        Filters: unit, duty, clause, progress, timeliness, kind (of unit), mode, role, needs_urging, unacknowledged,
        delegated_to, q (without diacritics), dropped (what an amendment took from its unit); sort: plan, unit, due,
        urging, last_activity.
        """
        asked = page(request)
        parts, want = await _parts(service, request, campaign, *PAGED)
        order = Order(want.sort, parts.board.campaign)
        found = await asyncio.to_thread(_sorted, parts, want, order, asked)
        return asked.answer(found, order.key, listed)

    @routes.get(f"{_CAMPAIGN}/board", **reads("assignment.read"))
    async def show_board(request: Request, campaign: str) -> Response:
        """Units by duties, a compact cell each, with counts of what needs urging; the filters are those of the list."""
        parts, want = await _parts(service, request, campaign)
        return json_response(await asyncio.to_thread(lambda: matrix(parts, parts.items(want))))


async def _parts(service: Service, request: Request, campaign: str, *more: str) -> tuple[Parts, Wanted]:
    engine = service.database.engine
    unit = visible_unit(service, request, "assignment.read")
    published = await queries.campaign(engine, campaign)
    dropped = one_of(request, "dropped", ("true", "false")) == "true"
    plan = await queries.duties(
        engine, campaign, None, None, board_queries.MOST_DUTIES, dropped=None if dropped else False
    )
    want = wanted(request, unit, published, [row["data"] for row in plan], *more)
    return await _read(service, campaign, plan, unit=unit, duty=want.duty, dropped=dropped), want


async def _read(
    service: Service, campaign: str, plan: list[queries.Row], *, unit: str | None, duty: str | None,
    dropped: bool | None = False,
) -> Parts:  # fmt: skip
    engine, board = service.database.engine, await board_now(service, campaign)
    period = closing(board.campaign).period
    rows, reports = await queries.assignments(engine, campaign, unit=unit, duty=duty, period=period, dropped=dropped)
    beside = await board_queries.beside(engine, campaign, unit=unit, duty=duty)
    return Parts(replace(board, reports=reports), plan, rows, beside)


def _sorted(parts: Parts, want: Wanted, order: Order, asked: Page) -> list[dict[str, Any]]:
    """The page's parts, in a thread: a province has tens of thousands. In the plan's order nothing behind the page is
    looked at."""
    after = order.after(asked)
    found = (item for item in parts.items(want) if after is None or order.key(item) > after)
    return list(islice(found, asked.fetch)) if want.sort == SORTS[0] else sorted(found, key=order.key)[: asked.fetch]


def _one(routes: APIRouter, service: Service) -> None:
    @routes.get(_ONE, **reads("assignment.read"))
    async def show_assignment(request: Request, campaign: str, duty: str, unit: str) -> Response:
        """One unit's part in a duty, with the duty's text."""
        reader(request, unit)
        item = await _item(service, campaign, duty, unit)
        return json_response({name: value for name, value in item.items() if name not in ("position", "delegate")})

    @routes.get(f"{_ONE}/history", **reads("assignment.read"))
    async def show_history(request: Request, campaign: str, duty: str, unit: str) -> Response:
        """What happened to a unit's part in a duty, newest first, each with author, time and reason."""
        reader(request, unit)
        await _item(service, campaign, duty, unit)
        published = await queries.campaign(service.database.engine, campaign)
        return json_response({"items": await history(service, published, duty, unit), "next": None})


async def _item(service: Service, campaign: str, duty: str, unit: str) -> dict[str, Any]:
    """Raises Refusal (404) where the unit neither holds the duty nor partners in it."""
    row = await queries.duty_row(service.database.engine, campaign, duty)
    parts = await _read(service, campaign, [row], unit=unit, duty=duty, dropped=None)
    everything = Wanted(unit, duty, None, {}, None, (), SORTS[0])
    found = next(parts.items(everything), None)
    if found is None:
        raise refusals.unknown("assignment", "unit", f"{duty}/{unit}", status=404)
    return found


def _delegations(routes: APIRouter, service: Service) -> None:
    path = f"{_CAMPAIGN}/duties/{{duty}}/delegations"

    @routes.get(path, **reads("assignment.read"))
    async def list_delegations(request: Request, campaign: str, duty: str) -> Response:
        """Who sees to a duty within the units that hold it."""
        unit = visible_unit(service, request, "assignment.read")
        await queries.duty_row(service.database.engine, campaign, duty)
        rows = await board_queries.delegations(service.database.engine, campaign, duty, unit)
        items = [{"duty": duty, "unit": row["unit"], **shown_delegation(row)} for row in rows]
        return json_response({"items": items, "next": None})

    @routes.post(path, **writes("duty.delegate", Delegate, example=examples.DELEGATE))
    async def delegate(request: Request, campaign: str, duty: str) -> Response:
        """The head of a unit names an account of the unit that sees to a duty; both answer for it."""

        async def handle(call: Call[Delegate]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: duty_commands.delegate(service, campaign, duty, call.body))

        return await command(request, Delegate, handle)

    @routes.post(f"{path}/revoke", **writes("duty.delegate", RevokeDelegation, example=examples.ACKNOWLEDGE))
    async def revoke(request: Request, campaign: str, duty: str) -> Response:
        """The duty lies with the unit's head alone again."""

        async def handle(call: Call[RevokeDelegation]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: duty_commands.revoke(service, campaign, duty, call.body))

        return await command(request, RevokeDelegation, handle)
