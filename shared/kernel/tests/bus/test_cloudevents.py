"""Reading and writing events as Kafka records and feed items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay_kernel.chain import moment
from chungtay_kernel.cloudevents import Defect, from_feed_item, from_record, to_feed_item, to_headers
from chungtay_kernel.events import StoredEvent

EVENT = StoredEvent(
    source="intake", position=41, stream_id="activity/à/1", version=3, event_id=UUID(int=7 << 76 | 2 << 62),
    type="activity.recorded", schema_version=2, campaign_id="c", scope="c/U1",
    occurred_at=datetime(2024, 6, 30, 16, 59, 59, 5, UTC), recorded_at=datetime(2024, 6, 30, 17, tzinfo=UTC),
    actor="officer:U1:án", correlation_id="k", causation_id="", traceparent="00-ab-cd-01",
    salt=b"s" * 16, data='{"text":"đủ dấu"}'.encode(), hash=b"h" * 32, logid="ab" * 32,
)  # fmt: skip

text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=40)
moments = st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC))
events = st.builds(
    StoredEvent, source=st.just("intake"), position=st.integers(1, 2**63 - 1), stream_id=text.filter(bool),
    version=st.integers(1, 2**31 - 1), event_id=st.uuids(), type=st.just("a.b_c"),
    schema_version=st.integers(1, 2**15 - 1), campaign_id=text, scope=text, occurred_at=moments, recorded_at=moments,
    actor=text.filter(bool), correlation_id=text, causation_id=text, traceparent=text,
    salt=st.binary(min_size=16, max_size=16), data=st.just(b'{"n": 1.50}'),
    hash=st.binary(min_size=32, max_size=32), logid=st.just("0f" * 32),
)  # fmt: skip


def read(headers: Any, value: bytes | None = EVENT.data, key: bytes | None = EVENT.stream_id.encode()) -> Any:
    return from_record(headers, key, value, "intake")


@given(events)
def test_an_event_comes_back_from_a_record_and_from_a_feed_as_it_was(event: StoredEvent) -> None:
    assert read(to_headers(event), event.data, event.stream_id.encode()) == event
    assert from_feed_item(to_feed_item(event), "intake") == event


def test_headers_follow_cloudevents_and_carry_the_plain_traceparent_too() -> None:
    headers = dict(to_headers(EVENT))
    assert headers["ce_type"] == b"vn.chungtay.intake.activity.recorded.v2"
    assert headers["ce_source"] == b"/chungtay/intake"
    assert headers["ce_time"] == moment(EVENT.occurred_at).encode()
    assert headers["traceparent"] == headers["ce_traceparent"] == EVENT.traceparent.encode()
    assert "ce_causationid" not in headers


def test_a_redacted_event_is_read_though_its_data_is_no_json() -> None:
    redacted = EVENT._replace(salt=b"", data=b"redacted:" + b"0" * 64)
    assert read(to_headers(redacted), redacted.data) == redacted


def changed(name: str, value: bytes | None) -> Callable[[], Any]:
    return lambda: [(n, value if n == name else v) for n, v in to_headers(EVENT)]


def without(name: str) -> Callable[[], Any]:
    return lambda: [(n, v) for n, v in to_headers(EVENT) if n != name]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (changed("ce_actor", None), "null"),
        (changed("ce_actor", b"\xff\xfe"), "not UTF-8"),
        (changed("ce_actor", b"a\x00b"), "NUL"),
        (changed("ce_actor", b"x" * 1025), "longer"),
        (changed("ce_actor", b""), "ce_actor"),
        (lambda: [*to_headers(EVENT), ("x-tracing", None)], "null"),
        (lambda: [*to_headers(EVENT), ("ce_id", b"again")], "twice"),
        (list, "content-type"),
        (changed("content-type", b"text/plain"), "content-type"),
        (without("ce_id"), "ce_id"),
        (changed("ce_id", b"7"), "UUID"),
        (changed("ce_id", b"{00000000-0000-0000-0000-000000000007}"), "canonical"),
        (changed("ce_specversion", b"0.3"), "specversion"),
        (changed("ce_source", b"/chungtay/tasks"), "ce_source"),
        (changed("ce_type", b"vn.chungtay.tasks.activity.recorded.v2"), "ce_type"),
        (changed("ce_type", b"vn.chungtay.intake.activity.recorded"), "ce_type"),
        (changed("ce_type", b"vn.chungtay.intake.activity.recorded.v0"), "ce_type"),
        (changed("ce_type", b"vn.chungtay.intake.activity.recorded.v99999"), "ce_type"),
        (changed("ce_subject", b""), "ce_subject"),
        (changed("ce_subject", b"x" * 513), "ce_subject"),
        (changed("ce_subject", b"another/stream"), "key"),
        (changed("ce_streamversion", b"0"), "streamversion"),
        (changed("ce_streamversion", b"-1"), "streamversion"),
        (changed("ce_streamversion", b"2147483648"), "streamversion"),
        (changed("ce_streamversion", "٣".encode()), "streamversion"),
        (changed("ce_sequence", b"9223372036854775808"), "sequence"),
        (changed("ce_sequence", b"1e3"), "sequence"),
        (changed("ce_time", b"yesterday"), "ce_time"),
        (changed("ce_time", b"2024-06-30T17:00:00"), "offset"),
        (changed("ce_time", b"0001-01-01T00:00:00+14:00"), "ce_time"),
        (changed("ce_recordedtime", b"2024-02-31T00:00:00Z"), "ce_recordedtime"),
        (changed("ce_hash", b"abc"), "ce_hash"),
        (changed("ce_hash", b"ABCD"), "ce_hash"),
        (changed("ce_salt", b"ab"), "ce_salt"),
        (changed("ce_logid", b""), "ce_logid"),
    ],
)
def test_a_broken_envelope_is_told_apart_by_its_reason(headers: Callable[[], Any], reason: str) -> None:
    outcome = read(headers())
    assert isinstance(outcome, Defect)
    assert reason in outcome.reason


@pytest.mark.parametrize("value", [None, b"", b"{", b"[1]", b"null", b'{"a": NaN}', b"\xff", b'{"a": "\\ud800"}'])
def test_data_that_is_no_json_object_is_a_defect(value: bytes | None) -> None:
    assert isinstance(read(to_headers(EVENT), value), Defect)


@given(
    st.lists(st.tuples(st.sampled_from([n for n, _ in to_headers(EVENT)]), st.none() | st.binary(max_size=60))),
    st.none() | st.binary(max_size=20),
    st.none() | st.binary(max_size=20),
)
def test_no_record_whatever_makes_reading_raise(headers: Any, key: bytes | None, value: bytes | None) -> None:
    merged = {**dict(to_headers(EVENT)), **dict(headers)}
    assert isinstance(read(list(merged.items()), value, key), Defect | StoredEvent)


@pytest.mark.parametrize("item", [None, [], "x", {}, {"id": 3}, {**to_feed_item(EVENT), "data_base64": "?"}])
def test_a_feed_item_that_is_none_is_a_defect(item: Any) -> None:
    assert isinstance(from_feed_item(item, "intake"), Defect)
