"""Loops that are kept running."""

from __future__ import annotations

import asyncio

from chungtay_kernel.supervision import Supervisor


async def test_a_loop_that_fails_is_begun_again_and_its_error_is_told() -> None:
    tries = 0
    steady = asyncio.Event()

    async def loop() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OSError("away")
        steady.set()
        await asyncio.Event().wait()

    restarted: list[str] = []
    supervisor = Supervisor("things", restarted.append)
    supervisor.begin("loop", loop)
    await asyncio.wait_for(steady.wait(), 10)
    assert restarted == ["loop", "loop"]
    assert [(s.name, s.restarts) for s in supervisor.failing()] == [("loop", 2)]
    await supervisor.end()


async def test_a_loop_that_ends_by_itself_is_not_begun_again() -> None:
    ran = asyncio.Event()

    async def loop() -> None:
        assert not ran.is_set()
        ran.set()

    supervisor = Supervisor("things")
    supervisor.begin("loop", loop)
    await asyncio.wait_for(ran.wait(), 5)
    await asyncio.sleep(0)
    assert supervisor.failing() == []
    await supervisor.end()


async def test_loops_end_by_name_in_the_order_asked() -> None:
    ended: list[str] = []

    def loop_of(name: str) -> object:
        async def loop() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(name)

        return loop

    supervisor = Supervisor("things")
    for name in ("writer", "timers", "relay"):
        supervisor.begin(name, loop_of(name))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    await supervisor.end("timers", "relay", "none of that name")
    await supervisor.end("writer")
    assert ended == ["timers", "relay", "writer"]
