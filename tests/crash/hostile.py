"""Forty records that somebody might put on intake's topic, each a ruin or a forgery of a genuine event's record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chungtay_kernel.cloudevents import to_headers
from chungtay_kernel.events import StoredEvent

Headers = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Record:
    key: bytes | None
    value: bytes | None
    headers: Headers


Ruin = Callable[[Record], Record]


def with_header(name: str, value: bytes | None) -> Ruin:
    return lambda r: Record(r.key, r.value, [(n, value if n == f"ce_{name}" else v) for n, v in r.headers])


def without_header(name: str) -> Ruin:
    return lambda r: Record(r.key, r.value, [(n, v) for n, v in r.headers if n != name])


def and_header(name: str, value: bytes | None) -> Ruin:
    return lambda r: Record(r.key, r.value, [*r.headers, (name, value)])


def with_key(key: bytes | None) -> Ruin:
    return lambda r: Record(key, r.value, r.headers)


def with_value(value: bytes | None) -> Ruin:
    return lambda r: Record(r.key, value, r.headers)


def both(*ruins: Ruin) -> Ruin:
    def ruined(record: Record) -> Record:
        for ruin in ruins:
            record = ruin(record)
        return record

    return ruined


def elsewhere(**attributes: bytes) -> Ruin:
    """A forged event of a stream and at a position that the log does not have."""
    stream = b"activity/" + str(uuid4()).encode()
    headers = {"subject": stream, "sequence": b"900000000", "streamversion": b"1", "id": str(uuid4()).encode()}
    return both(with_key(stream), *(with_header(name, value) for name, value in (headers | attributes).items()))


REQUIRED = (
    "specversion", "id", "source", "type", "subject", "time", "sequence", "recordedtime", "streamversion", "actor",
    "logid", "hash",
)  # fmt: skip

RUINS: Sequence[Ruin] = (
    *(without_header(f"ce_{name}") for name in REQUIRED),
    without_header("content-type"),
    both(without_header("content-type"), and_header("content-type", b"text/plain")),
    with_header("actor", None),
    with_header("actor", b"\xff\xfe"),
    with_header("actor", b""),
    with_header("actor", b"officer\x00:XP-07777"),
    with_header("actor", b"x" * 1100),
    and_header("ce_actor", b"somebody else"),
    and_header("x-trace", None),
    lambda r: Record(r.key, r.value, []),
    with_header("specversion", b"0.3"),
    with_header("source", b"/chungtay/tasks"),
    with_header("type", b"vn.chungtay.intake.activity.recorded"),
    with_header("sequence", b"0"),
    with_header("sequence", str(2**64).encode()),
    with_header("streamversion", b"-1"),
    with_header("id", b"no uuid"),
    with_header("recordedtime", b"2024-06-12T08:00:00"),
    with_header("hash", b"abcd"),
    with_header("logid", b"EE" * 32),
    with_key(b"activity/another"),
    with_value(None),
    with_value(b"{"),
    with_value(b"[1, 2]"),
    with_value(b"\xff\x00"),
    both(with_header("id", str(uuid4()).encode()), with_header("logid", b"ee" * 32)),
    elsewhere(type=b"vn.chungtay.intake.activity.exploded.v1"),
    elsewhere(type=b"vn.chungtay.intake.activity.recorded.v99"),
)


def corpus(genuine: StoredEvent) -> list[Record]:
    record = Record(genuine.stream_id.encode(), genuine.data, list(to_headers(genuine)))
    return [ruin(record) for ruin in RUINS]
