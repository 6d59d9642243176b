"""What is to be done with each new event: apply it, park it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from chungtay_kernel.cloudevents import is_redacted
from chungtay_kernel.cursors import StreamCursor
from chungtay_kernel.events import StoredEvent
from chungtay_kernel.parking import Parked
from chungtay_kernel.subscription import Incoming, Subscription


@dataclass(frozen=True, slots=True)
class Verdict:
    """A single event is parked for this reason, `taken_in` by the receive hook or not even that."""

    reason: str
    taken_in: bool


@dataclass(frozen=True, slots=True)
class Triage:
    incoming: list[Incoming] = field(default_factory=list[Incoming])
    parked: list[Parked] = field(default_factory=list[Parked])

    @property
    def newly_parked(self) -> list[Parked]:
        """Those parked for themselves, not because they follow another."""
        return [p for p in self.parked if p.code != "follows"]


def triage(
    subscription: Subscription,
    fresh: Sequence[StoredEvent],
    streams: Mapping[str, StreamCursor],
    verdict: Verdict | None,
) -> Triage:
    """Sorts new events, in position order; `verdict` is for an event that comes alone since it was found at fault."""
    result = Triage()
    waiting = {stream for stream, cursor in streams.items() if cursor.parked}
    for event in fresh:
        outcome = _follows(event) if event.stream_id in waiting else _judged(subscription, event, verdict)
        if isinstance(outcome, Incoming):
            result.incoming.append(outcome)
        elif outcome is not None:
            result.parked.append(outcome)
            waiting.add(event.stream_id)
    return result


def _follows(event: StoredEvent) -> Parked:
    return Parked(event, "follows", "an earlier event of its stream is parked")


def _judged(subscription: Subscription, event: StoredEvent, verdict: Verdict | None) -> Incoming | Parked | None:
    if verdict is not None:
        return Parked(event, "refused", verdict.reason, verdict.taken_in)
    return read(subscription, event)


def read(subscription: Subscription, event: StoredEvent) -> Incoming | Parked | None:
    """Reads an event with the consumer's own model; None where it needs no effect."""
    kind = event.kind
    if kind in subscription.passes or is_redacted(event.salt, event.data):
        return None
    adapter = subscription.adapters.get(kind)
    if adapter is None:
        return Parked(event, "unknown_kind", f"this release does not know {event.type} v{event.schema_version}")
    try:
        return Incoming(event, adapter.validate_json(event.data))
    except ValidationError as error:
        return Parked(event, "refused", told(error))


def told(error: ValidationError) -> str:
    """The first complaints with their place, without the values: a reason is read by more people than the data."""
    complaints = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, c['loc'])) or 'data'}: {c['msg']}" for c in complaints[:5])
