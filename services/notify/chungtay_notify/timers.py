"""Deliveries are timers: an attempt is recorded, made between two commits, and its outcome recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from chungtay_kernel.events import Context, Decision, Draft, Event
from chungtay_kernel.faults import fault
from chungtay_kernel.service import Service
from chungtay_kernel.subscription import Reaction
from chungtay_kernel.timers import Timer, TimerHandler
from chungtay_notify.channels import ChannelSettings, DeliveryError, Letter, deliver, recipient_of
from chungtay_notify.events import (
    Channel,
    DeliveryFailed,
    DeliveryStarted,
    DeliverySucceeded,
    DeliveryUncertain,
    Wording,
)  # fmt: skip
from chungtay_notify.readmodels import PAUSES

ACTOR = "system:notify:delivery"


def handlers(service: Service) -> Mapping[str, TimerHandler]:
    return {"deliver": Deliveries(service, ChannelSettings(outbox=service.settings.data / "outbox")).attempt}


class Deliveries:
    """Makes attempts; what happened between "started" and its outcome is known, or said to be unknown."""

    def __init__(self, service: Service, settings: ChannelSettings) -> None:
        self.service = service
        self.settings = settings

    async def attempt(self, timer: Timer) -> Sequence[Reaction]:
        alert, attempt = timer.payload["alert"], timer.payload["attempt"]
        channel: Channel = timer.payload["channel"]
        letter = await self._letter(alert)
        recipient = recipient_of(channel, letter, self.settings) if letter else None
        if letter is None or recipient is None:
            return ()  # withdrawn before it was sent, or nobody to send it to
        started = DeliveryStarted(
            campaign=timer.campaign_id, alert=alert, channel=channel, attempt=attempt, recipient=recipient
        )
        if await self._start(timer, started) and channel == "mail":
            unknown = DeliveryUncertain(campaign=timer.campaign_id, alert=alert, channel=channel, attempt=attempt)
            return [self._outcome(timer, started, unknown)]
        return [self._outcome(timer, started, await self._make(started, letter))]

    async def _letter(self, alert: str) -> Letter | None:
        row = await self.service.database.pool.fetchrow(
            """SELECT a.unit, a.wording, coalesce(r.mail, '{}') AS mail FROM alert a LEFT JOIN recipient r USING (unit)
               WHERE a.alert = $1 AND a.withdrawn_at IS NULL""",
            alert,
        )
        if row is None:
            return None
        said = orjson.loads(row["wording"])
        return Letter(alert, row["unit"], row["mail"], Wording(**said["vi"]), Wording(**said["en"]))

    async def _start(self, timer: Timer, started: DeliveryStarted) -> bool:
        """Records that the attempt begins; True if that stood already: an earlier process ended in between."""
        draft = Draft(_stream(started), 0, [started], timer.campaign_id)

        async def decide() -> Decision:
            return Decision([draft], {"attempt": started.attempt})

        answer = await self.service.commands.run(
            f"{timer.key}/start", timer.key.encode(), Context(ACTOR, timer.key), decide
        )
        fault("delivery.after_start")
        return answer.replayed

    async def _make(self, started: DeliveryStarted, letter: Letter) -> Event:
        said = started.model_dump(exclude={"recipient"})
        try:
            response = await deliver(started.channel, letter, self.settings)
        except DeliveryError as error:
            return DeliveryFailed(**said, error=str(error), final=started.attempt > len(PAUSES))
        fault("delivery.after_send")
        return DeliverySucceeded(**said, response=response)

    def _outcome(self, timer: Timer, started: DeliveryStarted, outcome: Event) -> Reaction:
        draft = Draft(_stream(started), 1, [outcome], timer.campaign_id)
        return Reaction(timer.key, Context(ACTOR, timer.key), Decision([draft], {}))


def _stream(started: DeliveryStarted) -> str:
    return f"delivery/{started.alert}/{started.channel}/{started.attempt}"
