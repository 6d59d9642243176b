"""Campaigns at hand: kept in the process for a second, and read again before anything is refused because of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import orjson

from chungtay_intake.heard import CampaignPublished, DutyAssigned
from chungtay_intake.reference import Campaign, campaign_of
from chungtay_intake.unknown import unknown_campaign
from chungtay_kernel.database import Database
from chungtay_kernel.problems import Refusal

FRESH_FOR = 1.0
"""Seconds."""

Judged = TypeVar("Judged")


@dataclass(frozen=True, slots=True)
class _Kept:
    campaign: Campaign
    until: float


class References:
    """Recording asks nothing of the database but the append: what it checks against is here."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = monotonic) -> None:
        self.database = database
        self._clock = clock
        self._kept: dict[str, _Kept] = {}
        self._reading = asyncio.Lock()

    async def judge(self, code: str, judgement: Callable[[Campaign], Judged]) -> Judged:
        """A judgement by the campaign as kept; one that refuses is made again by the campaign as it stands.

        Raises Refusal: the judgement's own, or 404 for a campaign that nobody published.
        """
        try:
            return judgement(await self._at_hand(code))
        except Refusal:
            return judgement(await self.read(code))

    async def _at_hand(self, code: str) -> Campaign:
        """Of many who find the campaign gone stale, the first reads it for all."""
        if (campaign := self._fresh(code)) is not None:
            return campaign
        async with self._reading:
            return self._fresh(code) or await self.read(code)

    def _fresh(self, code: str) -> Campaign | None:
        kept = self._kept.get(code)
        return kept.campaign if kept is not None and self._clock() < kept.until else None

    async def read(self, code: str) -> Campaign:
        """The campaign as it stands; raises Refusal (404)."""
        until = self._clock() + FRESH_FOR
        row = await self.database.pool.fetchrow(
            """SELECT data, ARRAY(SELECT (data, dropped) FROM duty WHERE campaign = $1 ORDER BY duty) AS duties
               FROM campaign WHERE campaign = $1""",
            code,
        )
        if row is None:
            raise unknown_campaign(code, await self._names())
        duties = [(DutyAssigned.model_validate_json(data), dropped) for data, dropped in row["duties"]]
        campaign = campaign_of(
            CampaignPublished.model_validate_json(row["data"]),
            [duty for duty, _ in duties],
            {duty.duty: reason for duty, reason in duties if reason is not None},
        )
        self._kept[code] = _Kept(campaign, until)
        return campaign

    async def _names(self) -> dict[str, str]:
        rows = await self.database.pool.fetch("SELECT campaign, data FROM campaign ORDER BY campaign LIMIT 100")
        return {row["campaign"]: orjson.loads(row["data"])["title_vi"] for row in rows}
