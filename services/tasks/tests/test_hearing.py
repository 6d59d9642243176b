"""How far another log was heard: asked once for all who wait, and never of what is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chungtay_kernel.feeds import FeedUnreachable
from chungtay_kernel.timers import NotYet
from chungtay_tasks.hearing import ASK_EVERY, Hearing

MOMENT = datetime(2024, 6, 30, 17, tzinfo=UTC)
DAY = timedelta(days=1)


class Source:
    """Answers as a log that was heard up to a moment; None: it cannot be reached."""

    def __init__(self, to: datetime | None) -> None:
        self.to = to
        self.asked: list[datetime] = []
        self.seconds = 0.0
        self.hearing = Hearing(self.ask, clock=lambda: self.seconds)

    async def ask(self, moment: datetime) -> bool:
        self.asked.append(moment)
        if self.to is None:
            raise FeedUnreachable("connection refused")
        return moment <= self.to

    async def waits(self, moment: datetime) -> bool:
        try:
            await self.hearing.require(moment)
        except NotYet:
            return True
        return False


async def test_what_was_heard_is_not_asked_again_nor_what_lies_before_it() -> None:
    source = Source(to=MOMENT)
    assert [await source.waits(moment) for moment in (MOMENT, MOMENT, MOMENT - DAY)] == [False] * 3
    assert source.asked == [MOMENT]


@pytest.mark.parametrize("to", [None, MOMENT - DAY])
async def test_one_answer_holds_for_all_who_wait_for_that_moment_or_a_later_one(to: datetime | None) -> None:
    source = Source(to)
    assert [await source.waits(moment) for moment in (MOMENT, MOMENT, MOMENT + DAY)] == [True] * 3
    assert source.asked == [MOMENT]


async def test_an_earlier_moment_is_asked_about_of_itself() -> None:
    source = Source(to=MOMENT - DAY)
    assert [await source.waits(moment) for moment in (MOMENT, MOMENT - DAY)] == [True, False]


async def test_after_a_while_it_is_asked_again() -> None:
    source = Source(to=None)
    assert await source.waits(MOMENT)
    source.to, source.seconds = MOMENT, ASK_EVERY
    assert not await source.waits(MOMENT)
    assert source.asked == [MOMENT, MOMENT]
