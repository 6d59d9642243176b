"""What stands in the way of a seal, and that two equal rounds are needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from chungtay_reporting import barrier as module
from chungtay_reporting.barrier import SERVICES, barrier

DUE = datetime(2024, 7, 1, tzinfo=UTC)
NOW = datetime(2024, 7, 3, tzinfo=UTC)


def stands(head: int, heard: Mapping[str, int], **unfinished: int) -> dict[str, Any]:
    inputs = {source: {"complete_to": position} for source, position in heard.items()}
    return {"head": {"position": head}, "inputs": inputs, "parked": 0, "unmatched": 0, "due_timers": 0, **unfinished}


class Town:
    """Services whose heads are scripted, round by round; the last round stays."""

    def __init__(self, intake: list[int], heard: list[int], **unfinished: int) -> None:
        self.intake, self.heard, self.unfinished = intake, heard, unfinished
        self.rounds = dict.fromkeys(SERVICES, 0)

    async def ask(self, service: str) -> dict[str, Any]:
        n = self.rounds[service]
        self.rounds[service] += 1
        match service:
            case "intake":
                return stands(self.intake[min(n, len(self.intake) - 1)], {"tasks": 7}, **self.unfinished)
            case "reporting":
                heard = self.heard[min(n, len(self.heard) - 1)]
                return stands(2, {"intake": heard, "tasks": 7, "notify": 3})
            case "tasks":
                return stands(7, {"intake": self.heard[-1]})
            case _:
                return stands(3, {}, parked=5)


async def names(town: Town, now: datetime = NOW) -> list[str]:
    return [blocker.name for blocker in (await barrier(town.ask, DUE, now)).blockers]


async def test_two_equal_rounds_with_nobody_behind_open_the_way() -> None:
    town = Town([10, 12, 12], [10, 11, 12])
    found = await barrier(town.ask, DUE, NOW)
    assert (found.heads["intake"], found.blockers) == (12, ())
    assert town.rounds["intake"] == 3


async def test_an_alert_that_could_not_be_sent_blocks_no_report() -> None:
    assert await names(Town([12], [12])) == []


@pytest.mark.parametrize("what", ["parked", "unmatched", "due_timers"])
async def test_unfinished_business_blocks_by_name(what: str) -> None:
    assert await names(Town([12], [12], **{what: 2})) == [f"{what}:intake"]


async def test_a_report_is_not_sealed_before_the_units_deadline() -> None:
    assert await names(Town([12], [12]), datetime(2024, 6, 30, tzinfo=UTC)) == ["before_deadline"]


async def test_who_stays_behind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    assert "behind:reporting:intake" in await names(Town([12], [11]))


async def test_a_log_that_never_rests_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    assert await names(Town([*range(100, 200)], [*range(100, 200)])) != []
