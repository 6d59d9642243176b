"""The directory as files over HTTP: an import is previewed, then confirmed; an export can be imported again."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel.http import call, created, json_response, read_bytes, reader
from chungtay_kernel.openapi import reads
from chungtay_kernel.service import Service
from chungtay_tasks.directory import asked
from chungtay_tasks.directory.commands import decide
from chungtay_tasks.directory.files.reading import Read, read
from chungtay_tasks.directory.files.writing import csv_file, xlsx_file
from chungtay_tasks.directory.importing import confirmed, laid_over, preview
from chungtay_tasks.directory.keeping import keeper
from chungtay_tasks.directory.stored import Cached
from chungtay_tasks.directory.views import listed
from chungtay_tasks.domain import refusals

LONGEST_FILE = 8 * 1024 * 1024
Format = Literal["xlsx", "csv"]
_TYPES: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
}  # fmt: skip
_FILE = {
    "content": {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in _TYPES.values()}
}


class Confirmation(BaseModel):
    """The digest of the preview that is confirmed."""

    confirm: str


def file_routes(routes: APIRouter, service: Service, cached: Cached) -> None:
    _imports(routes, service, cached)

    @routes.get("/units/export", **reads("unit.read"))
    async def export_units(request: Request) -> Response:
        """The directory as a file (`format=xlsx` or `csv`): all of it, or that of a day (`at=`)."""
        reader(request)
        kind, at = _format(request), asked.day(request)
        directory = await cached.read(service.database.engine)
        groups = [group for group in directory.groups if at is None or group.stands(at)]
        write = csv_file if kind == "csv" else xlsx_file
        data = await asyncio.to_thread(lambda: write(list(listed(directory, at, {})), groups))
        return Response(data, 200, {"Content-Disposition": f'attachment; filename="don-vi.{kind}"'}, _TYPES[kind])


def _format(request: Request) -> str:
    kind = request.query_params.get("format", "xlsx")
    if kind not in _TYPES:
        raise refusals.not_one_of("format", kind, _TYPES)
    return kind


def _imports(routes: APIRouter, service: Service, cached: Cached) -> None:
    @routes.post("/units/imports/preview", **_takes_file("unit.register"))
    async def preview_import(request: Request) -> Response:
        """What a file (XLSX or CSV) would do to the directory, and every cell that is wrong; records nothing."""
        reader(request, await keeper(service.database.engine, request.scope["chungtay.actor"]))
        file = await _file(request)
        directory = await cached.read(service.database.engine)
        return json_response(await asyncio.to_thread(lambda: preview(laid_over(directory, file))))

    @routes.post("/units/imports", status_code=201, **_takes_file("unit.register", keyed=True))
    async def import_units(request: Request) -> Response:
        """Records what the preview showed, whose digest `confirm=` carries; the file is sent again."""
        data = await read_bytes(request, LONGEST_FILE)
        digest = request.query_params.get("confirm", "")
        key = request.headers.get("idempotency-key", "")
        made = call(request, key, Confirmation(confirm=digest), digest.encode() + b"\n" + data)
        made.act_for(await keeper(service.database.engine, made.actor))
        file = await asyncio.to_thread(read, data)
        return created(await made.run(lambda: decide(service, lambda directory: confirmed(directory, file, digest))))


async def _file(request: Request) -> Read:
    return await asyncio.to_thread(read, await read_bytes(request, LONGEST_FILE))


def _takes_file(action: str, *, keyed: bool = False) -> dict[str, Any]:
    """How a route that takes a file describes itself."""
    described: dict[str, Any] = reads(action)
    described["openapi_extra"] |= {"requestBody": {"required": True, **_FILE}}
    if keyed:
        described["openapi_extra"]["parameters"] = [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "maxLength": 128},
            },
            {"name": "confirm", "in": "query", "required": True, "schema": {"type": "string"}},
        ]
    return described
