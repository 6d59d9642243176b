"""The two legs of the road alone: the relay with a full log before it, the consumer with a full topic before it."""

from __future__ import annotations

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab, pace, running
from bench.product_road import Road, product_road
from bench.raw_commit import RawWriter, times
from bench.raw_road import INSERT, RawRoad, raw_road, row
from bench.samples import activity, wish

EVENTS = 20_000

Paces = tuple[float, float]
"""Events a second of relay and consumer."""


async def of_raw(road: RawRoad) -> Paces:
    data, end = activity(1).encode().decode(), road.progress.sent + EVENTS
    writer = RawWriter(road.writer, INSERT)
    async with running(writer.run()):
        await times(128, EVENTS, lambda: writer.append(row(data)))
    async with running(road.relay()):
        relayed = await pace(lambda: road.progress.sent, end)
    async with running(road.consume()):
        consumed = await pace(lambda: road.progress.heard, end)
    return relayed, consumed


async def of_product(road: Road) -> Paces:
    end = road.sent() + EVENTS
    await road.reporting.supervisor.end("consume")
    await road.intake.supervisor.end("relay")
    await times(128, EVENTS, lambda: road.intake.writer.append(wish()))
    road.intake.supervisor.begin("relay", road.relay.run)
    relayed = await pace(road.sent, end)
    road.reporting.supervisor.begin("consume", road.consumers.run)
    consumed = await pace(road.heard, end)
    return relayed, consumed


async def measure(lab: Lab) -> list[Figure]:
    async with raw_road(lab) as raw, product_road(lab) as product:
        rounds = [(await of_raw(raw), await of_product(product)) for _ in range(ROUNDS)]
    return [
        figure(
            name, [p[leg] for _, p in rounds], [r[leg] for r, _ in rounds],
            unit="events/s", target=None, better="higher",
        )
        for leg, name in enumerate(("relay, log to Kafka / raw aiokafka", "consume, Kafka to journal and facts / raw"))
    ]  # fmt: skip
