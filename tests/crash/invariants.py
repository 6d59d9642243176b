"""What must hold after every strike, once everything runs again and has come to rest.

I1  no event lost: every acknowledged command has exactly one event in the log, where its answer said
I2  each effect once: the tables of every service are those that the acknowledged commands add up to
I3  order: positions and the versions of each stream have no holes, every hash follows from the one before
I4  complete: every consumer has received all of every log; the report's figures are those of the ledger
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer

from chungtay_kernel import chain
from chungtay_kernel.cloudevents import Defect, from_feed_item, from_record
from chungtay_kernel.events import StoredEvent
from chungtay_local.fresh_databases import database_url
from tests.crash.client import CAMPAIGN, LEADER, Client
from tests.crash.installation import SERVICES
from tests.crash.ledger import ADDED_UP, COUNTED

Logs = Mapping[str, Sequence[StoredEvent]]


async def nothing_lost_nothing_twice(client: Client, *, road_was_cut: bool = False) -> Logs:
    """Restarts what is down, waits for rest, and asserts I1 to I4; returns every log.

    `road_was_cut`: the broker itself lost records, which nobody but readers outside need.
    """
    await client.installation.whole()
    await rest(client)
    logs = {service: await read_log(client, service) for service in SERVICES}
    for events in logs.values():
        assert_order(events)
    assert_every_command_once(client, logs["intake"])
    await assert_tables(client, logs)
    if not road_was_cut:
        await assert_topics(client, logs)
    await assert_figures(client)
    return logs


async def rest(client: Client, *, within: float = 120) -> None:
    """I4: twice running, every service has sent all it has, heard all there is, and fired what is due."""
    before: list[int] = []
    told: Sequence[Any] = ()
    try:
        async with asyncio.timeout(within):
            while True:
                told = await asyncio.gather(*(client.standing(service) for service in SERVICES))
                heads = [stands["head"]["position"] for stands in told]
                if heads == before and not unfinished(told):
                    return
                before = heads
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(f"no rest within {within} s: {unfinished(told)}") from None


def unfinished(told: Sequence[Any]) -> list[str]:
    heads = {stands["service"]: stands["head"]["position"] for stands in told}
    found = [
        f"{stands['service']}: {stands[what]} {what}"
        for stands in told
        for what in ("unpublished", "due_timers", "parked", "unmatched")
        if stands[what]
    ]
    return found + [
        f"{stands['service']} heard {heard} of {source}, whose head is {heads[source]}"
        for stands in told
        for source, heard in stands["inputs"].items()
        if not heard["received"] == heard["highest"] == heard["complete_to"] == heads[source]
    ]


async def read_log(client: Client, service: str) -> list[StoredEvent]:
    events = [from_feed_item(item, service) for item in await client.log(service)]
    assert not [e for e in events if isinstance(e, Defect)]
    return [e for e in events if not isinstance(e, Defect)]


def assert_order(events: Sequence[StoredEvent]) -> None:
    """I3."""
    assert [e.position for e in events] == list(range(1, len(events) + 1))
    previous, versions = chain.GENESIS, Counter[str]()
    for event in events:
        versions[event.stream_id] += 1
        assert event.version == versions[event.stream_id], (
            f"{event.name} comes where {versions[event.stream_id]} should"
        )
        assert event.hash == chain.hash_of(event, previous), f"the chain breaks at {event.name}"
        previous = event.hash


def assert_every_command_once(client: Client, intake: Sequence[StoredEvent]) -> None:
    """I1: the correlation id is the command's key, so an event that nobody was promised shows as well."""
    found = {(e.correlation_id, e.type, e.stream_id, e.version, e.position) for e in intake if e.position > 1}
    promised = {(p.wish.key, p.wish.kind, p.stream, p.version, p.position) for p in client.ledger.promises.values()}
    assert found == promised
    assert len(intake) == len(client.ledger.promises) + 1  # the first row opens the log


async def assert_tables(client: Client, logs: Logs) -> None:
    """I2: intake's own tables, those of its hearers, and reporting's copy of every log."""
    activities = client.ledger.activities()
    filings = client.ledger.of_kind("unit_report.filed", "unit_report.withdrawn")
    own = await rows(client, "intake", "SELECT 'activity/' || activity, version, voided FROM activity")
    assert sorted((stream, (version, voided)) for stream, version, voided in own) == sorted(activities.items())
    heard = await rows(client, "tasks", "SELECT activity, version, voided FROM activity")
    assert sorted((stream, (version, voided)) for stream, version, voided in heard) == sorted(activities.items())
    versions = await rows(client, "tasks", "SELECT unit, version, filed FROM report_version")
    assert sorted(versions) == sorted((p.wish.unit, p.version, p.wish.kind == "unit_report.filed") for p in filings)
    assert_alerts(client, logs["notify"])
    for source in ("intake", "tasks", "notify"):
        journal = await rows(
            client, "reporting", f"SELECT hash FROM journal WHERE source = '{source}' ORDER BY position"
        )
        assert [row[0] for row in journal] == [e.hash for e in logs[source]]


def assert_alerts(client: Client, notify: Sequence[StoredEvent]) -> None:
    """I2: the coordinator was told of each filing once."""
    raised = [e.json() for e in notify if e.type == "alert.raised"]
    received = Counter((a["subject_unit"], a["report_version"]) for a in raised if a["rule"] == "report_received")
    assert received == Counter((p.wish.unit, p.version) for p in client.ledger.of_kind("unit_report.filed"))


async def assert_topics(client: Client, logs: Logs) -> None:
    """I1, I3 on the road: a topic may repeat events, but lacks none and begins each stream's in order."""
    for service, events in logs.items():
        known = set(events)
        lying = [e for e in await topic(client.installation.kafka, service) if e in known]
        first_seen = dict.fromkeys((e.stream_id, e.version) for e in lying)
        assert set(first_seen) == {(e.stream_id, e.version) for e in events}
        seen = Counter[str]()
        for stream, version in first_seen:
            assert version == seen[stream] + 1, f"{service}: {stream}@{version} comes after {seen[stream]}"
            seen[stream] = version


async def topic(kafka: str, service: str) -> list[StoredEvent]:
    """Every event that lies in a service's topic, each partition in order."""
    consumer = AIOKafkaConsumer(f"chungtay.{service}.events", bootstrap_servers=kafka, auto_offset_reset="earliest")
    events: list[StoredEvent] = []
    await consumer.start()
    try:
        ends = await consumer.end_offsets(sorted(consumer.assignment()))
        while waiting := [p for p, end in ends.items() if await consumer.position(p) < end]:
            for records in (await consumer.getmany(*waiting, timeout_ms=500)).values():
                read = [from_record(r.headers, r.key, r.value, service) for r in records]
                events += [e for e in read if not isinstance(e, Defect)]
    finally:
        await consumer.stop()
    return events


async def assert_figures(client: Client) -> None:
    """I4: of every indicator that was reported, the total and each unit's share; and no share that nobody reported."""
    answer = await client.get(f"/reporting/campaigns/{CAMPAIGN}/figures", LEADER)
    assert figures_of(answer["items"]) == client.ledger.figures()


def figures_of(items: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """By figure id, what was reported of our activities' indicators; the share of all communes left out."""
    indicators = {*ADDED_UP, COUNTED}
    ours = [f for f in items if f["indicator"] in indicators and f["scope"] != "XP"]
    return {f["id"]: int(f["value"]) for f in ours if f["value"] is not None}


async def rows(client: Client, service: str, query: str) -> list[tuple[Any, ...]]:
    """What a service's database says, asked as its superuser."""
    url = database_url(client.installation.databases.server, "postgres", f"chungtay_{service}")
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()
