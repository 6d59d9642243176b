"""Activities over HTTP: recorded once, corrected with a reason, never lost."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from uuid import uuid4

import httpx
from intake_clients import Intake, Unit, keyed
from intake_samples import CAMPAIGN, activity

PATH = f"/intake/campaigns/{CAMPAIGN}/activities"


async def record(client: httpx.AsyncClient, body: Any, **headers: str) -> httpx.Response:
    return await client.post(PATH, json=body, headers=keyed(**headers))


async def test_a_recording_answers_201_with_stream_version_position_and_etag(officer: httpx.AsyncClient) -> None:
    answer = await record(officer, activity())
    body = answer.json()
    assert answer.status_code == 201
    assert body["stream"] == f"activity/{body['activity']}"
    assert (body["version"], answer.headers["etag"], body["unit"]) == (1, '"1"', "XP-07777")
    assert body["understood"] == []


async def test_what_was_recorded_is_read_at_once(officer: httpx.AsyncClient) -> None:
    sent = activity(place="Nhà văn hóa", partners=["CATX"], note="Đông đủ.")
    recorded = (await record(officer, sent)).json()
    shown = await officer.get(f"{PATH}/{recorded['activity']}")
    body = shown.json()
    assert shown.headers["etag"] == '"1"'
    assert {name: body[name] for name in sent if name != "figures"} == {n: v for n, v in sent.items() if n != "figures"}
    assert body["figures"][1] == {"indicator": "PR02", "value": "86", "members": None, "approximate": False}
    assert (body["state"], body["channel"], body["filed_in"]) == ("standing", "http", None)


async def test_the_event_happened_on_its_day_in_the_campaigns_zone(intake: Intake, officer: httpx.AsyncClient) -> None:
    recorded = (await record(officer, activity(occurred_on="2024-06-12"))).json()
    (event,) = await intake.service.log.stream(recorded["stream"])
    assert event.occurred_at.isoformat() == "2024-06-11T17:00:00+00:00"
    assert (event.campaign_id, event.scope) == (CAMPAIGN, f"{CAMPAIGN}/XP-07777")


async def test_the_same_key_records_once(intake: Intake, officer: httpx.AsyncClient) -> None:
    headers = keyed()
    first = await officer.post(PATH, json=activity(), headers=headers)
    before = await intake.position()
    again = await officer.post(PATH, json=activity(), headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert await intake.position() == before


async def test_amounts_written_the_vietnamese_way_are_echoed_as_understood(officer: httpx.AsyncClient) -> None:
    figures = [{"indicator": "PR02", "value": "1.127", "approximate": True}, {"indicator": "PR04", "value": "12,5"}]
    answer = (await record(officer, activity(figures=figures))).json()
    assert answer["understood"] == [
        {"indicator": "PR02", "written": "1.127", "value": "1127"},
        {"indicator": "PR04", "written": "12,5", "value": "12.5"},
    ]
    shown = (await officer.get(f"{PATH}/{answer['activity']}")).json()
    assert [(f["value"], f["approximate"]) for f in shown["figures"]] == [("1127", True), ("12.5", False)]


async def test_decomposed_text_is_accepted_and_stored_composed(officer: httpx.AsyncClient) -> None:
    title = "Tuyên truyền ở tổ dân phố Đông Tiến"
    answer = await record(officer, activity(title=normalize("NFD", title)))
    assert answer.status_code == 201
    assert (await officer.get(f"{PATH}/{answer.json()['activity']}")).json()["title"] == title


async def test_validating_tells_the_same_and_writes_nothing(intake: Intake, officer: httpx.AsyncClient) -> None:
    before = await intake.position()
    good = await officer.post(f"{PATH}/validate", json=activity(figures=[{"indicator": "PR02", "value": "1.127"}]))
    bad = await officer.post(f"{PATH}/validate", json=activity(duty="D99"))
    assert good.json() == {"understood": [{"indicator": "PR02", "written": "1.127", "value": "1127"}]}
    assert (bad.status_code, bad.json()["code"]) == (422, "duty_unknown")
    assert await intake.position() == before


async def test_every_item_of_a_batch_gets_its_own_outcome(officer: httpx.AsyncClient) -> None:
    key = str(uuid4())
    items = [
        activity(idempotency_key=key),
        activity(idempotency_key=str(uuid4()), duty="D99"),
        activity(),
        activity(idempotency_key=key),
        7,
        activity(idempotency_key=str(uuid4()), unit="CATX", duty=None),
        activity(idempotency_key=str(uuid4()), figures=[{"indicator": "PR01", "value": 10**18}]),
    ]
    answer = await officer.post(PATH, json=items)
    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [r["index"] for r in results] == list(range(7))
    assert [r["status"] for r in results] == [201, 422, 400, 201, 422, 403, 422]
    assert results[0]["activity"] == results[3]["activity"]
    assert results[1]["problem"]["code"] == "duty_unknown"


async def test_a_batch_of_500_is_taken_and_one_of_501_is_not(unit: Unit) -> None:
    items = [activity(duty=None, idempotency_key=str(uuid4())) for _ in range(500)]
    answer = await unit.client.post(unit.path("activities"), json=items)
    assert {r["status"] for r in answer.json()["results"]} == {201}
    more = await unit.client.post(unit.path("activities"), json=[*items, activity(idempotency_key="a")])
    assert (more.status_code, more.json()["code"]) == (413, "too_many_items")


async def test_a_correction_keeps_every_version_and_says_what_changed(unit: Unit) -> None:
    recorded = await unit.record()
    corrected = await unit.correct(recorded, title="Tuyên truyền lưu động")
    assert (corrected.status_code, corrected.json()["version"], corrected.headers["etag"]) == (201, 2, '"2"')
    voided = await unit.void(recorded)
    assert voided.json()["version"] == 3
    items = (await unit.get(f"activities/{recorded['activity']}/history")).json()["items"]
    assert [(i["version"], i["event"], i["reason"]) for i in items] == [
        (1, "activity.recorded", None),
        (2, "activity.corrected", "Đếm nhầm."),
        (3, "activity.voided", "Ghi trùng."),
    ]
    assert items[1]["changes"] == {"title": {"from": activity()["title"], "to": "Tuyên truyền lưu động"}}
    assert items[2]["content"]["title"] == "Tuyên truyền lưu động"
    assert items[0]["actor"] == "officer:XP-07777:test"


async def test_history_is_paged(unit: Unit) -> None:
    recorded = await unit.record()
    await unit.correct(recorded, title="Hai")
    tail = f"activities/{recorded['activity']}/history"
    first = (await unit.get(tail, limit=1)).json()
    second = (await unit.get(tail, limit=1, cursor=first["next"])).json()
    assert [i["version"] for i in first["items"] + second["items"]] == [1, 2]
    assert second["next"] is None


async def test_a_version_that_moved_is_told_where_the_caller_asks_for_it(unit: Unit) -> None:
    recorded = await unit.record()
    path = unit.path(f"activities/{recorded['activity']}")
    body = activity(duty=None, title="Hai", reason="Sửa.")
    good = await unit.client.put(path, json=body, headers=keyed(**{"If-Match": '"1"'}))
    stale = await unit.client.put(path, json=body | {"title": "Ba"}, headers=keyed(**{"If-Match": '"1"'}))
    assert good.status_code == 201
    assert (stale.status_code, stale.json()["code"], stale.json()["expected"]["vi"]) == (412, "version_moved", '"2"')


async def test_a_list_shows_the_last_recorded_first_page_by_page(unit: Unit) -> None:
    recorded = [(await unit.record(title=f"Buổi {n}"))["activity"] for n in range(5)]
    await unit.correct({"activity": recorded[0]}, title="Buổi đầu, đã sửa")
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await unit.get("activities", limit=2, **cursor)).json()
        seen += [item["activity"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == recorded[::-1]


async def test_lists_are_by_unit_and_duty(intake: Intake, officer: httpx.AsyncClient) -> None:
    mine = (await record(officer, activity(duty="D08"))).json()["activity"]
    by_duty = (await officer.get(PATH, params={"unit": "XP-07777", "duty": "D08"})).json()["items"]
    assert mine in [item["activity"] for item in by_duty]
    assert {item["duty"] for item in by_duty} == {"D08"}
    leader = await intake.client("leader", "UBTX")
    assert (await leader.get(PATH, params={"unit": "XP-07795"})).json()["items"] == []
    everything = (await leader.get(PATH, params={"limit": 500})).json()["items"]
    assert mine in [item["activity"] for item in everything]


async def test_an_officer_sees_the_own_unit_and_no_other(intake: Intake, officer: httpx.AsyncClient) -> None:
    mine = (await record(officer, activity())).json()["activity"]
    neighbour = await intake.client("officer", "XP-07795")
    assert (await neighbour.get(PATH)).json()["items"] == []
    assert (await neighbour.get(PATH, params={"unit": "XP-07777"})).json()["code"] == "foreign_unit"
    assert (await neighbour.get(f"{PATH}/{mine}")).json()["code"] == "foreign_unit"
    assert (await neighbour.get(f"{PATH}/{mine}/history")).json()["code"] == "foreign_unit"


async def test_the_description_shows_examples_that_would_be_accepted(intake: Intake) -> None:
    client = await intake.client()
    described = (await client.get("/intake/openapi.json")).json()
    posts = described["paths"]["/intake/campaigns/{campaign}/activities"]["post"]
    example = posts["requestBody"]["content"]["application/json"]["example"]
    answer = await client.post(f"{PATH}/validate", json=example | {"duty": "D41"})
    assert answer.status_code == 200, answer.text
    validate = described["paths"]["/intake/campaigns/{campaign}/activities/validate"]["post"]
    assert [p["name"] for p in validate["parameters"]] == ["campaign"]
    assert "200" in validate["responses"]
