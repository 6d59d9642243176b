"""Drafts over HTTP: reviewed by several people, published once, amended with the work carried over, cloned."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tasks_running import Tasks

from chungtay_tasks import queries, sample

COORDINATOR = ("coordinator", "CATX")
D02 = "triệt xóa điểm, tụ điểm ma túy và các nhóm bán lẻ; "


@pytest.fixture
async def draft(tasks: Tasks) -> str:
    """A draft of the sample's plan, under a name of its own."""
    return await started(tasks)


async def started(tasks: Tasks, text: str | None = None, campaign: str | None = None) -> str:
    name = campaign or f"dot-{uuid4().hex[:8]}"
    plan = f"ke-hoach-{uuid4().hex[:8]}"
    assert (await tasks.post("units", {"units": sample.units()})).status_code == 201
    assert (await tasks.post("plans", {"id": plan, "text": text or sample.plan_text()})).status_code == 201
    answer = await tasks.post("drafts", {"id": name, "plan": plan})
    assert answer.status_code == 201, answer.text
    return name


async def do(
    tasks: Tasks, path: str, body: Any, version: int | None, who: tuple[str, str] = COORDINATOR
) -> httpx.Response:
    headers = {"Idempotency-Key": str(uuid4())} | ({} if version is None else {"If-Match": f'"{version}"'})
    return await (await tasks.client(*who)).post(f"/tasks/drafts/{path}", json=body, headers=headers)


async def edit(tasks: Tasks, campaign: str, version: int, *operations: dict[str, Any], **more: Any) -> httpx.Response:
    return await do(tasks, f"{campaign}/edits", {"operations": operations, **more}, version)


async def test_a_draft_shows_text_and_duties_and_what_is_open(tasks: Tasks, draft: str) -> None:
    found = await tasks.get(f"drafts/{draft}", COORDINATOR)
    assert (found["standing"], found["version"], found["ready"]) == ("open", 1, True)
    assert len(found["duties"]) == 48
    span = found["duties"][0]["spans"][0]
    assert found["text"][span["start"] : span["end"]] == found["duties"][0]["text"]
    assert found["duties"][0]["proposed"] == ["title_vi", "activity_types", "indicators", "due"]
    cover = found["coverage"]
    assert cover["letters"] == cover["in_duties"] + cover["unassigned"] + cover["in_context"]
    assert {q["code"] for q in found["questions"]} == {"group_without_members", "partner_unresolved", "doubt"}
    assert found["would_be_refused"] == []


async def test_an_edit_names_the_version_it_was_made_on(tasks: Tasks, draft: str) -> None:
    drop = {"op": "drop", "duty": "D02"}
    assert (await do(tasks, f"{draft}/edits", {"operations": [drop]}, None)).status_code == 428
    assert (await edit(tasks, draft, 1, drop)).headers["etag"] == '"2"'
    moved = (await edit(tasks, draft, 1, {"op": "drop", "duty": "D03"})).json()
    assert (moved["code"], moved["expected"]["vi"]) == ("version_moved", '"2"')
    assert moved["remedy"]["vi"]


async def test_of_two_edits_at_once_one_is_made(tasks: Tasks, draft: str) -> None:
    answers = await asyncio.gather(
        *(edit(tasks, draft, 1, {"op": "drop", "duty": duty}) for duty in ("D01", "D02", "D03"))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 412, 412]


async def test_the_history_tells_who_did_what_and_why(tasks: Tasks, draft: str) -> None:
    await edit(tasks, draft, 1, {"op": "lead", "duty": "D15", "unit": "YTE"}, reason="Phòng Y tế chủ trì.")
    await edit(tasks, draft, 2, {"op": "undo", "version": 2})
    newest, edited, first = (await tasks.get(f"drafts/{draft}/history", COORDINATOR))["items"]
    assert (newest["operations"], first["type"]) == ([{"op": "undo", "version": 2}], "draft.started")
    assert (edited["actor"], edited["reason"]) == ("coordinator:CATX:test", "Phòng Y tế chủ trì.")
    assert edited["operations"] == [{"op": "lead", "duty": "D15", "unit": "YTE"}]


async def test_another_units_coordinator_does_not_edit_it_and_a_leader_does(tasks: Tasks, draft: str) -> None:
    body = {"operations": [{"op": "drop", "duty": "D01"}]}
    assert (await do(tasks, f"{draft}/edits", body, 1, ("coordinator", "YTE"))).status_code == 403
    assert (await do(tasks, f"{draft}/edits", body, 1, ("leader", "UBTX"))).status_code == 201


async def test_publishing_writes_the_campaign_and_closes_the_draft(tasks: Tasks, draft: str) -> None:
    answer = await do(tasks, f"{draft}/publish", {}, 1)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["stream"], made["version"]) == (f"campaign/{draft}", 1)
    assert (made["expected_reports"], len(made["added"])) == (26, 48)
    campaign = await tasks.get(f"campaigns/{draft}")
    assert campaign["coordinator"] == "CATX"
    again = (await do(tasks, f"{draft}/publish", {}, 2)).json()
    assert again["code"] == "draft_closed"
    assert (await tasks.get(f"drafts/{draft}", COORDINATOR))["standing"] == "published"


async def test_what_is_left_open_is_said_when_it_is_published(tasks: Tasks, draft: str) -> None:
    await edit(tasks, draft, 1, {"op": "drop", "duty": "D02"})
    cautions = {c["code"]: c["vi"] for c in (await do(tasks, f"{draft}/publish", {}, 2)).json()["cautions"]}
    assert cautions["text_unassigned"] == "1 đoạn của kế hoạch không thuộc nhiệm vụ nào."
    assert "lực lượng Công an" in cautions["partners_left_out"]


async def test_the_same_key_publishes_once(tasks: Tasks, draft: str) -> None:
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
    client = await tasks.client(*COORDINATOR)
    first = await client.post(f"/tasks/drafts/{draft}/publish", json={}, headers=headers)
    again = await client.post(f"/tasks/drafts/{draft}/publish", json={}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())


async def test_a_plan_under_which_much_is_missing_says_all_of_it(tasks: Tasks) -> None:
    name = await started(tasks, "Phòng chống ma túy\n\n1. Sở Không Ai Biết\n\n- Tuyên truyền tại khu phố.")
    shown = await tasks.get(f"drafts/{name}", COORDINATOR)
    assert shown["ready"] is False
    refused = (await do(tasks, f"{name}/publish", {}, 1)).json()
    assert refused["code"] == "draft_incomplete"
    assert {e["field"] for e in refused["errors"]} == {q["subject"] for q in shown["questions"] if q["blocks"]}


async def test_a_draft_is_given_up_with_a_reason_and_made_anew(tasks: Tasks, draft: str) -> None:
    assert (await tasks.post("drafts", {"id": draft})).json()["code"] == "draft_open"
    assert (await do(tasks, f"{draft}/discard", {"reason": "Chờ bản khác."}, 1)).status_code == 201
    await started(tasks, campaign=draft)
    assert (await tasks.get(f"drafts/{draft}", COORDINATOR))["version"] == 3
    listed = (await tasks.get("drafts", COORDINATOR, standing="open", limit=500))["items"]
    assert draft in {one["campaign"] for one in listed}


async def test_what_is_not_there_is_404(tasks: Tasks) -> None:
    answer = await (await tasks.client(*COORDINATOR)).get("/tasks/drafts/khong-co")
    assert (answer.status_code, answer.json()["code"]) == (404, "draft_unknown")
    assert (await tasks.post("drafts", {"id": "moi", "plan": "khong-co"})).json()["code"] == "plan_unknown"
    assert (await tasks.post("drafts", {"id": "moi"})).json()["code"] == "plan_required"


class TestAmending:
    @pytest.fixture
    async def campaign(self, tasks: Tasks, draft: str) -> str:
        assert (await do(tasks, f"{draft}/publish", {}, 1)).status_code == 201
        await tasks.post(f"campaigns/{draft}/duties/D15/acknowledgements", {"unit": "YTE"}, ("officer", "YTE"))
        return draft

    async def amended(self, tasks: Tasks, campaign: str) -> int:
        """Without D02, and II.4 without the health office; the draft's version."""
        text = sample.plan_text().replace(D02, "").replace("4. Phòng Y tế, Trung tâm", "4. Trung tâm")
        await started(tasks, text, campaign)
        return (await tasks.get(f"drafts/{campaign}", COORDINATOR))["version"]

    async def test_the_diff_tells_what_is_added_changed_and_dropped(self, tasks: Tasks, campaign: str) -> None:
        await self.amended(tasks, campaign)
        diff = await tasks.get(f"drafts/{campaign}/diff", COORDINATOR)
        assert [duty["duty"] for duty in diff["dropped"]] == ["D02"]
        assert [duty["duty"] for duty in diff["changed"]] == ["D15", "D16", "D17", "D18"]
        assert len(diff["unchanged"]) == 43
        (holders, units) = diff["changed"][0]["fields"]
        assert (holders["field"], holders["was"], holders["becomes"]) == ("holders", ["YTE", "TTYT"], ["TTYT"])
        assert units["field"] == "units"

    async def test_publishing_it_carries_over_what_was_done(self, tasks: Tasks, campaign: str) -> None:
        version = await self.amended(tasks, campaign)
        assert (await do(tasks, f"{campaign}/publish", {}, version)).json()["code"] == "reason_required"
        answer = await do(tasks, f"{campaign}/publish", {"reason": "Kế hoạch sửa đổi."}, version)
        assert answer.status_code == 201, answer.text
        assert (answer.json()["changed"], answer.json()["dropped"]) == (["D15", "D16", "D17", "D18"], ["D02"])
        duties = {d["duty"]: d for d in (await tasks.get(f"campaigns/{campaign}/duties", limit=500))["items"]}
        assert "D02" not in duties
        assert duties["D15"]["units"] == ["TTYT"]
        (gone,) = (await tasks.get(f"campaigns/{campaign}/duties", dropped="true"))["items"]
        assert (gone["duty"], gone["dropped_reason"]) == ("D02", "Kế hoạch sửa đổi.")

    async def test_what_a_unit_did_is_marked_and_not_deleted(self, tasks: Tasks, campaign: str) -> None:
        version = await self.amended(tasks, campaign)
        await do(tasks, f"{campaign}/publish", {"reason": "Kế hoạch sửa đổi."}, version)
        standing = (await tasks.get(f"campaigns/{campaign}/assignments", unit="YTE", limit=500))["items"]
        assert "D15" not in {item["duty"] for item in standing}
        gone = (await tasks.get(f"campaigns/{campaign}/assignments", unit="YTE", dropped="true"))["items"]
        marked = next(item for item in gone if item["duty"] == "D15")
        assert marked["dropped_at"]
        assert marked["acknowledged_at"]
        assert (marked["timeliness"], marked["needs_urging"]) == (None, False)

    async def test_the_campaign_is_amended_again_from_where_it_stands(self, tasks: Tasks, campaign: str) -> None:
        for title in ("Lần một", "Lần hai"):
            answer = await tasks.post("drafts", {"id": campaign})
            version = answer.json()["version"]
            assert (await edit(tasks, campaign, version, {"op": "set", "field": "title_vi", "value": title})).is_success
            made = await do(tasks, f"{campaign}/publish", {"reason": title}, version + 1)
            assert made.status_code == 201, made.text
        client = await tasks.client("leader", "UBTX")
        shown = await client.get(f"/tasks/campaigns/{campaign}")
        assert (shown.json()["title_vi"], shown.headers["etag"]) == ("Lần hai", '"3"')

    async def test_the_diff_refuses_what_publishing_would(self, tasks: Tasks, campaign: str) -> None:
        version = (await tasks.post("drafts", {"id": campaign})).json()["version"]
        zone = {"op": "set", "field": "timezone", "value": "../../etc"}
        assert (await edit(tasks, campaign, version, zone)).is_success
        answer = await (await tasks.client(*COORDINATOR)).get(f"/tasks/drafts/{campaign}/diff")
        assert (answer.status_code, answer.json()["code"]) == (422, "timezone_unknown")

    async def test_the_plan_it_was_first_published_from_stays_as_it_was_read(self, tasks: Tasks, campaign: str) -> None:
        first = (await tasks.get(f"drafts/{campaign}", COORDINATOR))["plan"]
        version = await self.amended(tasks, campaign)
        await do(tasks, f"{campaign}/publish", {"reason": "Kế hoạch sửa đổi."}, version)
        second = (await tasks.get(f"campaigns/{campaign}"))["plan"]
        for plan in (first, second):
            answer = await tasks.post("plans", {"id": plan, "text": sample.plan_text()})
            assert (answer.status_code, answer.json().get("code")) == (409, "plan_in_use")
            assert campaign in answer.text

    async def test_which_reading_a_campaign_rests_on_is_remembered(self, tasks: Tasks, campaign: str) -> None:
        engine = tasks.running.services["tasks"].database.engine
        plan, name = f"ke-hoach-{uuid4().hex[:8]}", f"dot-{uuid4().hex[:8]}"
        for text in ("Kế hoạch thử", sample.plan_text()):
            assert (await tasks.post("plans", {"id": plan, "text": text})).status_code == 201
        assert (await tasks.post("drafts", {"id": name, "plan": plan})).status_code == 201
        assert (await do(tasks, f"{name}/publish", {}, 1)).status_code == 201
        assert await queries.plan_version(engine, name, plan) == 2
        assert await queries.plan_version(engine, campaign, plan) is None

    async def test_a_deadline_that_moves_moves_the_reminders(self, tasks: Tasks, campaign: str) -> None:
        version = (await tasks.post("drafts", {"id": campaign})).json()["version"]
        due = {"op": "set", "field": "report_due", "value": "trước ngày 08/7/2024"}
        assert (await edit(tasks, campaign, version, due)).is_success
        answer = await do(tasks, f"{campaign}/publish", {"reason": "Dời hạn."}, version + 1)
        assert answer.json()["last_valid_day"] == "2024-07-07"
        shown = await tasks.get(f"campaigns/{campaign}/expected-reports")
        assert shown["last_valid_day"] == "2024-07-07"


async def test_last_years_campaign_is_a_draft_of_this_years(tasks: Tasks, draft: str) -> None:
    await do(tasks, f"{draft}/publish", {}, 1)
    name = f"dot-{uuid4().hex[:8]}"
    answer = await tasks.post("drafts", {"id": name, "clone_of": draft, "period_start": "2025-06-01"})
    assert answer.status_code == 201, answer.text
    found = await tasks.get(f"drafts/{name}", COORDINATOR)
    assert found["settings"]["report_due"]["date"] == "2025-07-01"
    assert (found["plan"], found["text"], found["ready"]) == (None, "", True)
    made = await do(tasks, f"{name}/publish", {}, 1)
    assert made.status_code == 201, made.text
    assert made.json()["expected_reports"] == 26
