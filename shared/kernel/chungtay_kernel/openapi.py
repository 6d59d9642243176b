"""How routes describe themselves: their action (which the policy asks for), their body and an example of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel

_REF = "#/components/schemas/{model}"
_OWN = ("x-batch", "x-definitions")

_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 128},
    "description": "Mỗi yêu cầu mới một khóa; gửi lại cùng khóa thì nhận lại câu trả lời cũ. "
    "A new key for each new request; the same key gets the stored answer.",
    "example": "0190163d-8694-739b-aea5-966c26f8ad90",
}  # fmt: skip
_VERSION = {
    "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}, "example": '"3"',
    "description": "ETag của bản đang sửa. ETag of the version that is changed.",
}  # fmt: skip
_ANSWER = {"stream": "activity/0190163d-8694-739b-aea5-966c26f8ad90", "version": 1, "position": 1204}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "detail", "code", "correlationid")},
        "status": {"type": "integer"},
        "field": {"type": ["string", "null"]},
        "value": {},
        **{
            name: {"type": "object", "properties": {"vi": {"type": "string"}, "en": {"type": "string"}}}
            for name in ("expected", "remedy", "titles", "details")
        },
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


def reads(action: str) -> dict[str, Any]:
    """What a reading route passes to its decorator."""
    return {"openapi_extra": {"x-action": action}}


def writes(
    action: str, model: type[BaseModel], *, example: Mapping[str, Any] | None = None, many: bool = False,
    versioned: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What a command route passes to its decorator; `many` also takes a list, `versioned` asks for If-Match."""
    schema = model.model_json_schema(ref_template=_REF)
    definitions = {**schema.pop("$defs", {}), model.__name__: schema}
    one = {"$ref": _REF.format(model=model.__name__)}
    content: dict[str, Any] = {"schema": _one_or_many(one) if many else one}
    if example is not None:
        content["example"] = example
    extra: dict[str, Any] = {
        "x-action": action,
        "x-definitions": definitions,
        "requestBody": {"required": True, "content": {"application/json": content}},
        "parameters": [_KEY, _VERSION] if versioned else [_KEY],
        "responses": {"201": {"content": {"application/json": {"example": _ANSWER}}}},
    }
    if many:
        extra["x-batch"] = True
    return {"status_code": 201, "openapi_extra": extra}


def _one_or_many(one: dict[str, Any]) -> dict[str, Any]:
    keyed = {"type": "object", "required": ["idempotency_key"], "properties": {"idempotency_key": {"type": "string"}}}
    return {"oneOf": [one, {"type": "array", "maxItems": 500, "items": {"allOf": [one, keyed]}}]}


def actions(app: FastAPI) -> Iterator[tuple[str, str, str | None]]:
    """(method, path, action) of every route; no action where a route names none."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            extra = route.original_route.openapi_extra or {}
            for method in sorted(route.methods or ()):
                yield method, route.path or "", extra.get("x-action")


def document(app: FastAPI) -> dict[str, Any]:
    """The app's OpenAPI document, with our bodies, problems and the bearer token."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        components = made.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        schemas["Problem"] = _PROBLEM
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
        for operations in made["paths"].values():
            for operation in operations.values():
                schemas.update(operation.get("x-definitions", {}))
                _finish(operation)
        app.openapi_schema = made
    return app.openapi_schema


def _finish(operation: dict[str, Any]) -> None:
    for name in _OWN:
        operation.pop(name, None)
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    operation["responses"].pop("422", None)
    operation["responses"]["4XX"] = {"description": "Bị từ chối. Refused.", "content": problem}
    if "x-action" in operation:
        operation["security"] = [{"token": []}]
