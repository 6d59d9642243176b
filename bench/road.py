"""End to end: 128 callers append, and the time runs until the last journal and fact rows are committed."""

from __future__ import annotations

from time import perf_counter

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab, reaches, running
from bench.product_road import Road, product_road
from bench.raw_commit import RawWriter, times
from bench.raw_road import INSERT, RawRoad, raw_road, row
from bench.samples import activity, wish

EVENTS = 20_000
CALLERS = 128


async def of_raw(road: RawRoad) -> float:
    data, end = activity(1).encode().decode(), road.progress.heard + EVENTS
    writer = RawWriter(road.writer, INSERT)
    async with running(writer.run()):
        began = perf_counter()
        await times(CALLERS, EVENTS, lambda: writer.append(row(data)))
        await reaches(lambda: road.progress.heard, end)
        return EVENTS / (perf_counter() - began)


async def of_product(road: Road) -> float:
    end = road.heard() + EVENTS
    began = perf_counter()
    await times(CALLERS, EVENTS, lambda: road.intake.writer.append(wish()))
    await reaches(road.heard, end)
    return EVENTS / (perf_counter() - began)


async def measure(lab: Lab) -> list[Figure]:
    raw, product = [], []
    async with raw_road(lab) as bare, product_road(lab) as road, running(bare.relay(), bare.consume()):
        for _ in range(ROUNDS):
            raw.append(await of_raw(bare))
            product.append(await of_product(road))
    return [
        figure(
            "append to facts, 128 callers / raw pipeline", product, raw, unit="events/s", target=0.5, better="higher"
        )
    ]
