"""What services know of each other: generated files that match the code, and samples that every reader can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from chungtay_kernel.events import KERNEL_KINDS, Event, Kind
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Subscription
from chungtay_local import contracts
from chungtay_local.serve import SPECS

FOLDER = Path(__file__).parents[2] / "shared" / "contracts"
WRITTEN = list(contracts.models())


def name(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(getattr(value, "source", value))


def subscriptions() -> Iterator[tuple[str, Subscription]]:
    for spec in SPECS:
        for subscription in spec.subscriptions(Service(spec)):
            yield spec.name, subscription


HEARD = list(subscriptions())


def sample(service: str, kind: Kind) -> bytes:
    return (FOLDER / contracts.sample_path(service, kind)).read_bytes().rstrip(b"\n")


def test_the_generated_contracts_say_what_the_code_does() -> None:
    assert contracts.drift(FOLDER) == []


@pytest.mark.parametrize(("service", "kind", "model"), WRITTEN, ids=name)
def test_a_golden_sample_is_what_its_producer_writes_and_its_schema_describes(
    service: str, kind: Kind, model: type[Event]
) -> None:
    data = sample(service, kind)
    assert model.model_validate_json(data).encode() == data
    schema = json.loads((FOLDER / contracts.schema_path(service, kind)).read_text("utf-8"))
    jsonschema.validate(json.loads(data), schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(("consumer", "subscription"), HEARD, ids=name)
def test_a_consumer_reads_every_sample_it_handles(consumer: str, subscription: Subscription) -> None:
    for kind, adapter in subscription.adapters.items():
        adapter.validate_json(sample(subscription.source, kind))


@pytest.mark.parametrize(("consumer", "subscription"), HEARD, ids=name)
def test_a_consumer_has_an_opinion_on_every_kind_its_source_writes(consumer: str, subscription: Subscription) -> None:
    """A kind that is neither handled nor ignored would be parked."""
    written = set(contracts.REGISTRIES[subscription.source].models)
    assert written - subscription.handles.keys() - subscription.ignores == set()
    assert (subscription.handles.keys() | subscription.ignores) - written == set()


def test_a_consumer_ignores_fields_it_does_not_know() -> None:
    for _, subscription in HEARD:
        for kind, adapter in subscription.adapters.items():
            extended = {**json.loads(sample(subscription.source, kind)), "a_later_field": {"of": "any kind"}}
            adapter.validate_json(json.dumps(extended))


def test_kernel_kinds_need_no_opinion() -> None:
    assert {kind for service, kind, _ in WRITTEN if service == "kernel"} <= KERNEL_KINDS
