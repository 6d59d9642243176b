"""Settings by environment, each refused by name where it cannot be used."""

from __future__ import annotations

import pytest

from chungtay_kernel.cli import Refused
from chungtay_local.machine import ROOT, from_environment


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    machine = from_environment({})
    assert (machine.data, machine.port, machine.clock) == (ROOT / ".data", 8080, "simulated")
    assert machine.outside_database is None
    assert machine.outside_kafka is None


@pytest.mark.parametrize(
    ("name", "value"), [("CHUNGTAY_PORT", "x"), ("CHUNGTAY_PORT", "70000"), ("CHUNGTAY_CLOCK", "moon")]
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Refused, match=f"{name}={value}"):
        from_environment({name: value})


def test_the_services_get_the_addresses_of_this_machine() -> None:
    settings = from_environment({"CHUNGTAY_PORT": "9000"}).settings("postgresql:///?host=/run/x", "127.0.0.1:9")
    assert settings.url == "http://127.0.0.1:9000"
    assert settings.database("intake") == "postgresql://intake_app@/chungtay_intake?host=/run/x"
