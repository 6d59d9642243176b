"""What clients were promised: every acknowledged command, and what follows from all of them by plain adding up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ADDED_UP = ("PR01", "PR02")
COUNTED = "PR17"


@dataclass(frozen=True, slots=True)
class Wish:
    """One command: the kind of event it asks for, and the request, which is the same however often it is sent."""

    key: str
    kind: str
    unit: str
    method: str
    path: str
    body: Mapping[str, Any]
    role: str = "officer"
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer 2xx: this event stands in this place."""

    wish: Wish
    stream: str
    version: int
    position: int


@dataclass(slots=True)
class Ledger:
    promises: dict[str, Promise] = field(default_factory=dict[str, Promise])

    def keep(self, wish: Wish, answer: Mapping[str, Any]) -> Promise:
        """Raises AssertionError where the same command was promised something else before."""
        promise = Promise(wish, answer["stream"], answer["version"], answer["position"])
        assert self.promises.setdefault(wish.key, promise) == promise, f"two answers to {wish.key}"
        return promise

    def of_kind(self, *kinds: str) -> list[Promise]:
        return [p for p in self.promises.values() if p.wish.kind in kinds]

    def last(self) -> dict[str, Promise]:
        """By stream, the promise with the highest version."""
        return {p.stream: p for p in sorted(self.promises.values(), key=lambda p: p.version)}

    def activities(self) -> dict[str, tuple[int, bool]]:
        """By stream: version and whether it was voided."""
        last = self.last().items()
        return {s: (p.version, p.wish.kind == "activity.voided") for s, p in last if s.startswith("activity/")}

    def figures(self) -> dict[str, int]:
        """By figure id, of the indicators that our activities report: what every activity that stands adds up to."""
        sums: dict[str, int] = {}
        members: dict[str, set[str]] = {}
        for scope, figure in self._standing():
            for at in (scope, "total"):
                name = f"f-{figure['indicator']}-{at}"
                if figure["indicator"] in ADDED_UP:
                    sums[name] = sums.get(name, 0) + figure["value"]
                else:
                    members.setdefault(name, set()).update(figure["members"])
        return sums | {name: len(found) for name, found in members.items()}

    def _standing(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for promise in self.last().values():
            for figure in promise.wish.body.get("figures", ()):
                yield promise.wish.unit, figure
