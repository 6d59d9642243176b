"""`python -m bench [--full] [part …]`: measures, prints a table, writes out/bench.json."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

from bench import append, http, latency, legs, plan_reading, rebuild, report, road
from bench.figures import Figure, table, write
from bench.lab import FULL, Lab, Sizes, loop, opened
from chungtay_kernel import logs
from chungtay_kernel.service import settle_memory

Part = Callable[[Lab], Awaitable[list[Figure]]]

PARTS: dict[str, Part] = {
    "append": append.measure, "http": http.measure, "legs": legs.measure, "road": road.measure,
    "latency": latency.measure, "rebuild": rebuild.measure, "report": report.measure,
    "plans": plan_reading.measure,
}  # fmt: skip
ON_THE_BUS = ("legs", "road", "latency")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--full", action="store_true", help="with the sizes that take longer")
    arguments = parser.parse_args()
    logs.configure("CRITICAL", sys.stderr.buffer)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    sizes = FULL if arguments.full else Sizes()
    figures: list[Figure] = []
    for part in arguments.parts or PARTS:
        began = perf_counter()
        settle_memory()
        with opened(with_kafka=part in ON_THE_BUS, sizes=sizes) as lab, asyncio.Runner(loop_factory=loop()) as runner:
            measured = runner.run(PARTS[part](lab))  # type: ignore[arg-type]
        print(f"{table(measured)}\n{part}: {perf_counter() - began:.0f} s\n", flush=True)
        figures += measured
    write(figures, Path("out") / "bench.json")
    print(f"{table(figures)}\n\nout/bench.json")


if __name__ == "__main__":
    main()
