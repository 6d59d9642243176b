"""The golden vectors of the hash chain: what they were once, they are for ever, for logs exist."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chungtay_kernel import chain
from chungtay_kernel.events import StoredEvent

VECTORS = json.loads((Path(__file__).parents[2] / "shared" / "contracts" / "chain.json").read_text("utf-8"))["events"]


def stored(vector: dict[str, str]) -> StoredEvent:
    _, _, service, *type_, version = vector["type"].split(".")
    return StoredEvent(
        source=service, position=int(vector["sequence"]), stream_id=vector["subject"],
        version=int(vector["streamversion"]), event_id=UUID(vector["id"]), type=".".join(type_),
        schema_version=int(version[1:]), campaign_id=vector["campaignid"], scope=vector["scope"],
        occurred_at=datetime.fromisoformat(vector["time"]), recorded_at=datetime.fromisoformat(vector["recordedtime"]),
        actor=vector["actor"], correlation_id=vector["correlationid"], causation_id=vector["causationid"],
        traceparent=vector["traceparent"], salt=bytes.fromhex(vector["salt"]), data=vector["data"].encode(),
        hash=bytes.fromhex(vector["hash"]), logid=vector["logid"],
    )  # fmt: skip


def test_every_vector_links_to_the_one_before() -> None:
    previous = chain.GENESIS
    for vector in VECTORS:
        event = stored(vector)
        assert chain.hash_of(event, previous) == event.hash
        previous = event.hash


def test_the_first_vector_names_the_log() -> None:
    assert {vector["logid"] for vector in VECTORS} == {VECTORS[0]["hash"]}


def test_the_last_vector_is_an_emptied_event_whose_chain_still_holds() -> None:
    assert VECTORS[-1]["salt"] == ""
    assert VECTORS[-1]["data"].startswith("redacted:")
