"""Decisions that rest on what other streams say: taken again where one of them moved before they were recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from chungtay_kernel.events import Decision, Guard
from chungtay_kernel.service import Service
from chungtay_tasks import streams

Asked = ParamSpec("Asked")
Decide = Callable[Concatenate[Service, str, Asked], Awaitable[Decision]]


def unless_amended(decide: Decide[Asked]) -> Decide[Asked]:
    """A decision on a campaign or its duties, which reads them itself; an amendment in between has it taken again."""

    @wraps(decide)
    async def guarded(service: Service, campaign: str, *args: Asked.args, **kwargs: Asked.kwargs) -> Decision:
        position = await service.log.position()
        decision = await decide(service, campaign, *args, **kwargs)
        return decision._replace(guards=[*decision.guards, Guard(streams.campaign(campaign), position)])

    return guarded
