"""What a loop that tries again must be able to tell: whether it failed, or is being called off."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from chungtay_kernel.pauses import called_off, cause_of, together


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
