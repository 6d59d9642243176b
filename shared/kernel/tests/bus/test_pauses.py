"""What a loop that tries again must be able to tell: whether it failed, or is being called off."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from chungtay_kernel.pauses import called_off, cause_of, closed, happens_within, together


async def fails() -> None:
    await asyncio.sleep(0)
    raise ConnectionError("cut")


async def test_a_task_whose_group_of_works_failed_is_not_taken_for_one_that_is_called_off() -> None:
    with pytest.raises(ExceptionGroup) as failed:
        await together(fails(), asyncio.sleep(60))
    assert isinstance(cause_of(failed.value), ConnectionError)
    assert not called_off()


async def test_calling_off_a_group_of_works_ends_all_of_them() -> None:
    ended: list[bool] = []

    async def works() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    task = asyncio.create_task(together(works(), works()))
    await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert ended == [True, True]
    assert task.cancelled()


async def test_a_client_that_swallows_a_cancellation_while_it_closes_cannot_keep_its_user_alive() -> None:
    async def close() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.05)

    task = asyncio.create_task(closed(close()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("steps", range(4))
async def test_a_cancellation_that_comes_together_with_the_event_is_not_lost(steps: int) -> None:
    happened = asyncio.Event()

    async def waits_and_goes_on() -> None:
        await happens_within(happened, 60)
        await asyncio.sleep(60)

    task = asyncio.create_task(waits_and_goes_on())
    await asyncio.sleep(0.01)
    happened.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    _, going_on = await asyncio.wait([task], timeout=5)
    assert not going_on
