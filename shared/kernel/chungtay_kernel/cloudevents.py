"""An event on the road: CloudEvents 1.0, in binary mode as a Kafka record, in JSON in a feed.

Both carry the same attributes; the data goes as the exact bytes that were hashed. Reading is strict and answers
with a `Defect` instead of raising: a hostile record must never hide its neighbours.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NoReturn, cast
from uuid import UUID

import orjson
from asyncpg.pgproto import pgproto

from chungtay_kernel.chain import REDACTED_PREFIX, ce_type, moment
from chungtay_kernel.events import StoredEvent

Headers = Sequence[tuple[str, bytes | None]]

LONGEST_TEXT = 1024
LONGEST_SUBJECT = 512
"""Bytes; stream ids stand in index rows, which PostgreSQL limits."""

_REQUIRED = frozenset(
    {
        "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_sequence", "ce_recordedtime",
        "ce_streamversion", "ce_actor", "ce_logid", "ce_hash",
    }
)  # fmt: skip
_TYPE = re.compile(r"([a-z0-9_]+(?:\.[a-z0-9_]+)+)\.v([1-9][0-9]{0,4})")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Defect:
    """Why a record is no event of its source."""

    reason: str


class _Broken(Exception):
    pass


_NAMES = (
    "specversion", "id", "source", "type", "subject", "time", "sequence", "recordedtime", "streamversion",
    "campaignid", "scope", "correlationid", "causationid", "actor", "traceparent", "logid", "salt", "hash",
)  # fmt: skip
_HEADERS = tuple(f"ce_{name}" for name in _NAMES)


def _values(event: StoredEvent) -> tuple[str, ...]:
    """In the order of _NAMES."""
    return (
        "1.0", str(event.event_id), f"/chungtay/{event.source}",
        ce_type(event.source, event.type, event.schema_version), event.stream_id, moment(event.occurred_at),
        str(event.position), moment(event.recorded_at), str(event.version), event.campaign_id, event.scope,
        event.correlation_id, event.causation_id, event.actor, event.traceparent, event.logid, event.salt.hex(),
        event.hash.hex(),
    )  # fmt: skip


def attributes(event: StoredEvent) -> list[tuple[str, str]]:
    """All CloudEvents attributes that have a value, in a fixed order."""
    return [(name, value) for name, value in zip(_NAMES, _values(event), strict=True) if value]


def to_headers(event: StoredEvent) -> list[tuple[str, bytes]]:
    """The headers of a Kafka record; its key is the stream id, its value the data."""
    headers = [("content-type", b"application/json")]
    headers += [(name, value.encode()) for name, value in zip(_HEADERS, _values(event), strict=True) if value]
    if event.traceparent:  # tracing tools look for the plain name
        headers.append(("traceparent", event.traceparent.encode()))
    return headers


def from_record(headers: Headers, key: bytes | None, value: bytes | None, source: str) -> StoredEvent | Defect:
    """Reads a Kafka record as an event of `source`."""
    try:
        texts = _texts(headers)
        if not texts.get("content-type", "").startswith("application/json"):
            _broken("content-type is not application/json")
        event = _event(texts, value, source)
        if key != event.stream_id.encode():
            _broken("the record's key is not its ce_subject")
        return event
    except _Broken as broken:
        return Defect(str(broken))


def to_feed_item(event: StoredEvent) -> dict[str, str]:
    """The event in CloudEvents' JSON format; data in base64, since its exact bytes are what is hashed."""
    item = dict(attributes(event))
    item["datacontenttype"] = "application/json"
    item["data_base64"] = b64encode(event.data).decode()
    return item


def from_feed_item(item: Any, source: str) -> StoredEvent | Defect:
    """Reads one item of a feed's page as an event of `source`."""
    try:
        texts = _item_texts(item)
        encoded = texts.pop("ce_data_base64", None)
        return _event(texts, None if encoded is None else _base64(encoded), source)
    except _Broken as broken:
        return Defect(str(broken))


def _item_texts(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        _broken("the item is no object")
    texts: dict[str, str] = {}
    for name, text in cast("dict[str, object]", item).items():
        if not isinstance(text, str):
            _broken(f"{name} is no text")
        if name != "data_base64":
            _check(name, text)
        texts[f"ce_{name}"] = text
    return texts


def _broken(reason: str) -> NoReturn:
    raise _Broken(reason)


def _texts(headers: Headers) -> dict[str, str]:
    """All decoded at once, and one by one where anything may be wrong, to tell which."""
    try:
        names, values = zip(*headers, strict=True)
        text = b"\0".join(values).decode()
    except (TypeError, ValueError):  # null, no UTF-8, or no header at all
        return _texts_one_by_one(headers)
    texts = dict(zip(names, text.split("\0"), strict=False))
    if len(text) <= LONGEST_TEXT and len(texts) == len(headers) == text.count("\0") + 1:
        return texts
    return _texts_one_by_one(headers)


def _texts_one_by_one(headers: Headers) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in headers:
        if value is None:
            _broken(f"header {name} is null")
        try:
            text = texts[name] = value.decode()
        except UnicodeDecodeError:
            _broken(f"header {name} is not UTF-8")
        _check(name, text)
    if len(texts) != len(headers):
        names = [name for name, _ in headers]
        _broken(f"header {next(n for n in names if names.count(n) > 1)} stands twice")
    return texts


def _check(name: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        _broken(f"{name} is longer than {LONGEST_TEXT}")
    if "\x00" in text:
        _broken(f"{name} holds NUL")


def _event(texts: Mapping[str, str], data: bytes | None, source: str) -> StoredEvent:
    missing = _REQUIRED - texts.keys()
    if missing:
        _broken(f"{min(missing)} is missing")
    if texts["ce_specversion"] != "1.0":
        _broken("ce_specversion is not 1.0")
    if texts["ce_source"] != f"/chungtay/{source}":
        _broken(f"ce_source is not /chungtay/{source}")
    type_, schema_version = _kind(texts["ce_type"], source)
    salt = _hex(texts, "ce_salt", 0, 16)
    get = texts.get
    return StoredEvent(
        source, _number(texts, "ce_sequence", 2**63), _subject(texts["ce_subject"]),
        _number(texts, "ce_streamversion", 2**31), _uuid(texts["ce_id"]), type_, schema_version,
        get("ce_campaignid", ""), get("ce_scope", ""), _moment(texts, "ce_time"), _moment(texts, "ce_recordedtime"),
        texts["ce_actor"] or _broken("ce_actor is empty"), get("ce_correlationid", ""), get("ce_causationid", ""),
        get("ce_traceparent", ""), salt, _data(data, salt), _hex(texts, "ce_hash", 32),
        _hex(texts, "ce_logid", 32).hex(),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _kind(text: str, source: str) -> tuple[str, int]:
    prefix = f"vn.chungtay.{source}."
    found = _TYPE.fullmatch(text[len(prefix) :]) if text.startswith(prefix) else None
    if found is None or int(found[2]) >= 2**15:
        _broken(f"ce_type is not {prefix}<thing>.<happened>.v<number>")
    return found[1], int(found[2])


def _subject(text: str) -> str:
    if not 0 < len(text.encode()) <= LONGEST_SUBJECT:
        _broken(f"ce_subject has not 1 to {LONGEST_SUBJECT} bytes")
    return text


def _number(texts: Mapping[str, str], name: str, limit: int) -> int:
    text = texts[name]
    if not _NUMBER.fullmatch(text) or int(text) >= limit:
        _broken(f"{name} is no positive number below {limit}")
    return int(text)


def _uuid(text: str) -> UUID:
    if not _UUID.fullmatch(text):
        _broken("ce_id is no UUID in its canonical form")
    return pgproto.UUID(text)


def _moment(texts: Mapping[str, str], name: str) -> datetime:
    return _instant(texts[name]) or _broken(f"{name} is no moment with an offset (RFC 3339)")


@lru_cache(maxsize=1024)  # events that were appended together share theirs
def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _hex(texts: Mapping[str, str], name: str, *lengths: int) -> bytes:
    text = texts.get(name, "")
    try:
        found = bytes.fromhex(text)
        if len(found) in lengths and found.hex() == text:
            return found
    except ValueError:
        pass
    _broken(f"{name} is not {' or '.join(map(str, lengths))} bytes in lower-case hex")


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        _broken("data_base64 is no base64")


def is_redacted(salt: bytes, data: bytes) -> bool:
    """Whether salt and data gave way to their digest."""
    return not salt and data.startswith(REDACTED_PREFIX)


def _data(data: bytes | None, salt: bytes) -> bytes:
    if data is None:
        _broken("the record has no data")
    if is_redacted(salt, data):
        return data
    try:
        if isinstance(orjson.loads(data), dict):
            return data
    except orjson.JSONDecodeError:
        pass
    _broken("the data is no JSON object")
