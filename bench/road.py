"""End to end: 128 callers append, and the time runs until the last journal and fact rows are committed.

On both sides the telling and the hearing end are processes of their own, as services are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import perf_counter

from bench.figures import ROUNDS, Figure, figure
from bench.hearing import listening
from bench.lab import Lab, reaches, running
from bench.product_road import SPECS, TELLS
from bench.raw_commit import RawWriter, times
from bench.raw_road import INSERT, raw_road, row
from bench.samples import activity, wish
from chungtay_kernel.testing import running_service
from chungtay_kernel.topics import Topic, create_topics

EVENTS = 100_000
CALLERS = 128

Append = Callable[[], Awaitable[object]]
Heard = Callable[[], int]


@asynccontextmanager
async def raw(lab: Lab) -> AsyncIterator[tuple[Append, Heard]]:
    data = activity(1).encode().decode()
    async with raw_road(lab) as road:
        writer = RawWriter(road.writer, INSERT)
        async with (
            running(writer.run(), road.relay()),
            listening("raw", road.hears, lab.kafka, road.topic) as heard,
        ):
            yield lambda: writer.append(row(data)), heard


@asynccontextmanager
async def product(lab: Lab) -> AsyncIterator[tuple[Append, Heard]]:
    for spec in SPECS:
        await lab.databases.fresh(spec.name, migrations=spec.migrations)
    await create_topics(lab.kafka, [Topic(f"chungtay.{spec.name}.events") for spec in SPECS])
    folder = lab.folder / "secrets"
    async with (
        running_service(TELLS, folder=folder, database_url=lab.postgres, kafka=lab.kafka) as intake,
        listening("product", lab.postgres, lab.kafka, str(folder), intake.url) as heard,
    ):
        await reaches(heard, 1)  # the log's first row
        writer = intake.services["intake"].writer
        yield lambda: writer.append(wish()), heard


async def pace(append: Append, heard: Heard) -> float:
    end = heard() + EVENTS
    began = perf_counter()
    await times(CALLERS, EVENTS, append)
    await reaches(heard, end)
    return EVENTS / (perf_counter() - began)


async def measure(lab: Lab) -> list[Figure]:
    async with raw(lab) as bare, product(lab) as full:
        await pace(*bare)  # both have joined and their tables have begun before anything counts
        await pace(*full)
        rounds = [(await pace(*bare), await pace(*full)) for _ in range(ROUNDS)]
    return [
        figure(
            "append to facts, 128 callers / raw pipeline", [p for _, p in rounds], [r for r, _ in rounds],
            unit="events/s", target=0.5, better="higher",
        )
    ]  # fmt: skip
