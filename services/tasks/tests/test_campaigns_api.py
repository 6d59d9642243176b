"""From the sample plan to a published campaign, over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import tasks_samples
from tasks_running import Tasks

from chungtay_tasks import sample

CAMPAIGN = "chung-tay-2024-06"


@pytest.fixture(scope="session")
async def published(tasks: Tasks) -> dict[str, Any]:
    """The answer to publishing the sample campaign from its plan."""
    assert (await tasks.post("units", {"units": sample.units()})).status_code == 201
    assert (await tasks.post("plans", {"id": CAMPAIGN, "text": sample.plan_text()})).status_code == 201
    answer = await tasks.post("campaigns", sample.campaign())
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_publishing_says_what_came_of_it(published: dict[str, Any]) -> None:
    named = {name: published[name] for name in ("units", "duties", "assignments", "expected_reports")}
    assert named == {"units": 31, "duties": 48, "assignments": 41 + 204 + 78, "expected_reports": 26}
    assert published["stream"] == f"campaign/{CAMPAIGN}"
    assert {u["duty"] for u in published["unassigned"]} == {"D29", "D30", "D31", "D44", "D45", "D46"}
    assert published["due_at"] == "2024-07-01T00:00:00+07:00"
    assert {c["code"] for c in published["cautions"]} == {"deadline_on_day_off", "group_without_members"}


@pytest.mark.usefixtures("published")
class TestReading:
    async def test_a_campaign_as_it_was_published(self, tasks: Tasks) -> None:
        campaign = await tasks.get(f"campaigns/{CAMPAIGN}")
        assert (campaign["coordinator"], campaign["issuer"], campaign["plan"]) == ("CATX", "UBTX", CAMPAIGN)
        assert len(campaign["units"]) == 31
        assert len(campaign["indicators"]) == 81
        listed = await tasks.get("campaigns", limit=500)
        assert CAMPAIGN in [item["campaign"] for item in listed["items"]]

    async def test_its_units_and_what_is_expected_of_each(self, tasks: Tasks) -> None:
        units = {u["code"]: u for u in (await tasks.get(f"campaigns/{CAMPAIGN}/units"))["items"]}
        assert (units["CATX"]["report_required"], units["VKS"]["report_required"]) == (True, False)
        assert units["BCD"]["report_required"] is None

    async def test_duties_in_the_plans_order_page_by_page(self, tasks: Tasks) -> None:
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = await tasks.get(f"campaigns/{CAMPAIGN}/duties", limit=20, **cursor)
            found += [duty["duty"] for duty in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        assert found == [f"D{number:02}" for number in range(1, 49)]

    async def test_the_duties_of_one_unit(self, tasks: Tasks) -> None:
        page = await tasks.get(f"campaigns/{CAMPAIGN}/duties", unit="BCHQS", limit=500)
        held = [duty["duty"] for duty in page["items"] if duty["role"] == "holder"]
        assert held == ["D10", "D11", "D44", "D45", "D46"]
        partners_in = [duty["duty"] for duty in page["items"] if duty["role"] == "partner"]
        assert partners_in == ["D08", "D09", "D22", "D47"]  # the plan's "các ngành, đơn vị": everyone

    async def test_a_duty_with_its_place_in_the_plan_and_its_deadline(self, tasks: Tasks) -> None:
        duty = await tasks.get(f"campaigns/{CAMPAIGN}/duties/D46")
        text = (await tasks.get(f"plans/{CAMPAIGN}"))["reading"]["text"]
        assert text[duty["span"]["start"] : duty["span"]["end"]] == duty["text"]
        assert (duty["due_at"], duty["last_valid_day"]) == ("2024-07-01T00:00:00+07:00", "2024-06-30")
        assert duty["unassigned"] == ["G-BCD"]

    async def test_assignments_page_by_page_and_by_state(self, tasks: Tasks) -> None:
        whole = await _all(tasks, f"campaigns/{CAMPAIGN}/assignments", limit=100)
        assert len(whole) == 323
        assert {(item["progress"], item["progress_label"]["vi"]) for item in whole} == {("assigned", "Đã giao")}
        assert await _all(tasks, f"campaigns/{CAMPAIGN}/assignments", limit=100, state="assigned") == whole
        assert await _all(tasks, f"campaigns/{CAMPAIGN}/assignments", limit=100, state="accepted") == []
        requests = await _all(tasks, f"campaigns/{CAMPAIGN}/assignments", limit=4, timeliness="not_answered")
        assert {item["unit"] for item in requests} == {"VKS", "TAND", "THADS"}
        assert len(requests) == 6

    async def test_the_plan_rests_as_it_was_read(self, tasks: Tasks) -> None:
        answer = await tasks.post("plans", {"id": CAMPAIGN, "text": "Kế hoạch khác"})
        assert (answer.status_code, answer.json()["code"]) == (409, "plan_in_use")

    async def test_a_campaign_is_published_once(self, tasks: Tasks) -> None:
        answer = await tasks.post("campaigns", sample.campaign())
        assert (answer.status_code, answer.json()["code"]) == (409, "campaign_published")

    async def test_the_directory_takes_the_same_units_again(self, tasks: Tasks) -> None:
        answer = await tasks.post("units", {"units": sample.units()})
        assert answer.json()["registered"] == 0
        listed = await _all(tasks, "units", limit=7)
        assert {unit["code"] for unit in listed} >= {unit["code"] for unit in sample.units()}


async def _all(tasks: Tasks, path: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = await tasks.get(path, **query, **cursor)
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


async def test_the_same_key_and_body_publish_once(tasks: Tasks) -> None:
    assert (await tasks.post("units", {"units": tasks_samples.units()})).status_code == 201
    client, key = await tasks.client("coordinator"), {"Idempotency-Key": str(uuid4())}
    body = tasks_samples.campaign(id=f"dot-{uuid4().hex[:8]}")
    first = await client.post("/tasks/campaigns", json=body, headers=key)
    again = await client.post("/tasks/campaigns", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()


async def test_what_is_wrong_with_a_campaign_is_told_all_at_once_and_nothing_is_written(tasks: Tasks) -> None:
    await tasks.post("units", {"units": tasks_samples.units()})
    name = f"dot-{uuid4().hex[:8]}"
    wrong = tasks_samples.campaign(
        id=name, issuer="XP-9", duties=[tasks_samples.duty(holders=["XP-8"], indicators=["PR99"])]
    )
    answer = await tasks.post("campaigns", wrong)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} >= {"issuer", "duties[0].holders", "duties[0].indicators"}
    assert set(answer.json()["details"]) == {"vi", "en"}
    gone = await (await tasks.client("leader")).get(f"/tasks/campaigns/{name}")
    assert (gone.status_code, gone.json()["code"]) == (404, "campaign_unknown")


def one_duty(**other: Any) -> dict[str, Any]:
    return tasks_samples.campaign(duties=[tasks_samples.duty(**other)])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("units", {"units": []}, "units"),
        ("units", {"units": [{"code": "có dấu", "name_vi": "A", "kind": "department"}]}, "units[0].code"),
        ("plans", {"id": "A B", "text": "x"}, "id"),
        ("plans", {"id": "ke-hoach", "text": ""}, "text"),
        ("campaigns", {"id": "x"}, "title_vi"),
        ("campaigns", tasks_samples.campaign(them="thừa"), "them"),
        ("campaigns", one_duty(due={"text": "x"}), "duties[0].due.comparison"),
        ("campaigns", one_duty(text="Đối tượng 001099012345"), "duties[0].text"),
    ],
)  # fmt: skip
async def test_bad_bodies_are_refused_by_their_field(tasks: Tasks, path: str, body: Any, field: str) -> None:
    answer = await tasks.post(path, body)
    assert answer.status_code == 422, answer.text
    assert field in {answer.json()["field"], *(e["field"] for e in answer.json().get("errors", []))}


@pytest.mark.parametrize("path", ["campaigns", "campaigns/{campaign}/duties", "campaigns/{campaign}/assignments"])
@pytest.mark.parametrize("cursor", ["x", "WyJhIl0", "WzEsMiwzXQ", "bnVsbA"])
async def test_a_cursor_of_another_list_is_refused(tasks: Tasks, path: str, cursor: str) -> None:
    campaign = await tasks.publish()
    client = await tasks.client("leader")
    answer = await client.get(f"/tasks/{path.format(campaign=campaign)}", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


async def test_a_state_that_does_not_exist_is_refused(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    answer = await (await tasks.client("leader")).get(f"/tasks/campaigns/{campaign}/assignments?state=xong")
    assert (answer.status_code, answer.json()["field"]) == (422, "state")


async def test_the_api_describes_itself_with_examples(tasks: Tasks) -> None:
    client = await tasks.client("leader")
    described = (await client.get("/tasks/openapi.json")).json()["paths"]
    body = described["/tasks/campaigns"]["post"]["requestBody"]["content"]["application/json"]
    assert body["example"]["id"] == CAMPAIGN
