"""`python -m bench [--full] [part …]`: measures, prints a table, writes out/bench.json."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench import append
from bench.figures import Figure, table, write
from bench.lab import Lab, opened

Part = Callable[[Lab], Awaitable[list[Figure]]]

PARTS: dict[str, Part] = {"append": append.measure}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--full", action="store_true", help="with the sizes that take longer")
    arguments = parser.parse_args()
    figures: list[Figure] = []
    for part in arguments.parts or PARTS:
        with opened(with_kafka=part != "append") as lab:
            measured = asyncio.run(PARTS[part](lab))  # type: ignore[arg-type]
        print(table(measured), flush=True)
        figures += measured
    write(figures, Path("out") / "bench.json")
    print(f"\n{table(figures)}\n\nout/bench.json")


if __name__ == "__main__":
    main()
