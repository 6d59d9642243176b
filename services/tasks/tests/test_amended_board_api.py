"""What an amendment leaves of the duty board: a duty's past is told, and a part that ended begins anew."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tasks_running import Tasks
from tasks_samples import HASH

HEAD = ("unit_head", "XP-1")
MONTHLY = {"comparison": "before", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=25", "text": "trước ngày 25 hằng tháng"}
WEEKLY = {"comparison": "by", "recurrence": "FREQ=WEEKLY;BYDAY=FR", "text": "thứ Sáu hằng tuần"}


async def amend(tasks: Tasks, campaign: str, operation: dict[str, Any]) -> None:
    version = (await tasks.post("drafts", {"id": campaign})).json()["version"]
    client = await tasks.client("coordinator", "CATX")
    for path, body in (("edits", {"operations": [operation]}), ("publish", {"reason": "Điều chỉnh."})):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": f'"{version}"'}
        answer = await client.post(f"/tasks/drafts/{campaign}/{path}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        version += 1


async def held_by(tasks: Tasks, campaign: str, *holders: str) -> None:
    await amend(tasks, campaign, {"op": "assign", "duties": ["D2"], "holders": holders})


async def test_the_history_goes_back_beyond_periods_that_an_amendment_gave_up(tasks: Tasks) -> None:
    rule = {"to": "UBTX", "via": "CATX", "due": MONTHLY}
    name = await tasks.publish(period={"start": "2024-06-01", "end": "2024-07-24"}, unit_report=rule)
    await tasks.intake.file(name, "XP-1", HASH, period="2024-06")
    await tasks.heard_all()
    body = {"unit": "XP-1", "period": "2024-06", "report_version": 1, "content_hash": HASH, "verdict": "accepted"}
    assert (await tasks.post(f"campaigns/{name}/reviews", body)).status_code == 201
    await amend(tasks, name, {"op": "set", "field": "report_due", "value": WEEKLY})
    entries = (await tasks.get(f"campaigns/{name}/assignments/D2/XP-1/history"))["items"]
    assert [entry["period"] for entry in entries if entry["type"] == "review.accepted"] == ["2024-06"]


async def test_a_unit_that_comes_back_to_a_duty_begins_anew(tasks: Tasks) -> None:
    name = await tasks.publish()
    part, delegations = f"campaigns/{name}/assignments/D2/XP-1", f"campaigns/{name}/duties/D2/delegations"
    body = {"unit": "XP-1", "account": "canbo.vhxh"}
    assert (await tasks.post(delegations, body, HEAD)).status_code == 201
    first = (await tasks.get(part))["assigned_at"]
    await held_by(tasks, name, "XP-2")
    assert (await tasks.get(delegations))["items"] == []
    await held_by(tasks, name, "XP-1", "XP-2")
    again = await tasks.get(part)
    assert again["assigned_at"] > first
    assert again["delegated_to"] is None
    assert (await tasks.post(f"{delegations}/revoke", {"unit": "XP-1"}, HEAD)).json()["code"] == "not_delegated"
    assert (await tasks.post(delegations, body, HEAD)).status_code == 201


async def test_who_keeps_a_duty_keeps_its_time_and_its_delegation(tasks: Tasks) -> None:
    name = await tasks.publish()
    part, delegations = f"campaigns/{name}/assignments/D2/XP-1", f"campaigns/{name}/duties/D2/delegations"
    assert (await tasks.post(delegations, {"unit": "XP-1", "account": "canbo.vhxh"}, HEAD)).status_code == 201
    first = await tasks.get(part)
    await held_by(tasks, name, "XP-1")
    kept = await tasks.get(part)
    assert (kept["assigned_at"], kept["delegated_to"]) == (first["assigned_at"], first["delegated_to"])
