"""The hearing end of the road in a process of its own, as services run: tells on its output how much it has heard.

`python -m bench.hearing raw DATABASE KAFKA TOPIC` · `python -m bench.hearing product SERVER KAFKA SECRETS URL`
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bench.lab import connected, loop
from bench.product_road import HEARS, watch
from bench.raw_road import Progress, RawRoad
from chungtay_kernel import logs
from chungtay_kernel.service import Service, settle_memory
from chungtay_kernel.settings import Settings


def tell(heard: int) -> None:
    print(heard, flush=True)


async def raw(database: str, kafka: str, topic: str) -> None:
    async with connected(database) as hearer:
        road = RawRoad(hearer, hearer, hearer, kafka, topic, Progress())
        await road.consume(lambda _: tell(road.progress.heard))


async def product(server: str, kafka: str, secrets: str, url: str) -> None:
    settings = Settings(database_url=server, kafka=kafka, secrets=Path(secrets), url=url)
    service = await Service.start(HEARS, settings)
    assert service.consumers is not None
    watch(service.consumers, tell)
    tell(service.consumers.states["intake"].received)
    await asyncio.Event().wait()


@asynccontextmanager
async def listening(*arguments: str) -> AsyncIterator[Callable[[], int]]:
    """Runs one of them beside the block; yields how much it has heard by now."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.hearing", *arguments, stdout=asyncio.subprocess.PIPE
    )
    told = [0]

    async def read() -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            told[0] = int(line)

    reading = asyncio.create_task(read())
    try:
        yield lambda: told[0]
    finally:
        process.terminate()
        await process.wait()
        await reading


if __name__ == "__main__":
    logs.configure("CRITICAL", sys.stderr.buffer)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    settle_memory()
    with asyncio.Runner(loop_factory=loop()) as runner:
        runner.run({"raw": raw, "product": product}[sys.argv[1]](*sys.argv[2:]))
