"""A whole installation for a crash test: four services as real processes on a real PostgreSQL and a real Kafka."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import psutil
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from chungtay_kernel.keys import make_keys
from chungtay_kernel.topics import create_topics, read_topics
from chungtay_local.account import end_with_parent
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from tests.crash.gateway import gateway

SERVICES = ("tasks", "intake", "reporting", "notify")
ROOT = Path(__file__).parents[2]
CHUNGTAY = Path(sys.executable).parent / "chungtay"
KILLED = 137


class Installation:
    """`processes` by name: a service's own, or `<service>-2` for a replica; `url` reaches the first of each.

    `special`: those that were started with a fault to strike at, or with settings of their own.
    """

    def __init__(self, databases: Databases, kafka: str, folder: Path, *, clock: str) -> None:
        self.databases, self.kafka, self.folder, self.clock = databases, kafka, folder, clock
        self.ports = dict(zip(SERVICES, free_ports(len(SERVICES)), strict=True))
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.special: set[str] = set()
        self.url = ""

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    def start(self, *services: str, fault: str = "", **environment: str) -> None:
        for service in services:
            self._start(service, service, self.ports[service], fault, environment)

    def start_replica(self, service: str, *, fault: str = "", **environment: str) -> str:
        """A second process of a service beside the first; returns its own base URL. Its name is `<service>-2`."""
        (port,) = free_ports(1)
        self._start(f"{service}-2", service, port, fault, environment)
        return f"http://127.0.0.1:{port}"

    def _start(self, name: str, service: str, port: int, fault: str, environment: dict[str, str]) -> None:
        serve = ("serve", service, "--host", "127.0.0.1", "--port", str(port))
        self.processes[name] = self.chungtay(*serve, log=name, FAULT=fault, **environment)
        if fault or environment:
            self.special.add(name)

    def chungtay(self, *arguments: str, log: str, **environment: str) -> subprocess.Popen[bytes]:
        """The program, with this installation's settings, its output in a file of the folder; dies with the tests."""
        settings = {
            "DATABASE_URL": self.databases.server, "KAFKA": self.kafka, "URL": self.url, "CLOCK": self.clock,
            "SECRETS": str(self.secrets), "DATA": str(self.folder), "NOTIFY_OUTBOX": str(self.folder / "outbox"),
            **environment,
        }  # fmt: skip
        parent = os.getpid()
        with (self.folder / f"{log}.log").open("ab") as output:
            return subprocess.Popen(
                [CHUNGTAY, *arguments], stdout=output, stderr=output, start_new_session=True,
                env={**os.environ, **{f"CHUNGTAY_{key}": value for key, value in settings.items()}},
                preexec_fn=lambda: end_with_parent(parent, signal.SIGKILL),
            )  # fmt: skip

    def said(self, name: str) -> str:
        """What a process has logged in all its lives."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def kill(self, *names: str) -> None:
        """kill -9, without a word to anybody."""
        for name in names:
            process = self.processes.pop(name)
            process.kill()
            process.wait(30)
            self.special.discard(name)

    def restart(self, service: str, *, fault: str = "", **environment: str) -> None:
        self.kill(service)
        self.start(service, fault=fault, **environment)

    async def died(self, name: str, *, within: float = 60) -> None:
        """Waits until a process has struck at its fault point; AssertionError where it ended otherwise or lives on."""
        code = await asyncio.to_thread(self.processes[name].wait, within)
        del self.processes[name]
        self.special.discard(name)
        assert code == KILLED, f"{name} ended with {code}, not at its fault point"

    async def strike(self, service: str, fault: str, **environment: str) -> None:
        """Restarts a service with a fault, waits until it has died of it, and starts it again."""
        self.restart(service, fault=fault, **environment)
        await self.died(service)
        self.start(service)

    async def frozen(self, name: str, *, within: float = 60) -> None:
        """Waits until a process has stopped itself at its fault point."""
        process = psutil.Process(self.processes[name].pid)
        async with asyncio.timeout(within):
            while process.status() != psutil.STATUS_STOPPED:
                await asyncio.sleep(0.02)

    def freeze(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGCONT)

    async def whole(self) -> None:
        """As before the strike: every service runs, once, with no fault left to strike at, and says it is ready."""
        await self.stop(*(name for name in tuple(self.processes) if name not in SERVICES or name in self.special))
        self.start(*(service for service in SERVICES if service not in self.processes))
        await self.ready()

    async def stop(self, *names: str) -> None:
        """In order, so that Kafka gives a replica's partitions to the others at once."""
        ending = [self.processes.pop(name) for name in names]
        for process in ending:
            process.terminate()
        for process in ending:
            code = await asyncio.to_thread(process.wait, 40)
            assert code == -signal.SIGTERM or code == 0
        self.special.difference_update(names)

    async def ready(self, *services: str, within: float = 90) -> None:
        for service in services or SERVICES:
            await self.answers(f"http://127.0.0.1:{self.ports[service]}/{service}/ready", within=within)

    async def answers(self, url: str, *, within: float = 90) -> None:
        """Waits for 200 at an address; AssertionError where a process ends meanwhile."""
        async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(within):
            while not await _is_well(client, url):
                ended = {name: self.said(name)[-2000:] for name, p in self.processes.items() if p.poll() is not None}
                assert not ended, f"{url} does not answer, and there ended: {ended}"
                await asyncio.sleep(0.05)

    def end(self) -> None:
        self.kill(*self.processes)


async def _is_well(client: httpx.AsyncClient, url: str) -> bool:
    with suppress(httpx.TransportError):
        return (await client.get(url)).status_code == 200
    return False


@asynccontextmanager
async def installed(
    databases: Databases, kafka: str, folder: Path, *, clock: str = "system"
) -> AsyncGenerator[Installation]:
    """Fresh databases, fresh topics, fresh keys, and a gateway; no service runs yet."""
    for service in SERVICES:
        await databases.fresh(service, migrations=f"chungtay_{service}:migrations")
    await fresh_topics(kafka)
    installation = Installation(databases, kafka, folder, clock=clock)
    make_keys(installation.secrets)
    async with gateway(installation.ports) as url:
        installation.url = url
        try:
            yield installation
        finally:
            installation.end()


async def fresh_topics(kafka: str) -> None:
    """Topics without a record: those of an earlier test belong to logs that no longer exist."""
    wanted = read_topics(ROOT / "deploy" / "topics.yaml")
    missing = {topic.name for topic in wanted}
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        await admin.delete_topics(sorted(missing))
    finally:
        await admin.close()
    async with asyncio.timeout(30):
        while missing:  # the broker forgets the old ones in its own time
            with suppress(KafkaError):
                missing -= set(await create_topics(kafka, wanted))
            await asyncio.sleep(0.05)
