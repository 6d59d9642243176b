"""What reporting writes: a sealed report."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from chungtay_kernel.events import Event, Registry


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LogMark(Part):
    """How far a log is covered: position, hash there, and the log's identity."""

    position: int
    hash: str
    logid: str


class Document(Part):
    sha256: str
    size: int


class Override(Part):
    """A blocker that somebody sealed over: by name, with a reason that the report prints."""

    blocker: str
    reason: str
    by: str


class Settled(Part):
    """What an operator did about a stream's parked events: where they were parked, and why."""

    service: str
    source: str
    stream: str
    versions: list[int]
    reason: str


class Discard(Settled):
    """Events that an operator decided shall have no effect."""


class Retry(Settled):
    """Events that were parked and that an operator had applied after all."""


class ReportSealed(Event):
    """A campaign's report as it stood at `vector`: what its figures and documents were, signed.

    `signature` is Ed25519 over the canonical JSON of all other fields, in hex; `key_id` the key's RFC 7638 thumbprint.
    """

    TYPE: ClassVar[str] = "report.sealed"
    campaign: str
    edition: int
    seal_id: str
    as_of: str
    vector: dict[str, LogMark]
    figures_hash: str
    report_hash: str
    documents: dict[str, Document]
    completeness: dict[str, Any]
    overrides: list[Override]
    discards: list[Discard]
    retries: list[Retry] = Field(default_factory=list[Retry])
    rules_version: str
    key_id: str
    signature: str


EVENTS = Registry(ReportSealed)
