"""PostgreSQL and Kafka of this machine, or the ones outside that the environment names."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass

from chungtay_local import kafka, postgres
from chungtay_local.machine import Machine
from chungtay_local.processes import Server

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database server (a superuser's URL) and the broker answer, and the processes that are ours."""

    database: str
    kafka: str
    own: tuple[Server, ...]


@contextlib.contextmanager
def started(machine: Machine, say: Say) -> Generator[Addresses]:
    """Starts what the environment does not name, and ends it in reverse order: Kafka, then PostgreSQL."""
    with contextlib.ExitStack() as running:
        addresses = start(machine, say, running)
        yield addresses


def start(machine: Machine, say: Say, running: contextlib.ExitStack | None = None) -> Addresses:
    """Without `running` the servers outlive this process, until `stop`."""
    detached = running is None
    own: list[Server] = []

    def take(server: Server) -> str:
        own.append(server)
        if running is not None:
            running.callback(server.stop)
        say(f"{server.name} sẵn sàng: {server.address}", f"{server.name} is ready")
        return server.address

    database = machine.outside_database or take(postgres.start(machine.data / "postgres", detached=detached))
    broker = machine.outside_kafka or take(kafka.start(machine.data / "kafka", detached=detached))
    return Addresses(database, broker, tuple(own))


def stop(machine: Machine) -> list[str]:
    """Ends what runs on this data folder, whoever started it; the names of what did."""
    stopped = {
        "Kafka": kafka.stop_leftovers(machine.data / "kafka"),
        "PostgreSQL": postgres.stop_leftovers(machine.data / "postgres"),
    }
    return [name for name, ran in stopped.items() if ran]
