"""The hash chain of a log.

    hash(n) = sha256( hash(n-1) || sha256(envelope) || sha256(salt || data) )

`envelope` is the canonical form of everything that travels beside the data: a JSON array of strings in the
fixed order of `envelope()`, UTF-8, no spaces. Before the first row stands `GENESIS`; the first row's hash is the
log's identity (`logid`). Data has a digest of its own, so that a row can be emptied (data and salt give way to
that digest) and the chain still verifies. Golden vectors: shared/contracts/chain.json.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

import orjson

from chungtay_kernel.events import StoredEvent

GENESIS = bytes(32)
REDACTED_PREFIX = b"redacted:"


def ce_type(source: str, type_: str, schema_version: int) -> str:
    return f"vn.chungtay.{source}.{type_}.v{schema_version}"


def moment(at: datetime) -> str:
    """A moment as text: UTC, always six decimals, so that equal moments have equal bytes."""
    return _text(at.astimezone(UTC))


@lru_cache(maxsize=1024)  # the events of one group share their moments
def _text(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def envelope(
    source: str, event_id: str, type_: str, schema_version: int, stream_id: str, version: int, position: int,
    occurred_at: str, recorded_at: str, campaign_id: str, scope: str, actor: str,
    correlation_id: str, causation_id: str, traceparent: str,
) -> bytes:  # fmt: skip
    """The canonical envelope; moments already as `moment()` text."""
    return orjson.dumps(
        [
            f"/chungtay/{source}", event_id, ce_type(source, type_, schema_version), stream_id, str(version),
            str(position), occurred_at, recorded_at, campaign_id, scope, actor, correlation_id, causation_id,
            traceparent,
        ]
    )  # fmt: skip


def data_digest(salt: bytes, data: bytes) -> bytes:
    """The digest of salt and data; of a redacted event, the digest it gave way to."""
    if not salt and data.startswith(REDACTED_PREFIX):
        return bytes.fromhex(data[len(REDACTED_PREFIX) :].decode("ascii"))
    return sha256(salt + data).digest()


def link(previous: bytes, canonical_envelope: bytes, digest: bytes) -> bytes:
    return sha256(previous + sha256(canonical_envelope).digest() + digest).digest()


def hash_of(event: StoredEvent, previous: bytes) -> bytes:
    """Recomputes the hash of a stored or received event from what it carries."""
    canonical = envelope(
        event.source, str(event.event_id), event.type, event.schema_version, event.stream_id, event.version,
        event.position, moment(event.occurred_at), moment(event.recorded_at), event.campaign_id, event.scope,
        event.actor, event.correlation_id, event.causation_id, event.traceparent,
    )  # fmt: skip
    return link(previous, canonical, data_digest(event.salt, event.data))
