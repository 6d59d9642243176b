"""Every nasty value in every field: accepted where it makes sense, refused in full where not, never a 500."""

from __future__ import annotations

from typing import Any

from intake_clients import UNIT, Unit
from intake_samples import activity

NASTY: list[Any] = [
    None, True, 0, -1, 2**63 - 1, 1.5, 1e308, 5e-324, "", " ", "a", "\u0007", "\u202e", "\ufeff", "a" * 70_000,
    "001083012345", [], [None], [[]], [1], ["a"], ["a"] * 600, {}, {"a": 1}, {"indicator": None},
    [{"indicator": "PR01", "value": {}}], "2024-06-12T00:00:00", "0000-00-00", "9999-12-31", "\N{PILE OF POO}", "٣",
    "1" * 41, "-0", "1e999", "NaN", "%00", "' OR 1=1",
]  # fmt: skip


async def test_no_value_in_any_field_of_an_activity_is_an_internal_error(unit: Unit) -> None:
    figure = {"indicator": "PR01", "value": 1, "members": ["a"], "approximate": True}
    whole = activity(duty=None, place="Đình làng", partners=["CATX"], note="Ghi chú.")
    bodies = [{**whole, name: value} for name in (*whole, "reason", "channel") for value in NASTY]
    bodies += [{**whole, "figures": [{**figure, name: value}]} for name in figure for value in NASTY]
    items = [{**body, "idempotency_key": f"nasty-{number}"} for number, body in enumerate(bodies)]
    for start in range(0, len(items), 250):
        some = items[start : start + 250]
        answer = await unit.client.post(unit.path("activities"), json=some)
        assert answer.status_code == 200
        for item, result in zip(some, answer.json()["results"], strict=True):
            assert result["status"] < 500, (item, result)
            assert result["status"] == 201 or _is_complete(result["problem"]), (item, result)


async def test_no_value_in_any_field_of_a_report_is_an_internal_error(unit: Unit) -> None:
    for value in NASTY:
        for name in ("narrative", "difficulties", "proposals", "zeros"):
            assert (await unit.file(**{name: value})).status_code < 500, (name, value)
        withdrawal = await unit.post(f"unit-reports/{UNIT}/withdraw", {"reason": value})
        assert withdrawal.status_code < 500, value


def _is_complete(problem: dict[str, Any]) -> bool:
    told = [problem[name][language] for name in ("details", "expected", "remedy") for language in ("vi", "en")]
    return all(told) and problem["field"] is not None
