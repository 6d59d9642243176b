"""Plans over HTTP: a text as JSON or a file as it is, read into what it says."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel import expectations
from chungtay_kernel.commands import Answer
from chungtay_kernel.http import Call, call, command, created, json_response, read_bytes, reader
from chungtay_kernel.openapi import reads, writes
from chungtay_kernel.service import Service
from chungtay_tasks import commands, examples
from chungtay_tasks.bodies import ReadPlan, SubmitFile
from chungtay_tasks.documents import Document, check_text, open_document
from chungtay_tasks.domain import refusals
from chungtay_tasks.events.plans import FileNotice, PlanFile
from chungtay_tasks.plan import PlanRefused, read_plan
from chungtay_tasks.plan.source import MAX_BYTES

FILES = {
    "text/plain": "TXT, UTF-8",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word, DOCX",
    "application/pdf": "PDF có chữ / PDF that holds text",
    "application/octet-stream": "tệp bất kỳ trong các loại trên / any of these",
}
_SPARE = 1024 * 1024  # a file somewhat too large is still told so by the reader, not by a closed connection
_QUERY = {
    "id": ("Mã kế hoạch, khi gửi tệp. The plan's id, where a file is sent.", "chung-tay-2024-06"),
    "filename": ("Tên tệp, khi gửi tệp. The file's name, where a file is sent.", "ke-hoach.docx"),
}


def plan_routes(routes: APIRouter, service: Service) -> None:
    @routes.post("/plans", **_with_files(writes("plan.submit", ReadPlan, example=examples.PLAN)))
    async def submit_plan(request: Request) -> Response:
        """Reads a plan: header, period, clauses, agencies, duties with their place in it, deadlines.

        Either JSON with `id` and `text`, or a .txt, .docx or .pdf file of at most 8 MiB as the body, with `id` and
        `filename` in the query. The answer's `file` has notices of what did not become text. A file marked as a State
        secret is refused, and nothing of it is stored or logged.
        """
        if _media_type(request) in FILES:
            return created(await _submit_file(service, request))

        async def handle(call: Call[ReadPlan]) -> Answer:
            reading = await asyncio.to_thread(_read, call.body.text)
            return await call.run(lambda: commands.read_plan(service, call.body, reading))

        return await command(request, ReadPlan, handle)

    @routes.get("/plans/{plan}", **reads("plan.inspect"))
    async def show_plan(request: Request, plan: str) -> Response:
        """The latest reading of a plan, and the file it came from, if it came from one."""
        reader(request)
        read, version = await commands.reading_of(service, plan)
        file = read.file and read.file.model_dump(mode="json")
        found = {"plan": read.plan, "text_sha256": read.text_sha256, "file": file, "reading": read.reading}
        return json_response(found, version=version)


async def _submit_file(service: Service, request: Request) -> Answer:
    """The file is part of what the Idempotency-Key stands for."""
    data = await read_bytes(request, MAX_BYTES + _SPARE)
    asked = _asked(request)
    text = asked.model_dump_json().encode() + b"\n" + data
    sent = call(request, request.headers.get("idempotency-key", ""), asked, text)
    document, reading = await asyncio.to_thread(_open, data, asked.filename)
    body, file = ReadPlan(id=asked.id, text=document.text), _file(document, asked.filename, data)
    return await sent.run(lambda: commands.read_plan(service, body, reading, file))


def _asked(request: Request) -> SubmitFile:
    try:
        return SubmitFile.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise expectations.refusal(error) from None


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _open(data: bytes, name: str) -> tuple[Document, dict[str, Any]]:
    try:
        document = open_document(data, name)
        return document, read_plan(document.text).model_dump(mode="json")
    except PlanRefused as refused:
        raise refusals.plan_refused(refused, "body") from None


def _read(text: str) -> dict[str, Any]:
    try:
        check_text(text)
        return read_plan(text).model_dump(mode="json")
    except PlanRefused as refused:
        raise refusals.plan_refused(refused, "text") from None


def _file(document: Document, name: str, data: bytes) -> PlanFile:
    notices = tuple(FileNotice(code=one.code, vi=one.vi, en=one.en) for one in document.notices)
    return PlanFile(
        name=name, kind=document.kind, sha256=sha256(data).hexdigest(), size=len(data), pages=document.pages,
        notices=notices,
    )  # fmt: skip


def _with_files(described: dict[str, Any]) -> dict[str, Any]:
    """The description of a command that takes a file as well as JSON."""
    extra = described["openapi_extra"]
    extra["requestBody"]["content"] |= {
        media: {"schema": {"type": "string", "format": "binary", "title": title}} for media, title in FILES.items()
    }
    extra["parameters"] = [*extra["parameters"], *(
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": told,
         "example": example}
        for name, (told, example) in _QUERY.items()
    )]  # fmt: skip
    return described
