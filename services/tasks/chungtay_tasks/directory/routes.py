"""The directory over HTTP: units by day, by name and one by one, what becomes of them, and groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, command, json_response, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.paging import page
from chungtay_kernel.service import Service
from chungtay_tasks import examples
from chungtay_tasks.directory import asked, views
from chungtay_tasks.directory.bodies import ChangeUnit, CloseUnit, DefineGroup, RegisterUnits
from chungtay_tasks.directory.commands import decide
from chungtay_tasks.directory.deciding import decide_change, decide_close, decide_group, decide_register, the_life
from chungtay_tasks.directory.file_routes import file_routes
from chungtay_tasks.directory.keeping import keeper
from chungtay_tasks.directory.model import Directory
from chungtay_tasks.directory.planning import Plan
from chungtay_tasks.directory.resolving import resolve
from chungtay_tasks.directory.stored import Cached, stream_of

Body = TypeVar("Body", bound=BaseModel)


def unit_routes(routes: APIRouter, service: Service) -> None:
    cached = Cached()
    _lists(routes, service, cached)
    file_routes(routes, service, cached)
    _one(routes, service, cached)
    _commands(routes, service)
    _groups(routes, service, cached)


def _lists(routes: APIRouter, service: Service, cached: Cached) -> None:
    @routes.get("/units", **reads("unit.read"))
    async def list_units(request: Request) -> Response:
        """Units by code: those of a day (`at=`), right below one (`parent=`) or anywhere below (`below=`), of a kind
        (`kind=`), with words of a name or code (`q=`, with or without diacritics)."""
        reader(request)
        wanted, at = page(request), asked.day(request)
        filters = {name: request.query_params.get(name) or None for name in ("parent", "below", "kind", "q")}
        directory = await cached.read(service.database.engine)
        found = await asyncio.to_thread(lambda: list(views.listed(directory, at, filters)))
        after = wanted.key(str, str)
        following = [unit for unit in found if after is None or views.sort_key(unit) > after]
        return wanted.answer(following[: wanted.fetch], views.sort_key, views.shown)

    @routes.get("/units/resolve", **reads("unit.read"))
    async def resolve_names(request: Request) -> Response:
        """What each `name=` means on the day `at=` (today), to a reader within the unit `within=`: one unit, several
        to choose from, or none, and why."""
        reader(request)
        names, at = asked.names(request), await asked.day_or_today(request, service)
        directory = await cached.read(service.database.engine)
        within = request.query_params.get("within") or None
        found = await asyncio.to_thread(resolve, names, directory, at, within=within)
        return json_response({"at": at, "items": [views.resolution(found[name]) for name in names]})


def _one(routes: APIRouter, service: Service, cached: Cached) -> None:
    @routes.get("/units/{code}", **reads("unit.read"))
    async def show_unit(request: Request, code: str) -> Response:
        """A unit on a day (`at=`; without it the latest of this code) with what is around it and its history."""
        reader(request)
        at = asked.day(request)
        directory = await cached.read(service.database.engine)
        unit = the_life(directory, code, at)
        told = await asyncio.to_thread(views.whole, directory, unit, at)
        events = await service.log.stream(await stream_of(service.database.engine, unit))
        return json_response({**told, "history": views.history(events)}, version=len(events))


def _commands(routes: APIRouter, service: Service) -> None:
    @routes.post("/units", **writes("unit.register", RegisterUnits, example=examples.UNITS))
    async def register_units(request: Request) -> Response:
        """Adds units to the directory; those that stand there as they are told are passed over."""
        return await _run(request, service, RegisterUnits, decide_register)

    @routes.post("/units/{code}/changes", **writes("unit.register", ChangeUnit, example=examples.UNIT_CHANGE))
    async def change_unit(request: Request, code: str) -> Response:
        """A unit gets another name, parent or further names, from a day on or as a correction."""
        return await _run(request, service, ChangeUnit, lambda d, body: decide_change(d, code, body))

    @routes.post("/units/{code}/closure", **writes("unit.register", CloseUnit, example=examples.UNIT_CLOSURE))
    async def close_unit(request: Request, code: str) -> Response:
        """A unit ends; its successors take over the day after."""
        return await _run(request, service, CloseUnit, lambda d, body: decide_close(d, code, body))

    @routes.post("/groups", **writes("unit.register", DefineGroup, example=examples.GROUP))
    async def define_group(request: Request) -> Response:
        """Names a group of units, from a day on."""
        return await _run(request, service, DefineGroup, decide_group)


async def _run(
    request: Request, service: Service, model: type[Body], planned: Callable[[Directory, Body], Plan]
) -> Response:  # fmt: skip
    async def handle(call: Call[Body]) -> Answer:
        call.act_for(await keeper(service.database.engine, call.actor))
        return await call.run(lambda: decide(service, lambda directory: planned(directory, call.body)))

    return await command(request, model, handle)


def _groups(routes: APIRouter, service: Service, cached: Cached) -> None:
    @routes.get("/groups", **reads("unit.read"))
    async def list_groups(request: Request) -> Response:
        """Groups of units by code: their definitions, those of a day alone with `at=`."""
        reader(request)
        wanted, at = page(request), asked.day(request)
        directory = await cached.read(service.database.engine)
        found = sorted((g for g in directory.groups if at is None or g.stands(at)), key=_group_key)
        after = wanted.key(str, str)
        following = [group for group in found if after is None or _group_key(group) > after]
        return wanted.answer(following[: wanted.fetch], _group_key, views.group)


def _group_key(group: Any) -> list[str]:
    return [group.code, "" if group.valid_from is None else group.valid_from.isoformat()]
