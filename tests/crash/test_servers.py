"""The servers themselves killed: PostgreSQL under load; Kafka under load, wiped, and short of its last records."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest

from chungtay_kernel.topics import create_topics, read_topics
from chungtay_local import kafka, postgres
from chungtay_local.fresh_databases import Databases
from chungtay_local.ports import free_ports
from chungtay_local.processes import Server
from tests.crash.client import Client
from tests.crash.conftest import begun
from tests.crash.installation import ROOT, SERVICES
from tests.crash.invariants import nothing_lost_nothing_twice, read_log, topic
from tests.crash.power_cut import lose_last_batches
from tests.crash.waiting import until

pytestmark = pytest.mark.slow


def kill_all(server: Server) -> None:
    """kill -9 to a server and everything it has started."""
    processes = [server.process, *server.process.children(recursive=True)]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=30)


async def test_postgresql_killed_twice_under_load_keeps_every_promise(kafka_bootstrap: str, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    server = postgres.start(tmp_path / "postgres", port=port)
    try:
        async with begun(Databases(server.address), kafka_bootstrap, tmp_path) as client:
            enough = asyncio.Event()
            busy = asyncio.create_task(client.keep_busy(enough))
            for _ in range(2):
                await more_promises(client, 40)
                kill_all(server)
                server = postgres.start(tmp_path / "postgres", port=port)
            await more_promises(client, 40)
            enough.set()
            await busy
            await nothing_lost_nothing_twice(client)
    finally:
        kill_all(server)


async def more_promises(client: Client, count: int) -> None:
    wanted = len(client.ledger.promises) + count

    async def promised() -> bool:
        return len(client.ledger.promises) >= wanted

    await until(promised, within=90)


class Broker:
    """A Kafka of our own, to do with as we like."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = kafka.start(folder)

    def kill(self) -> None:
        kill_all(self.server)

    def start(self) -> None:
        self.server = kafka.start(self.folder)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    yield broker
    broker.kill()


@pytest.fixture
async def on_it(broker: Broker, databases: Databases, tmp_path: Path) -> AsyncIterator[Client]:
    """An installation on that broker."""
    async with begun(databases, broker.server.address, tmp_path) as client:
        yield client


async def published(client: Client, service: str) -> bool:
    return (await client.standing(service))["unpublished"] == 0


async def test_while_kafka_is_dead_commands_are_answered_at_the_first_attempt(broker: Broker, on_it: Client) -> None:
    client = on_it
    enough = asyncio.Event()
    busy = asyncio.create_task(client.keep_busy(enough))
    await more_promises(client, 40)
    broker.kill()
    for wish in client.records(20):
        answer = await client.try_once(wish)
        assert answer is not None
        assert answer.status_code == 201
        client.ledger.keep(wish, answer.json())
    assert not await published(client, "intake")
    broker.start()
    enough.set()
    await busy
    await nothing_lost_nothing_twice(client)


async def test_a_wiped_kafka_is_healed_from_the_feeds_and_filled_again_on_order(broker: Broker, on_it: Client) -> None:
    client = on_it
    client.installation.kill("reporting")
    await client.send_all(client.wishes(60))
    await until(lambda: published(client, "intake"), within=60)
    broker.kill()
    shutil.rmtree(broker.folder / "data")
    broker.start()
    assert await create_topics(broker.server.address, read_topics(ROOT / "deploy" / "topics.yaml"))
    await nothing_lost_nothing_twice(client, road_was_cut=True)

    for service in SERVICES:
        assert client.installation.chungtay("ops", "republish", service, log="ops").wait(60) == 0

    async def filled() -> bool:
        """Every topic holds its whole log again."""
        return not any(
            [set(await read_log(client, s)) - set(await topic(client.installation.kafka, s)) for s in SERVICES]
        )

    await until(filled, within=60)
    await client.send_all(client.wishes(24))
    # what was published between the wipe and the order stands before the older events that the order brought
    await nothing_lost_nothing_twice(client, road_was_cut=True)


async def test_records_that_kafka_lost_in_a_power_cut_are_heard_from_the_feed(broker: Broker, on_it: Client) -> None:
    """Kafka acknowledges before it writes to the disk: the last records of a partition may be gone."""
    client = on_it
    client.installation.freeze("reporting")
    promises = await client.send_all(client.wishes(60))
    await until(lambda: published(client, "intake"), within=60)
    broker.kill()
    assert lose_last_batches(broker.folder / "data", "chungtay.intake.events")
    broker.start()
    kept = {(e.stream_id, e.version) for e in await topic(broker.server.address, "intake")}
    assert not {(p.stream, p.version) for p in promises} <= kept

    client.installation.thaw("reporting")
    await client.send_all(client.wishes(24))
    await nothing_lost_nothing_twice(client, road_was_cut=True)
    assert "loop ended" not in client.installation.said("intake")  # relay and consumers try again by themselves
