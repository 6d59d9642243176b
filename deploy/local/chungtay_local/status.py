"""What runs on the data folder, found by looking, not by remembering."""

from __future__ import annotations

from typing import Any

from chungtay_local import folder, kafka, postgres
from chungtay_local.machine import Machine
from chungtay_local.ports import is_free
from chungtay_local.processes import leftovers


def standing(machine: Machine) -> dict[str, Any]:
    return {
        "data": str(machine.data),
        "url": machine.url,
        "running": {
            "launcher": folder.is_held(machine.data),
            "postgres": bool(machine.outside_database or leftovers(postgres.mark(machine.data / "postgres"))),
            "kafka": bool(machine.outside_kafka or leftovers(kafka.mark(machine.data / "kafka"))),
            "services": not is_free(machine.port),
        },
    }
