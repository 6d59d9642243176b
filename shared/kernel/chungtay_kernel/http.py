"""HTTP to commands and back: token, policy, idempotency key, body, version; one way in for every service.

A command route reads

    @router.post("/campaigns/{campaign}/activities", **writes("activity.record", RecordActivity, many=True))
    async def record(request: Request, campaign: str) -> Response:
        async def handle(call: Call[RecordActivity]) -> Answer:
            call.act_for(call.body.unit)
            return await call.run(lambda: record_activity(service, campaign, call))
        return await command(request, RecordActivity, handle)
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from uuid import UUID, uuid5

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from chungtay_kernel import expectations, strict_json
from chungtay_kernel.commands import Answer
from chungtay_kernel.edge import correlation_id
from chungtay_kernel.errors import refusal_of
from chungtay_kernel.events import Context, Decision
from chungtay_kernel.problems import Language, Refusal, language
from chungtay_kernel.tokens import Actor, bearer

if TYPE_CHECKING:
    from chungtay_kernel.service import Service

LONGEST_BODY = 256 * 1024
LONGEST_BATCH = 8 * 1024 * 1024
MOST_ITEMS = 500
Body = TypeVar("Body", bound=BaseModel)

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_IDS = UUID("5b3f8f7e-6d0a-4d67-9f0e-0a6c8f1b2d3e")


@dataclass(slots=True)
class Call(Generic[Body]):
    """One command as it came in, its sender known; `act_for` comes before `run`."""

    service: Service
    request: Request
    action: str
    actor: Actor
    key: str
    body: Body
    text: bytes
    cleared: bool = False

    def act_for(self, unit: str | None) -> Actor:
        """Takes on the role in which the actor may do this for a unit; raises Refusal (403)."""
        self.actor = self.service.policy.authorize(self.actor, self.action, unit)
        self.cleared = True
        return self.actor

    @property
    def context(self) -> Context:
        trace = self.request.headers.get("traceparent", "")
        known = trace if _TRACEPARENT.fullmatch(trace) else ""
        return Context(str(self.actor), correlation_id(self.request), traceparent=known)

    @property
    def new_id(self) -> UUID:
        """An id for what this command creates: the same for every attempt under its key."""
        return uuid5(_IDS, self.key)

    def require_version(self, stands_at: int) -> None:
        """Compares If-Match with the stream's version; raises Refusal (428 without it, 412 where they differ)."""
        named = _VERSION.fullmatch(self.request.headers.get("if-match", ""))
        if named is None:
            raise _version_required(stands_at)
        if int(named[1]) != stands_at:
            raise _version_moved(named[0], stands_at)

    async def run(self, decide: Callable[[], Awaitable[Decision]]) -> Answer:
        if not self.cleared:
            if self.service.policy.needs_unit(self.actor, self.action):
                raise RuntimeError(f"{self.action}: the route never said for which unit; call act_for()")
            self.act_for(None)
        scope, version = self.request.scope, self.request.headers.get("if-match", "")
        asked = f"{scope['method']} {scope['path']} {version}\n"
        return await self.service.commands.run(self.key, asked.encode() + self.text, self.context, decide)


Handle = Callable[[Call[Body]], Awaitable[Answer]]


async def admit(request: Request) -> None:
    """Before every route: the token's actor, whose roles permit the route's action at all."""
    actor = _service(request).tokens.actor(bearer(request.headers.get("authorization", "")))
    _service(request).policy.admit(actor, _action(request))
    request.scope["chungtay.actor"] = actor


def reader(request: Request, unit: str | None = None) -> Actor:
    """Who asks, cleared for a unit's data (None: for what is not one unit's); raises Refusal (403)."""
    return _service(request).policy.authorize(request.scope["chungtay.actor"], _action(request), unit)


def _service(request: Request) -> Service:
    return cast("Service", request.app.state.service)


def _action(request: Request) -> str:
    return request.scope["route"].openapi_extra["x-action"]


async def command(request: Request, model: type[Body], handle: Handle[Body]) -> Response:
    """Runs a command route: 201 with the answer and its ETag, or, for a list, 200 with an outcome an item."""
    many = "x-batch" in request.scope["route"].openapi_extra
    raw = await read_body(request, LONGEST_BATCH if many else LONGEST_BODY)
    if many and raw.lstrip()[:1] == b"[":
        return await _batch(request, model, handle, raw)
    if len(raw) > LONGEST_BODY:
        raise _too_large(LONGEST_BODY)
    text = strict_json.read(raw).text
    return created(await handle(_call(request, model, request.headers.get("idempotency-key", ""), text)))


def _call(request: Request, model: type[Body], key: str, text: bytes) -> Call[Body]:
    if not _KEY.fullmatch(key):
        raise _key_required(key)
    return call(request, key, _validated(model, text), text)


def call(request: Request, key: str, body: Body, text: bytes) -> Call[Body]:
    """A command whose body came in another form than JSON; raises Refusal where the key is none."""
    if not _KEY.fullmatch(key):
        raise _key_required(key)
    actor = request.scope["chungtay.actor"]
    return Call(
        _service(request), request, _action(request), actor, f"http:{actor.unit}/{actor.account}:{key}", body, text
    )


def _validated(model: type[Body], text: bytes) -> Body:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise expectations.refusal(error) from None


async def read_model(request: Request, model: type[Body]) -> Body:
    """The body of a request that is no command; raises Refusal."""
    return _validated(model, strict_json.read(await read_body(request)).text)


async def read_body(request: Request, limit: int = LONGEST_BODY) -> bytes:
    """The raw JSON body; raises Refusal (413 beyond `limit` bytes, 415 where it is no JSON)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise _not_json(kind)
    return await read_bytes(request, limit)


async def read_bytes(request: Request, limit: int) -> bytes:
    """A body of any kind as it came; raises Refusal (413 beyond `limit` bytes)."""
    if int(request.headers.get("content-length", "0")) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
    return b"".join(chunks)


async def _batch(request: Request, model: type[Body], handle: Handle[Body], raw: bytes) -> Response:
    items: list[Any] = strict_json.loads(raw)
    if len(items) > MOST_ITEMS:
        raise _too_many(len(items))
    chosen = language(request.headers.get("accept-language", ""))
    results = [await _outcome(request, model, handle, index, item, chosen) for index, item in enumerate(items)]
    return json_response({"results": results})


async def _outcome(
    request: Request, model: type[Body], handle: Handle[Body], index: int, item: Any, chosen: Language
) -> dict[str, Any]:
    """One item's own outcome; items come one after the other, since what is recorded last may decide."""
    try:
        answer = await handle(_item(request, model, item))
        return {"index": index, "status": 201, **answer.json()}
    except Exception as error:
        refusal = refusal_of(error)
        return {"index": index, "status": refusal.status, "problem": refusal.problem(chosen)}


def _item(request: Request, model: type[Body], item: Any) -> Call[Body]:
    if not isinstance(item, dict):
        raise _no_object(item)
    members = cast(dict[str, Any], item)
    key = members.pop("idempotency_key", "")
    text = json.dumps(members, ensure_ascii=False).encode()  # orjson stops at 64-bit integers
    if len(text) > LONGEST_BODY:
        raise _too_large(LONGEST_BODY)
    return _call(request, model, key if isinstance(key, str) else "", text)


def created(answer: Answer) -> Response:
    """201 with stream, version, position and what the command adds; its ETag is the stream's version."""
    headers = {"Idempotency-Replayed": "true"} if answer.replayed else {}
    return json_response(answer.json(), 201, version=answer.version, headers=headers)


def json_response(
    value: Any, status: int = 200, *, version: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON as orjson writes it; what it does not know (decimals) becomes text. `version` is sent as ETag."""
    sent = dict(headers or {})
    if version is not None:
        sent["ETag"] = f'"{version}"'
    return Response(orjson.dumps(value, default=str), status, sent, "application/json")


def _key_required(key: Any) -> Refusal:
    return Refusal(
        "idempotency_key_required", 400, field="Idempotency-Key", value=key or None,
        vi="Yêu cầu ghi phải kèm Idempotency-Key.", en="A command must carry an Idempotency-Key.",
        expected_vi="1 đến 128 ký tự ASCII nhìn thấy được, mỗi yêu cầu mới một khóa mới, ví dụ một UUID",
        expected_en="1 to 128 visible ASCII characters, a new one for each new request, such as a UUID",
        remedy_vi="Thêm đầu mục Idempotency-Key (trong danh sách: trường idempotency_key của từng mục).",
        remedy_en="Add the header Idempotency-Key (in a list: the field idempotency_key of each item).",
    )  # fmt: skip


def _version_required(stands_at: int) -> Refusal:
    return Refusal(
        "version_required", 428, field="If-Match",
        vi="Thay đổi này phải nêu phiên bản đang sửa.", en="This change must name the version it changes.",
        expected_vi=f'If-Match: "{stands_at}"', expected_en=f'If-Match: "{stands_at}"',
        remedy_vi="Đọc lại nội dung, rồi gửi kèm If-Match bằng ETag nhận được.",
        remedy_en="Read it again and send If-Match with the ETag you got.",
    )  # fmt: skip


def _version_moved(named: str, stands_at: int) -> Refusal:
    return Refusal(
        "version_moved", 412, field="If-Match", value=named,
        vi="Nội dung đã được người khác sửa sau phiên bản nêu trong If-Match.",
        en="It was changed after the version that If-Match names.",
        expected_vi=f'"{stands_at}"', expected_en=f'"{stands_at}"',
        remedy_vi="Đọc lại, xem có gì thay đổi, rồi sửa trên bản mới.",
        remedy_en="Read it again, see what changed, and make your change on the new version.",
    )  # fmt: skip


def _too_large(limit: int) -> Refusal:
    return Refusal(
        "body_too_large", 413, field="body", vi="Nội dung gửi quá lớn.", en="The body is too large.",
        expected_vi=f"nhiều nhất {limit // 1024} KiB", expected_en=f"at most {limit // 1024} KiB",
        remedy_vi="Rút gọn nội dung hoặc chia thành nhiều yêu cầu.",
        remedy_en="Shorten it or split it into several requests.",
        headers={"Connection": "close"},
    )  # fmt: skip


def _too_many(count: int) -> Refusal:
    return Refusal(
        "too_many_items", 413, field="body", value=count, vi="Danh sách quá dài.", en="The list is too long.",
        expected_vi=f"nhiều nhất {MOST_ITEMS} mục", expected_en=f"at most {MOST_ITEMS} items",
        remedy_vi="Chia thành nhiều danh sách.", remedy_en="Split it into several lists.",
    )  # fmt: skip


def _not_json(kind: str) -> Refusal:
    return Refusal(
        "content_type_not_accepted", 415, field="Content-Type", value=kind,
        vi="Nội dung phải là JSON.", en="The body must be JSON.",
        expected_vi="application/json", expected_en="application/json",
        remedy_vi="Gửi kèm đầu mục Content-Type: application/json.",
        remedy_en="Send the header Content-Type: application/json.",
    )  # fmt: skip


def _no_object(item: Any) -> Refusal:
    return Refusal(
        "value_invalid", 422, field="body", value=item, vi="Mục này không phải đối tượng JSON.",
        en="This item is no JSON object.", expected_vi="một đối tượng JSON", expected_en="a JSON object",
        remedy_vi="Sửa mục này rồi gửi lại.", remedy_en="Mend this item and send it again.",
    )  # fmt: skip
