"""One event at low load, about 45 a second: from the call that appends it to the commit of its facts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random
from time import perf_counter
from typing import Any

from bench.figures import ROUNDS, Figure, figure
from bench.lab import Lab, running
from bench.product_road import Road, product_road, watch
from bench.raw_road import INSERT_ONE, RawRoad, raw_road, row
from bench.samples import activity, wish
from chungtay_kernel.append import Appended

EVENTS = 250

_random = Random(6)


def pause() -> float:
    return 0.015 + _random.random() * 0.01


async def of_raw(road: RawRoad, heard: dict[str, float]) -> list[float]:
    """Milliseconds an event."""
    data, begun = activity(1).encode().decode(), dict[str, float]()
    for _ in range(EVENTS):
        one = row(data)
        begun[str(one[0])] = perf_counter()
        await road.writer.execute(INSERT_ONE, *one)
        await asyncio.sleep(pause())
    await _all_in(heard, begun)
    return [(heard[key] - at) * 1e3 for key, at in begun.items()]


async def of_product(road: Road, heard: dict[int, float]) -> list[float]:
    """Milliseconds an event; `heard`: when reporting had so many events."""
    begun = dict[int, float]()
    for _ in range(EVENTS):
        at = perf_counter()
        outcome = await road.intake.writer.append(wish())
        assert isinstance(outcome, Appended)
        begun[outcome.position] = at
        await asyncio.sleep(pause())
    await _all_in(heard, begun)
    return [(heard[position] - at) * 1e3 for position, at in begun.items()]


async def _all_in(heard: dict[Any, float], begun: dict[Any, float]) -> None:
    async with asyncio.timeout(30):
        while not begun.keys() <= heard.keys():
            await asyncio.sleep(0.005)


async def measure(lab: Lab) -> list[Figure]:
    raw, product = list[list[float]](), list[list[float]]()
    by_id, by_count = dict[str, float](), dict[int, float]()

    def events_heard(events: Sequence[Any]) -> None:
        by_id.update(dict.fromkeys((e["id"] for e in events), perf_counter()))

    def count_heard(received: int) -> None:
        now = perf_counter()
        by_count.update(dict.fromkeys(range(len(by_count) + 1, received + 1), now))

    async with raw_road(lab) as bare, product_road(lab) as road:
        watch(road.consumers, count_heard)
        count_heard(road.heard())
        await bare.listen()
        async with running(bare.relay(poll=1), bare.consume(events_heard)):
            await _first(bare, by_id)
            for _ in range(ROUNDS):
                raw.append(await of_raw(bare, by_id))
                product.append(await of_product(road, by_count))
    return [
        figure(
            f"one event at 45/s, append to facts, {name} / raw with NOTIFY", [percentile(p, at) for p in product],
            [percentile(r, at) for r in raw], unit="ms", target=3, better="lower",
        )
        for name, at in (("p50", 0.5), ("p99", 0.99))
    ]  # fmt: skip


async def _first(road: RawRoad, heard: dict[str, float]) -> None:
    """The pipe is dry and its loops have joined before anything is timed."""
    one = row(activity(1).encode().decode())
    await road.writer.execute(INSERT_ONE, *one)
    await _all_in(heard, {str(one[0]): 0.0})


def percentile(milliseconds: Sequence[float], share: float) -> float:
    ordered = sorted(milliseconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
