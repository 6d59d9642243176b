"""What a service writes (`Event`, `Draft`, `Decision`) and what a log holds (`StoredEvent`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict

Kind = tuple[str, int]
"""(type, schema version), e.g. ("activity.recorded", 1)."""


class Event(BaseModel):
    """A fact as a service writes it: one frozen model per type and schema version."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1

    def encode(self) -> bytes:
        """The exact JSON bytes that are stored, hashed and sent."""
        return self.__pydantic_serializer__.to_json(self)


class StoredEvent(NamedTuple):
    """One row of a log, and equally one event received: identity is (source, stream_id, version).

    A tuple, as appending, sending and hearing make one for every event; its columns are those of a log's row, with
    the source before them and the log's identity behind.
    """

    source: str
    position: int
    stream_id: str
    version: int
    event_id: UUID
    type: str
    schema_version: int
    campaign_id: str
    scope: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    correlation_id: str
    causation_id: str
    traceparent: str
    salt: bytes
    data: bytes
    hash: bytes
    logid: str

    @property
    def kind(self) -> Kind:
        return (self.type, self.schema_version)

    @property
    def name(self) -> str:
        """`source/stream/version`, the identity as text: the key of what this event causes."""
        return f"{self.source}/{self.stream_id}/{self.version}"

    def json(self) -> Any:
        return orjson.loads(self.data)


class Draft(NamedTuple):
    """What a decision wants appended to one stream that stands at `expected_version` (0: a new stream)."""

    stream_id: str
    expected_version: int
    events: Sequence[Event]
    campaign_id: str = ""
    scope: str = ""
    occurred_at: datetime | None = None


class Guard(NamedTuple):
    """A promise the append must find kept: no event of `scope` stands after `position`."""

    scope: str
    position: int


class Decision(NamedTuple):
    """The outcome of a command: events per stream, what the caller is told, and the guards it rests on."""

    drafts: Sequence[Draft]
    answer: Mapping[str, Any]
    guards: Sequence[Guard] = ()


class Context(NamedTuple):
    """Who asked, and what caused it; `not_before` is the recording moment of the causing event."""

    actor: str
    correlation_id: str
    causation_id: str = ""
    traceparent: str = ""
    not_before: datetime | None = None

    @classmethod
    def caused_by(cls, event: StoredEvent, actor: str) -> Context:
        return cls(
            actor=actor,
            correlation_id=event.correlation_id,
            causation_id=str(event.event_id),
            traceparent=event.traceparent,
            not_before=event.recorded_at,
        )


class Head(NamedTuple):
    """The end of a log: its last position, that row's hash, the log's identity and its last recording moment."""

    position: int
    hash: bytes
    logid: str
    recorded_at: datetime


class Registry:
    """The event models of one service, by kind."""

    def __init__(self, *models: type[Event]) -> None:
        self.models: dict[Kind, type[Event]] = {(m.TYPE, m.VERSION): m for m in models}

    def load(self, stored: StoredEvent) -> Event:
        """The typed event of a stored row; KeyError for a kind this service never wrote."""
        return self.models[stored.kind].model_validate_json(stored.data)


LONGEST_STREAM = 512
"""Bytes of a stream id: it stands in index rows, and in a record's key."""

LONGEST_TEXT = 1024
"""Characters of every other part of an envelope."""

KERNEL_KINDS: frozenset[Kind] = frozenset(
    {("log.opened", 1), ("event.redacted", 1), ("parked.retried", 1), ("parked.discarded", 1)}
)
"""Kinds the kernel itself writes; every consumer takes note of them and does nothing."""


class LogOpened(Event):
    """The first row of every log: whose it is and which clock it runs on."""

    TYPE: ClassVar[str] = "log.opened"
    service: str
    clock: str


class ParkedRetried(Event):
    """An operator had the parked events of a stream applied again."""

    TYPE: ClassVar[str] = "parked.retried"
    consumer: str
    source: str
    stream: str
    versions: list[int]
    reason: str


class ParkedDiscarded(Event):
    """An operator decided that parked events of a stream shall have no effect."""

    TYPE: ClassVar[str] = "parked.discarded"
    consumer: str
    source: str
    stream: str
    versions: list[int]
    reason: str
