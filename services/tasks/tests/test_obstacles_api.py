"""An obstacle from the unit that meets it to the coordinator that removes it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
from tasks_running import Tasks, Who
from tasks_samples import duty

OFFICER: Who = ("officer", "XP-1")
COORDINATOR: Who = ("coordinator", "CATX")


async def raised(tasks: Tasks, campaign: str, text: str = "Chưa có tờ rơi.", unit: str = "XP-1", on: str = "D2") -> str:
    body = {"unit": unit, "duty": on, "text": text}
    answer = await tasks.post(f"campaigns/{campaign}/obstacles", body, ("officer", unit))
    assert answer.status_code == 201, answer.text
    assert answer.json()["stream"] == f"obstacle/{campaign}/{answer.json()['obstacle']}"
    return answer.json()["obstacle"]


async def say(tasks: Tasks, campaign: str, path: str, body: dict[str, str], who: Who = COORDINATOR) -> httpx.Response:
    return await tasks.post(f"campaigns/{campaign}/obstacles/{path}", body, who)


async def listed(tasks: Tasks, campaign: str, who: Who = ("leader", "UBTX"), **query: Any) -> list[dict[str, Any]]:
    return (await tasks.get(f"campaigns/{campaign}/obstacles", who, **query))["items"]


async def test_raised_answered_closed_and_reopened(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    obstacle = await raised(tasks, campaign)
    (part,) = await parts(tasks, campaign)
    assert part["obstacles_open"] == 1
    for text in ("Dùng tờ rơi đã in.", "Nhận tại Công an thị xã."):
        assert (await say(tasks, campaign, f"{obstacle}/answers", {"text": text})).status_code == 201
    (one,) = await listed(tasks, campaign)
    assert (one["state"], one["answers"], one["answer"]) == ("answered", 2, "Nhận tại Công an thị xã.")
    closed = await say(tasks, campaign, f"{obstacle}/close", {"outcome": "Đã nhận 2.000 tờ."})
    assert (closed.status_code, closed.json()["state"]) == (201, "closed")
    assert (await say(tasks, campaign, f"{obstacle}/answers", {"text": "Thêm."})).json()["code"] == "obstacle_closed"
    (part,) = await parts(tasks, campaign)
    assert part["obstacles_open"] == 0
    again = await say(tasks, campaign, f"{obstacle}/reopen", {"reason": "Tờ rơi không đủ."}, OFFICER)
    assert (again.status_code, again.json()["state"]) == (201, "open")
    shown = await tasks.get(f"campaigns/{campaign}/obstacles/{obstacle}", OFFICER)
    assert [entry["type"] for entry in shown["history"]] == [
        "obstacle.raised", "obstacle.answered", "obstacle.answered", "obstacle.closed", "obstacle.reopened",
    ]  # fmt: skip
    assert shown["state_label"] == {"vi": "Chờ trả lời", "en": "Waiting for an answer"}
    assert (await say(tasks, campaign, f"{obstacle}/reopen", {"reason": "Còn."})).json()["code"] == "obstacle_open"


async def parts(tasks: Tasks, campaign: str) -> list[dict[str, Any]]:
    return (await tasks.get(f"campaigns/{campaign}/assignments", unit="XP-1", duty="D2"))["items"]


async def test_lists_by_state_unit_duty_and_words(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    first = await raised(tasks, campaign, "Chưa có tờ rơi.")
    second = await raised(tasks, campaign, "Nhà trọ vắng người.", "XP-2", "D4")
    await say(tasks, campaign, f"{first}/close", {"outcome": "Đã in."})
    assert [o["obstacle"] for o in await listed(tasks, campaign)] == [first, second]
    assert [o["obstacle"] for o in await listed(tasks, campaign, sort="newest")] == [second, first]
    assert [o["obstacle"] for o in await listed(tasks, campaign, state="closed")] == [first]
    assert [o["obstacle"] for o in await listed(tasks, campaign, state="open,answered")] == [second]
    assert [o["obstacle"] for o in await listed(tasks, campaign, unit="XP-2")] == [second]
    assert [o["obstacle"] for o in await listed(tasks, campaign, duty="D2")] == [first]
    assert [o["obstacle"] for o in await listed(tasks, campaign, q="nha tro")] == [second]
    assert [o["obstacle"] for o in await listed(tasks, campaign, OFFICER)] == [first]
    page = await tasks.get(f"campaigns/{campaign}/obstacles", limit=1)
    rest = await tasks.get(f"campaigns/{campaign}/obstacles", limit=1, cursor=page["next"])
    assert [o["obstacle"] for o in (*page["items"], *rest["items"])] == [first, second]
    client = await tasks.client("leader", "UBTX")
    for query in ({"state": "xong"}, {"sort": "a-z"}, {"trang": "2"}):
        answer = await client.get(f"/tasks/campaigns/{campaign}/obstacles", params=query)
        assert (answer.status_code, answer.json()["expected"]["vi"][:9]) == (422, "một trong")


async def test_whoever_has_a_part_raises_and_nobody_else(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    for body, who, status, code in (
        ({"unit": "XP-1", "duty": "D1", "text": "x"}, OFFICER, 422, "no_part_in_duty"),
        ({"unit": "XP-1", "duty": "D9", "text": "x"}, OFFICER, 422, "duty_unknown"),
        ({"unit": "XP-2", "duty": "D2", "text": "x"}, OFFICER, 403, "foreign_unit"),
        ({"unit": "XP-1", "duty": "D2", "text": "Gọi 0912 345 678"}, OFFICER, 422, "personal_data"),
        ({"unit": "XP-1", "duty": "D2", "text": "x"}, ("leader", "XP-1"), 403, "not_permitted"),
    ):
        answer = await tasks.post(f"campaigns/{campaign}/obstacles", body, who)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_partner_raises_an_obstacle_too(tasks: Tasks) -> None:
    campaign = await tasks.publish(duties=[duty("D1", partners=["YTE"])])
    assert await raised(tasks, campaign, unit="YTE", on="D1")


async def test_the_coordinator_alone_answers_and_closes_and_a_stranger_reopens_nothing(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    obstacle = await raised(tasks, campaign)
    for who in (OFFICER, ("coordinator", "YTE")):
        assert (await say(tasks, campaign, f"{obstacle}/close", {"outcome": "x"}, who)).status_code == 403
    await say(tasks, campaign, f"{obstacle}/close", {"outcome": "Xong."})
    assert (await say(tasks, campaign, f"{obstacle}/reopen", {"reason": "x"}, ("officer", "XP-2"))).status_code == 403
    assert (await say(tasks, campaign, f"{obstacle}/reopen", {"reason": "Còn vướng."})).status_code == 201
    unknown = await say(tasks, campaign, f"{uuid4()}/close", {"outcome": "x"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "obstacle_unknown")


async def test_the_same_key_raises_one_obstacle(tasks: Tasks) -> None:
    campaign = await tasks.publish()
    client, body = await tasks.client(*OFFICER), {"unit": "XP-1", "duty": "D2", "text": "Chưa có tờ rơi."}
    headers = {"Idempotency-Key": str(uuid4())}
    answers = [
        (await client.post(f"/tasks/campaigns/{campaign}/obstacles", json=body, headers=headers)).json()
        for _ in range(2)
    ]  # fmt: skip
    assert answers[0] == answers[1]
    assert len(await listed(tasks, campaign)) == 1
