"""A whole installation for a crash test: four services as real processes on a real PostgreSQL and a real Kafka."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from aiokafka.admin import AIOKafkaAdminClient

from chungtay_kernel.topics import create_topics, read_topics
from chungtay_local.fresh_databases import Databases
from chungtay_kernel.keys import make_keys
from chungtay_local.ports import free_ports
from tests.crash.gateway import gateway

SERVICES = ("tasks", "intake", "reporting", "notify")
ROOT = Path(__file__).parents[2]
KILLED = 137


class Installation:
    """`ports` may hold several replicas of a service under names of their own; `url` reaches the first of each."""

    def __init__(self, server: str, kafka: str, folder: Path, *, clock: str) -> None:
        self.server, self.kafka, self.folder, self.clock = server, kafka, folder, clock
        self.ports = dict(zip(SERVICES, free_ports(len(SERVICES)), strict=True))
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.url = ""

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    def start(self, *services: str, fault: str = "", **more: str) -> None:
        for service in services:
            self.start_as(service, service, self.ports[service], fault=fault, **more)

    def start_as(self, name: str, service: str, port: int, *, fault: str = "", **more: str) -> None:
        environment = {
            **os.environ,
            "CHUNGTAY_DATABASE_URL": self.server, "CHUNGTAY_KAFKA": self.kafka, "CHUNGTAY_URL": self.url,
            "CHUNGTAY_SECRETS": str(self.secrets), "CHUNGTAY_DATA": str(self.folder), "CHUNGTAY_CLOCK": self.clock,
            "CHUNGTAY_FAULT": fault, "CHUNGTAY_NOTIFY_OUTBOX": str(self.folder / "outbox"), **more,
        }  # fmt: skip
        command = [Path(sys.executable).parent / "chungtay", "serve", service, "--host", "127.0.0.1", "--port", str(port)]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, *names: str, with_signal: signal.Signals = signal.SIGKILL) -> None:
        for name in names:
            self.processes[name].send_signal(with_signal)
            if with_signal in (signal.SIGKILL, signal.SIGTERM):
                self.processes.pop(name).wait(30)

    async def died_at_its_fault(self, name: str, *, within: float = 60) -> None:
        """Waits until a process struck at its fault point; AssertionError where it lives on."""
        code = await asyncio.to_thread(self.processes.pop(name).wait, within)
        assert code == KILLED, f"{name} ended with {code}, not at its fault point"

    async def ready(self, *services: str, within: float = 60) -> None:
        async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(within):
            for service in services or SERVICES:
                while not await self._is_ready(client, service):
                    await asyncio.sleep(0.05)

    async def _is_ready(self, client: httpx.AsyncClient, service: str) -> bool:
        try:
            answer = await client.get(f"http://127.0.0.1:{self.ports[service]}/{service}/ready")
        except httpx.TransportError:
            return False
        return answer.status_code == 200

    def end(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGCONT)
            process.kill()
        for process in self.processes.values():
            process.wait(30)


@asynccontextmanager
async def installed(
    databases: Databases, kafka: str, folder: Path, *, clock: str = "system"
) -> AsyncGenerator[Installation]:
    """Fresh databases, fresh topics, fresh keys, and a gateway; no service runs yet."""
    for service in SERVICES:
        await databases.fresh(service, migrations=f"chungtay_{service}:migrations")
    await fresh_topics(kafka)
    installation = Installation(databases.server, kafka, folder, clock=clock)
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
            missing -= set(await create_topics(kafka, wanted))
            await asyncio.sleep(0.05)
