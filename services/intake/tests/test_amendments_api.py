"""What an amendment of the plan means for recording: the new campaign binds, a dropped duty takes nothing new."""

from __future__ import annotations

from typing import Any

from intake_clients import UNIT, Unit, keyed
from intake_samples import activity, duty, published

from chungtay_kernel.testing import until


async def assigned(unit: Unit, code: str = "D10") -> None:
    data = duty(code, "Tuyên truyền", [UNIT], unit.campaign)
    await unit.intake.tasks.say("duty.assigned", f"duty/{unit.campaign}/{code}", data)
    await known(unit, f"SELECT true FROM duty WHERE campaign = '{unit.campaign}' AND duty = '{code}'")


async def dropped(unit: Unit, code: str = "D10") -> None:
    data = {"campaign": unit.campaign, "duty": code, "reason": "Giao cho ngành khác."}
    await unit.intake.tasks.say("duty.dropped", f"duty/{unit.campaign}/{code}", data)
    await known(unit, f"SELECT dropped IS NOT NULL FROM duty WHERE campaign = '{unit.campaign}' AND duty = '{code}'")


async def known(unit: Unit, question: str) -> None:
    await until(lambda: unit.intake.service.database.pool.fetchval(question))


async def record(unit: Unit, **changes: Any) -> Any:
    return await unit.post("activities", activity(duty="D10", **changes))


async def test_a_dropped_duty_takes_no_new_activity_and_says_why(unit: Unit) -> None:
    await assigned(unit)
    assert (await record(unit)).status_code == 201
    await dropped(unit)
    await until(lambda: _is_refused(unit))
    answer = (await record(unit)).json()
    assert (answer["code"], answer["field"]) == ("duty_dropped", "duty")
    assert "Giao cho ngành khác." in answer["detail"]


async def test_a_dropped_duty_is_not_called_idle(unit: Unit) -> None:
    await assigned(unit)
    await dropped(unit)
    await until(lambda: _is_refused(unit))
    assert "D10" not in (await unit.get(f"unit-reports/{UNIT}/draft")).json()["idle_duties"]


async def _is_refused(unit: Unit) -> bool:
    """A campaign at hand is fresh for a second."""
    return (await record(unit)).status_code == 422


async def test_what_was_recorded_on_it_stays_and_is_corrected(unit: Unit) -> None:
    await assigned(unit)
    recorded = (await record(unit)).json()
    await dropped(unit)
    await until(lambda: _is_refused(unit))
    path = unit.path(f"activities/{recorded['activity']}")
    corrected = await unit.client.put(
        path, json=activity(duty="D10", title="Đã sửa", reason="Nhầm tên."), headers=keyed()
    )
    assert corrected.status_code == 200 or corrected.status_code == 201, corrected.text
    listed = (await unit.get("activities", duty="D10")).json()["items"]
    assert recorded["activity"] in {item["activity"] for item in listed}


async def test_a_changed_duty_goes_on_counting(unit: Unit) -> None:
    await assigned(unit)
    data = {**duty("D10", "Tuyên truyền sâu rộng", [UNIT], unit.campaign), "reason": "Sửa đổi."}
    await unit.intake.tasks.say("duty.changed", f"duty/{unit.campaign}/D10", data)
    await known(
        unit, f"SELECT convert_from(data, 'UTF8') LIKE '%sâu rộng%' FROM duty WHERE campaign = '{unit.campaign}'"
    )
    assert (await record(unit)).status_code == 201


async def test_an_amended_campaign_replaces_the_one_before(unit: Unit) -> None:
    longer = {**published(unit.campaign, end="2024-07-15"), "reason": "Kéo dài."}
    late = {"occurred_on": "2024-07-10"}
    assert (await unit.post("activities", activity(duty=None, **late))).status_code == 422
    await unit.intake.tasks.say("campaign.amended", f"campaign/{unit.campaign}", longer)

    async def taken() -> bool:
        return (await unit.post("activities", activity(duty=None, **late))).status_code == 201

    await until(taken)
