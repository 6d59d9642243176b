"""Bad input over HTTP: refused with field, value, expectation and remedy in both languages; nothing half written."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode as b64encode
from typing import Any

import httpx
import pytest
from intake_clients import LONG, Intake, Unit, keyed
from intake_samples import CAMPAIGN, activity, duty, with_figure

from chungtay_kernel.testing import until

PATH = f"/intake/campaigns/{CAMPAIGN}/activities"
NOWHERE = "0190163d-8694-739b-aea5-966c26f8ad90"

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (activity(duty="D99"), "duty_unknown", "duty"),
    (with_figure(indicator="PR99", value=1), "indicator_unknown", "figures[0].indicator"),
    (with_figure(indicator="EN08", value=1), "indicator_not_reported", "figures[0].indicator"),
    (with_figure(indicator="PR01", value=-1), "figure_negative", "figures[0].value"),
    (with_figure(indicator="PR01", value="ba"), "figure_not_a_number", "figures[0].value"),
    (with_figure(indicator="PR04", value="7,385"), "figure_ambiguous", "figures[0].value"),
    (with_figure(indicator="PR01", value=10**30), "figure_out_of_range", "figures[0].value"),
    (activity(occurred_on="2024-07-01"), "date_outside_campaign", "occurred_on"),
    (activity(title="Người có số 001083012345"), "personal_data", "title"),
    (activity(partners=["XX"]), "unit_unknown", "partners[0]"),
    (activity(title=""), "value_invalid", "title"),
]


def is_complete(problem: dict[str, Any]) -> bool:
    told = [problem[name][language] for name in ("details", "expected", "remedy") for language in ("vi", "en")]
    return all(told) and problem["field"] is not None


@pytest.mark.parametrize(("body", "code", "field"), REFUSED)
async def test_bad_content_is_refused_and_nothing_is_written(
    intake: Intake, officer: httpx.AsyncClient, body: dict[str, Any], code: str, field: str
) -> None:
    before = await intake.position()
    answer = await officer.post(PATH, json=body, headers=keyed())
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["field"]) == (422, code, field)
    assert answer.headers["content-type"] == "application/problem+json"
    assert is_complete(problem)
    assert await intake.position() == before


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "invalid_json"),
        (b'{"unit": "XP-07777", "unit": "CATX"}', "duplicate_key"),
        (json.dumps(activity(title="a\0b")).encode(), "nul_character"),
        (json.dumps(activity(title="\ud800")).encode(), "lone_surrogate"),
        (b'{"unit": "XP-07777", "figures": [{"indicator": "PR01", "value": NaN}]}', "not_finite"),
        (b'{"unit": "XP-07777", "figures": [{"indicator": "PR01", "value": 1e999}]}', "not_finite"),
        (b'{"unit": "\xff"}', "invalid_utf8"),
    ],
)
async def test_json_that_others_could_not_read_is_refused(
    intake: Intake, officer: httpx.AsyncClient, raw: bytes, code: str
) -> None:
    before = await intake.position()
    answer = await officer.post(PATH, content=raw, headers=keyed(**{"Content-Type": "application/json"}))
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert is_complete(answer.json())
    assert await intake.position() == before


async def test_an_oversized_body_is_refused(officer: httpx.AsyncClient) -> None:
    answer = await officer.post(PATH, json=activity(note="a" * 300_000), headers=keyed())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_unit_that_is_not_of_the_campaign_is_refused(intake: Intake) -> None:
    stranger = await intake.client("officer", "XP-99999")
    answer = await stranger.post(PATH, json=activity(unit="XP-99999"), headers=keyed())
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "unit_unknown", "unit")
    assert "XP-07795" in answer.json()["expected"]["vi"]


async def test_another_units_activity_is_not_written(intake: Intake, officer: httpx.AsyncClient) -> None:
    before = await intake.position()
    answer = await officer.post(PATH, json=activity(unit="XP-07795"), headers=keyed())
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (403, "foreign_unit", "unit")
    assert await intake.position() == before


async def test_a_day_that_has_not_come_is_refused(officer: httpx.AsyncClient) -> None:
    body = activity(duty=None, occurred_on="2098-06-01")
    answer = await officer.post(f"/intake/campaigns/{LONG}/activities", json=body, headers=keyed())
    assert (answer.status_code, answer.json()["code"]) == (422, "date_in_the_future")


async def test_an_unknown_campaign_is_404_with_those_that_exist(officer: httpx.AsyncClient) -> None:
    for answer in (
        await officer.post("/intake/campaigns/chung-tay-2024/activities", json=activity(), headers=keyed()),
        await officer.get("/intake/campaigns/chung-tay-2024/activities"),
        await officer.get(f"/intake/campaigns/chung-tay-2024/activities/{NOWHERE}"),
        await officer.get("/intake/campaigns/chung-tay-2024/unit-reports/XP-07777"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "campaign_unknown")
        assert CAMPAIGN in answer.json()["expected"]["en"]


async def test_a_campaign_that_cannot_exist_is_refused_before_anything_is_asked(officer: httpx.AsyncClient) -> None:
    answer = await officer.get("/intake/campaigns/a%00b/activities")
    assert (answer.status_code, answer.json()["field"]) == (422, "address")


async def test_filters_that_name_nothing_are_refused(officer: httpx.AsyncClient, intake: Intake) -> None:
    leader = await intake.client("leader", "UBTX")
    assert (await leader.get(PATH, params={"unit": "XX"})).json()["code"] == "unit_unknown"
    assert (await leader.get(PATH, params={"unit": "a\0b"})).json()["field"] == "address"
    assert (await officer.get(PATH, params={"duty": "D99"})).json()["code"] == "duty_unknown"
    assert (await officer.get(PATH, params={"limit": 0})).json()["field"] == "limit"
    assert (await officer.get(PATH, params={"cursor": "rubbish"})).status_code == 422


@pytest.mark.parametrize(
    "made_up", ["[]", '["a"]', "[1, 2]", "[-1]", "[9223372036854775808]", "[null]", '[{"a": 1}]', "[1.5]"]
)
async def test_a_cursor_that_was_made_up_is_refused(unit: Unit, intake: Intake, made_up: str) -> None:
    cursor = b64encode(made_up.encode()).decode()
    recorded = await unit.record()
    coordinator = await intake.client("coordinator", "CATX")
    for answer in (
        await unit.get("activities", cursor=cursor),
        await unit.get(f"activities/{recorded['activity']}/history", cursor=cursor),
        await coordinator.get(unit.path("unit-reports"), params={"cursor": b64encode(b'["a\\u0000"]').decode()}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


async def test_an_unknown_activity_is_404(officer: httpx.AsyncClient) -> None:
    for answer in (
        await officer.get(f"{PATH}/{NOWHERE}"),
        await officer.get(f"{PATH}/{NOWHERE}/history"),
        await officer.put(f"{PATH}/{NOWHERE}", json=activity(reason="Sửa."), headers=keyed()),
        await officer.post(f"{PATH}/{NOWHERE}/void", json={"reason": "Hủy."}, headers=keyed()),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "activity_unknown")


async def test_an_activity_of_another_campaign_is_unknown_here(unit: Unit, officer: httpx.AsyncClient) -> None:
    recorded = await unit.record()
    assert (await officer.get(f"{PATH}/{recorded['activity']}")).json()["code"] == "activity_unknown"


async def test_a_correction_or_a_void_without_a_reason_is_refused(unit: Unit) -> None:
    recorded = await unit.record()
    path = unit.path(f"activities/{recorded['activity']}")
    before = await unit.intake.position()
    missing = await unit.client.put(path, json=activity(duty=None, title="Hai"), headers=keyed())
    empty = await unit.client.post(f"{path}/void", json={"reason": "  "}, headers=keyed())
    assert (missing.status_code, missing.json()["code"], missing.json()["field"]) == (422, "field_missing", "reason")
    assert (empty.status_code, empty.json()["field"]) == (422, "reason")
    assert is_complete(missing.json())
    assert await unit.intake.position() == before


async def test_a_bad_correction_leaves_what_stood(unit: Unit) -> None:
    recorded = await unit.record()
    answer = await unit.correct(recorded, figures=[{"indicator": "PR01", "value": -1}])
    assert (answer.status_code, answer.json()["code"]) == (422, "figure_negative")
    assert (await unit.get(f"activities/{recorded['activity']}")).json()["version"] == 1


async def test_a_refusal_speaks_the_callers_language_and_carries_both(officer: httpx.AsyncClient) -> None:
    body = activity(duty="D99")
    english = await officer.post(PATH, json=body, headers=keyed(**{"Accept-Language": "en"}))
    assert english.json()["detail"] == "The campaign has no duty D99."
    assert english.json()["details"]["vi"] == "Đợt này không có nhiệm vụ D99."


async def test_without_a_token_or_a_key_nothing_is_written(intake: Intake, officer: httpx.AsyncClient) -> None:
    before = await intake.position()
    async with httpx.AsyncClient(base_url=intake.running.url) as nobody:
        anonymous = await nobody.post(PATH, json=activity(), headers=keyed())
    keyless = await officer.post(PATH, json=activity())
    assert (anonymous.status_code, keyless.status_code) == (401, 400)
    assert await intake.position() == before


async def test_a_new_campaign_is_never_refused_for_being_new(intake: Intake, unit: Unit) -> None:
    """The campaign kept in the process is a second old at most, and no refusal rests on it."""
    refused = await unit.post("activities", activity(duty="D77"))
    assert refused.json()["code"] == "duty_unknown"
    stream = f"duty/{unit.campaign}/D77"
    await intake.tasks.say("duty.assigned", stream, duty("D77", "Nhiệm vụ mới", ["XP-07777"], unit.campaign))
    pool = intake.service.database.pool
    await until(lambda: pool.fetchval("SELECT EXISTS (SELECT FROM duty WHERE duty = 'D77')"))
    assert (await unit.post("activities", activity(duty="D77"))).status_code == 201
