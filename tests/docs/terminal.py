"""A terminal as a reader has it: one bash that keeps its variables from one block of commands to the next."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

PATIENCE = 60.0
"""Seconds a block of commands may take."""


class Outcome(NamedTuple):
    """`status` is that of the last command that failed, 0 where none did."""

    status: int
    printed: str


class Terminal:
    def __init__(self, bash: Process) -> None:
        self._bash = bash
        self._end = f"end-{uuid4()}"

    async def type(self, commands: str) -> Outcome:
        assert self._bash.stdin
        self._bash.stdin.write(f"failed=0\n{commands}\necho; echo {self._end} $failed\n".encode())
        async with asyncio.timeout(PATIENCE):
            return await self._read()

    async def _read(self) -> Outcome:
        assert self._bash.stdout
        printed: list[str] = []
        async for line in self._bash.stdout:
            text = line.decode()
            if text.startswith(self._end):
                return Outcome(int(text.split()[1]), "".join(printed).removesuffix("\n"))
            printed.append(text)
        raise AssertionError(f"the shell ended: {''.join(printed)}")


@asynccontextmanager
async def terminal(folder: Path, environment: Mapping[str, str]) -> AsyncGenerator[Terminal]:
    bash = await asyncio.create_subprocess_exec(
        "bash", "--noprofile", "--norc", stdin=PIPE, stdout=PIPE, stderr=STDOUT, cwd=folder,
        env=environment, limit=2**20,
    )  # fmt: skip
    assert bash.stdin
    bash.stdin.write(b"set -o pipefail; trap 'failed=$?' ERR\n")
    try:
        yield Terminal(bash)
    finally:
        bash.stdin.close()
        await bash.wait()
