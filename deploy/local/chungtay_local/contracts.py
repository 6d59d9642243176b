"""The contracts between the services, generated from what they declare: schemas, catalogue, AsyncAPI.

Golden samples (`*.sample.json`) are data and written by hand or taken from a replay; they are never generated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from chungtay_intake.events import EVENTS as INTAKE
from chungtay_kernel import chain
from chungtay_kernel.events import Event, Kind, LogOpened, ParkedDiscarded, ParkedRetried, Registry
from chungtay_kernel.service import Service
from chungtay_local.serve import SPECS
from chungtay_notify.events import EVENTS as NOTIFY
from chungtay_reporting.events import EVENTS as REPORTING
from chungtay_tasks.events import EVENTS as TASKS

REGISTRIES: Mapping[str, Registry] = {"tasks": TASKS, "intake": INTAKE, "reporting": REPORTING, "notify": NOTIFY}
KERNEL = Registry(LogOpened, ParkedRetried, ParkedDiscarded)

_HEADERS = {
    "ce_specversion": "CloudEvents version", "ce_id": "event id, UUID version 7", "ce_source": "/chungtay/<service>",
    "ce_type": "vn.chungtay.<service>.<thing>.<happened>.v<n>", "ce_subject": "stream", "ce_time": "when it happened",
    "ce_sequence": "position in the service's log", "ce_recordedtime": "when it was recorded",
    "ce_streamversion": "version in its stream", "ce_campaignid": "campaign, where there is one",
    "ce_scope": "campaign/unit, where there is one", "ce_actor": "role:unit:account",
    "ce_correlationid": "what belongs together", "ce_causationid": "the event that caused it",
    "ce_traceparent": "W3C trace context", "ce_logid": "hash of the log's first row",
    "ce_salt": "hex, hashed with the data", "ce_hash": "hex, the event's link of the chain",
}  # fmt: skip


def generated() -> dict[str, bytes]:
    """All generated files by their path under shared/contracts."""
    files = dict(_schemas())
    catalogue = list(_catalogue())
    files["catalogue.json"] = _json({"events": catalogue})
    files["asyncapi.json"] = _json(_asyncapi(catalogue))
    return files


def models() -> Iterator[tuple[str, Kind, type[Event]]]:
    """(service, kind, model) of every event anyone writes; the kernel's belong to `kernel`, as every log has them."""
    for service, registry in (*REGISTRIES.items(), ("kernel", KERNEL)):
        for kind, model in sorted(registry.models.items()):
            yield service, kind, model


def sample_path(service: str, kind: Kind) -> str:
    return f"events/{service}/{kind[0]}.v{kind[1]}.sample.json"


def schema_path(service: str, kind: Kind) -> str:
    return f"events/{service}/{kind[0]}.v{kind[1]}.schema.json"


def _schemas() -> Iterator[tuple[str, bytes]]:
    for service, kind, model in models():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        schema["title"] = chain.ce_type(service, *kind)
        yield schema_path(service, kind), _json(schema)


def _catalogue() -> Iterator[dict[str, Any]]:
    heard = consumers()
    for service, kind, model in models():
        yield {
            "type": chain.ce_type(service, *kind),
            "producer": service,
            "consumers": sorted(heard.get((service, kind), ())),
            "meaning": " ".join((model.__doc__ or "").split()),
            "schema": schema_path(service, kind),
            "sample": sample_path(service, kind),
        }


def consumers() -> dict[tuple[str, Kind], set[str]]:
    """Who handles an event: (source, kind) to the consumers' names."""
    found: dict[tuple[str, Kind], set[str]] = {}
    for spec in SPECS:
        for subscription in spec.subscriptions(Service(spec)):
            for kind in subscription.handles:
                found.setdefault((subscription.source, kind), set()).add(spec.name)
    return found


def _asyncapi(catalogue: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    published = [entry for entry in catalogue if entry["producer"] != "kernel"]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Chung Tay",
            "version": "1",
            "description": "CloudEvents 1.0, binary mode, over Kafka. Key: the stream. One topic a service.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {service: _channel(service, published) for service in REGISTRIES},
        "operations": {
            f"{service}-publishes": {"action": "send", "channel": {"$ref": f"#/channels/{service}"}}
            for service in REGISTRIES
        },
        "components": {
            "messages": {entry["type"]: _message(entry) for entry in published},
            "messageTraits": {"cloudevent": {"headers": _headers()}},
        },
    }


def _channel(service: str, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = [entry["type"] for entry in entries if entry["producer"] == service]
    return {
        "address": f"chungtay.{service}.events",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _message(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": entry["type"],
        "title": entry["meaning"],
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudevent"}],
        "payload": {"$ref": f"./{entry['schema']}"},
    }


def _headers() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_sequence"],
        "properties": {name: {"type": "string", "description": text} for name, text in _HEADERS.items()},
    }


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def drift(folder: Path) -> list[str]:
    """What differs between the generated files and those that stand in a folder, in words."""
    wanted = generated()
    standing = {str(p.relative_to(folder)) for p in folder.rglob("*.schema.json")}
    missing = [f"{path} is missing" for path in wanted if not (folder / path).exists()]
    changed = [
        f"{p} differs" for p, text in wanted.items() if (folder / p).exists() and (folder / p).read_bytes() != text
    ]
    surplus = [f"{path} describes an event that nobody writes" for path in sorted(standing - wanted.keys())]
    return missing + changed + surplus


def write(folder: Path) -> None:
    for path, content in generated().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
