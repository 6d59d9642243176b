"""The duty board as its readers ask for it: parts and roles, days in words, filters, order, pages, the matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tasks_running import Tasks, Who
from tasks_samples import HASH, campaign, duty

from chungtay_tasks.domain.urging import URGING

SHARED = [
    duty("D1", clause="II.1", label="II.1.a", partners=["YTE", "G-XP"]),
    duty("D2", clause="II.10", label="II.10.b", holders=["G-XP"], title_vi="Rà soát, thống kê", partners=["CATX"]),
    duty("D3", clause="II.8", label="II.8.a", holders=["TAND", "YTE"], mode="request", title_vi="Xét xử lưu động"),
]


async def shared(tasks: Tasks) -> str:
    return await tasks.publish(duties=SHARED)


async def found(tasks: Tasks, name: str, who: Who = ("leader", "UBTX"), **query: Any) -> list[dict[str, Any]]:
    return (await tasks.get(f"campaigns/{name}/assignments", who, **{"limit": 500, **query}))["items"]


def places(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(item["duty"], item["unit"]) for item in items]


async def refused(tasks: Tasks, path: str, **query: Any) -> dict[str, Any]:
    answer = await (await tasks.client("leader", "UBTX")).get(f"/tasks/{path}", params=query)
    assert answer.status_code == 422, answer.text
    return answer.json()


async def test_holders_and_partners_see_a_shared_duty_once_with_their_role(tasks: Tasks) -> None:
    name = await shared(tasks)
    own = await found(tasks, name, ("officer", "YTE"))
    assert [(item["duty"], item["role"]) for item in own] == [("D1", "partner"), ("D3", "holder")]
    assert own[0]["holders"] == ["CATX"]
    assert (own[0]["timeliness"], own[0]["needs_urging"]) == (None, False)
    commune = await found(tasks, name, ("officer", "XP-1"))
    assert [(item["duty"], item["role"]) for item in commune] == [("D1", "partner"), ("D2", "holder")]
    duties = await tasks.get(f"campaigns/{name}/duties", unit="XP-1")
    assert [(one["duty"], one["role"]) for one in duties["items"]] == [("D1", "partner"), ("D2", "holder")]


async def test_everybodys_list_shows_holders_and_partners_on_request(tasks: Tasks) -> None:
    name = await shared(tasks)
    held = [("D1", "CATX"), ("D2", "XP-1"), ("D2", "XP-2"), ("D3", "TAND"), ("D3", "YTE")]
    assert places(await found(tasks, name)) == held
    assert places(await found(tasks, name, role="partner")) == [
        ("D1", "XP-1"), ("D1", "XP-2"), ("D1", "YTE"), ("D2", "CATX"),
    ]  # fmt: skip


async def test_a_partners_work_counts_for_its_own_part(tasks: Tasks) -> None:
    name = await shared(tasks)
    await tasks.intake.record(name, "YTE", "D1")
    await tasks.heard_all()
    first, _ = await found(tasks, name, unit="YTE")
    assert (first["activities"], first["progress"]) == (1, "in_progress")
    assert (await found(tasks, name, duty="D1", unit="CATX"))[0]["activities"] == 0


async def test_days_are_told_in_both_languages(tasks: Tasks) -> None:
    """June 2024 has passed; a request is not overdue, what is reported is done."""
    name = await shared(tasks)
    by_duty = {item["duty"]: item for item in await found(tasks, name)}
    assert by_duty["D1"]["days_left"]["vi"].startswith("quá hạn ")
    assert by_duty["D1"]["days_left"]["en"].startswith("overdue by ")
    assert by_duty["D3"]["days_left"]["vi"] == "đã qua thời gian đề nghị"
    await tasks.intake.file(name, "CATX", HASH)
    await tasks.heard_all()
    assert (await found(tasks, name, unit="CATX", role="holder"))[0]["days_left"]["vi"] == "hoàn thành quá hạn"


@pytest.mark.parametrize(
    ("query", "duties"),
    [
        ({"clause": "II.1"}, {"D1"}),
        ({"clause": "II.10.b"}, {"D2"}),
        ({"mode": "request"}, {"D3"}),
        ({"kind": "commune"}, {"D2"}),
        ({"timeliness": "overdue,not_answered"}, {"D1", "D2", "D3"}),
        ({"progress": "in_progress"}, set[str]()),
        ({"needs_urging": "true"}, {"D1", "D2"}),
        ({"needs_urging": "false"}, {"D3"}),
        ({"q": "ra soat"}, {"D2"}),
        ({"q": "XÉT lưu"}, {"D3"}),
        ({"q": "phuong mot"}, {"D2"}),
        ({"q": "khong co"}, set[str]()),
    ],
)
async def test_filters(tasks: Tasks, query: dict[str, str], duties: set[str]) -> None:
    name = await shared(tasks)
    assert {item["duty"] for item in await found(tasks, name, **query)} == duties


@pytest.mark.parametrize(
    ("query", "field", "allowed"),
    [
        ({"sort": "tuoi"}, "sort", "plan, unit, due, urging, last_activity"),
        ({"progress": "xong"}, "progress", "assigned, acknowledged"),
        ({"timeliness": "tre"}, "timeliness", "not_due, due_soon"),
        ({"kind": "sao-hoa"}, "kind", "commune"),
        ({"clause": "IX.9"}, "clause", "II.1, II.10, II.8"),
        ({"duty": "D9"}, "duty", "D1, D2, D3"),
        ({"role": "chu-tri"}, "role", "holder, partner"),
        ({"needs_urging": "co"}, "needs_urging", "true, false"),
        ({"tinh-trang": "x"}, "tinh-trang", "unit, duty, clause"),
    ],
)
async def test_what_is_not_known_is_refused_with_what_is(
    tasks: Tasks, query: dict[str, str], field: str, allowed: str
) -> None:
    name = await shared(tasks)
    for path in ("assignments", "board"):
        if not (path == "board" and "sort" in query):
            problem = await refused(tasks, f"campaigns/{name}/{path}", **query)
            assert problem["field"] == field
            assert allowed in problem["expected"]["vi"]
    assert (await refused(tasks, f"campaigns/{name}/assignments", unit="XP-9"))["code"] == "campaign_unit_unknown"


@pytest.mark.parametrize("sort", ["plan", "unit", "due", "urging", "last_activity"])
async def test_pages_in_any_order_hold_every_part_once(tasks: Tasks, sort: str) -> None:
    name = await tasks.publish()
    whole = places(await found(tasks, name, sort=sort))
    assert len(set(whole)) == len(whole) == 7
    paged: list[tuple[str, str]] = []
    cursor = None
    while True:
        page = await tasks.get(
            f"campaigns/{name}/assignments", sort=sort, limit=2, **({"cursor": cursor} if cursor else {})
        )
        paged += places(page["items"])
        cursor = page["next"]
        if cursor is None:
            break
        last = cursor
    assert paged == whole
    other = await refused(tasks, f"campaigns/{name}/assignments", sort="unit" if sort != "unit" else "due", cursor=last)
    assert other["code"] == "cursor_invalid"


async def test_the_most_urgent_come_first(tasks: Tasks) -> None:
    name = await tasks.publish()
    items = await found(tasks, name, sort="urging")
    assert items[0]["urging"][0]["code"] == "overdue"
    assert items[-1]["urging"] == []
    ranks = [min([list(URGING).index(u["code"]) for u in item["urging"]], default=9) for item in items]
    assert ranks == sorted(ranks)


async def test_units_are_ordered_by_the_vietnamese_alphabet(tasks: Tasks) -> None:
    name = await tasks.publish()
    units = [item["unit"] for item in await found(tasks, name, sort="unit")]
    assert list(dict.fromkeys(units)) == ["CATX", "TAND", "XP-1", "XP-2"]  # Công an, Tòa án, UBND phường, UBND xã


async def test_two_working_days_without_a_word_are_seen(tasks: Tasks) -> None:
    name = await tasks.publish()
    first = (await found(tasks, name, unit="XP-1"))[0]
    assert (first["unacknowledged"], first["assigned_at"] is not None) == (False, True)
    assert first["acknowledge_by"] > first["assigned_at"][:10]
    pool = tasks.running.services["tasks"].database.pool
    await pool.execute(
        "UPDATE assigned SET assigned_at = assigned_at - $2::interval WHERE campaign = $1", name, timedelta(days=14)
    )
    assert len(await found(tasks, name, unacknowledged="true")) == 7
    await tasks.post(f"campaigns/{name}/duties/D2/acknowledgements", {"unit": "XP-1"}, ("officer", "XP-1"))
    late = await found(tasks, name, unacknowledged="true")
    assert ("D2", "XP-1") not in places(late)
    assert "unacknowledged" in [reason["code"] for reason in late[0]["urging"]]
    board = await tasks.get(f"campaigns/{name}/board")
    assert board["counts"]["unacknowledged"] == 6


async def test_the_matrix_has_a_cell_for_every_part_and_null_elsewhere(tasks: Tasks) -> None:
    name = await tasks.publish()
    board = await tasks.get(f"campaigns/{name}/board")
    assert [column["duty"] for column in board["duties"]] == ["D1", "D2", "D3", "D4"]
    cells = {line["unit"]: [cell and cell["progress"] for cell in line["cells"]] for line in board["items"]}
    assert cells == {
        "CATX": ["assigned", None, None, "assigned"], "TAND": [None, None, "assigned", None],
        "XP-1": [None, "assigned", None, "assigned"], "XP-2": [None, "assigned", None, "assigned"],
    }  # fmt: skip
    assert board["counts"]["parts"] == 7
    assert board["counts"]["timeliness"]["overdue"] == 6
    assert board["labels"]["timeliness"]["overdue"] == {"vi": "Quá hạn", "en": "Overdue"}
    communes = await tasks.get(f"campaigns/{name}/board", kind="commune", duty="D2")
    assert [line["unit"] for line in communes["items"]] == ["XP-1", "XP-2"]
    own = await tasks.get(f"campaigns/{name}/board", ("officer", "XP-1"))
    assert [line["unit"] for line in own["items"]] == ["XP-1"]


async def test_a_delegated_duty_lies_with_the_account_and_the_head(tasks: Tasks) -> None:
    name = await tasks.publish()
    path, head = f"campaigns/{name}/duties/D2/delegations", ("unit_head", "XP-1")
    body = {"unit": "XP-1", "account": "canbo.vhxh", "reason": "Phụ trách tuyên truyền."}
    answer = await tasks.post(path, body, head)
    assert (answer.status_code, answer.json()["stream"]) == (201, f"assignment/{name}/D2/XP-1")
    assert (await tasks.post(path, body, head)).json()["code"] == "already_delegated"
    assert (await tasks.post(path, body, ("officer", "XP-1"))).status_code == 403
    assert (await tasks.post(path, {**body, "account": "0912345678"}, head)).json()["code"] == "personal_data"
    (part,) = await found(tasks, name, ("officer", "XP-1"), delegated_to="canbo.vhxh")
    assert part["delegated_to"]["accountable"] == ["unit_head", "canbo.vhxh"]
    assert part["delegated_to"]["by"] == {"role": "unit_head", "unit": "XP-1", "account": "test"}
    (row,) = (await tasks.get(path))["items"]
    assert (row["unit"], row["account"], row["reason"]) == ("XP-1", "canbo.vhxh", "Phụ trách tuyên truyền.")
    acknowledged = await tasks.post(
        f"campaigns/{name}/duties/D2/acknowledgements", {"unit": "XP-1"}, ("officer", "XP-1")
    )
    assert acknowledged.status_code == 201
    assert (await tasks.post(f"{path}/revoke", {"unit": "XP-1"}, head)).status_code == 201
    assert (await tasks.post(f"{path}/revoke", {"unit": "XP-1"}, head)).json()["code"] == "not_delegated"
    assert (await tasks.get(path))["items"] == []


async def test_the_history_tells_who_did_what_when_and_why(tasks: Tasks) -> None:
    name = await tasks.publish()
    officer, head = ("officer", "XP-1"), ("unit_head", "XP-1")
    one = f"campaigns/{name}/duties/D2"
    await tasks.post(f"{one}/acknowledgements", {"unit": "XP-1"}, officer)
    await tasks.post(f"{one}/delegations", {"unit": "XP-1", "account": "canbo", "reason": "Phụ trách."}, head)
    for _ in range(2):
        await tasks.intake.record(name, "XP-1", "D2")
    raised = await tasks.post(
        f"campaigns/{name}/obstacles", {"unit": "XP-1", "duty": "D2", "text": "Thiếu tờ rơi."}, officer
    )
    obstacle = raised.json()["obstacle"]
    await tasks.post(f"campaigns/{name}/obstacles/{obstacle}/close", {"outcome": "Đã cấp tờ rơi."})
    version = await tasks.intake.file(name, "XP-1", HASH)
    await tasks.heard_all()
    reasons = [{"item": "Khó khăn", "text": "Chưa nêu nguyên nhân."}]
    body = {"unit": "XP-1", "report_version": version, "content_hash": HASH, "verdict": "returned", "reasons": reasons}
    assert (await tasks.post(f"campaigns/{name}/reviews", body)).status_code == 201
    await tasks.intake.withdraw(name, "XP-1")
    await tasks.heard_all()

    entries = (await tasks.get(f"campaigns/{name}/assignments/D2/XP-1/history", officer))["items"]
    assert [entry["at"] for entry in entries] == sorted((entry["at"] for entry in entries), reverse=True)
    told = {entry["type"]: entry for entry in entries}
    assert {entry["type"] for entry in entries} >= {
        "duty.assigned", "assignment.acknowledged", "duty.delegated", "activity.recorded", "obstacle.raised",
        "obstacle.closed", "unit_report.filed", "review.returned", "unit_report.withdrawn",
    }  # fmt: skip
    assert len([entry for entry in entries if entry["type"] == "activity.recorded"]) == 1
    assert told["review.returned"]["reason"] == "Khó khăn: Chưa nêu nguyên nhân."
    assert told["obstacle.closed"]["reason"] == "Đã cấp tờ rơi."
    assert told["unit_report.withdrawn"]["reason"] == "Sửa số liệu."
    assert told["duty.delegated"]["author"] == {"role": "unit_head", "unit": "XP-1", "account": "test"}
    assert told["unit_report.filed"]["event"]["source"] == "intake"


async def test_one_part_is_shown_to_its_unit_and_unknown_where_it_has_none(tasks: Tasks) -> None:
    name = await shared(tasks)
    part = await tasks.get(f"campaigns/{name}/assignments/D1/YTE", ("officer", "YTE"))
    assert (part["role"], part["text"]) == ("partner", campaign()["duties"][0]["text"])
    client = await tasks.client("officer", "XP-1")
    assert (await client.get(f"/tasks/campaigns/{name}/assignments/D1/YTE")).status_code == 403
    none = await (await tasks.client("leader", "UBTX")).get(f"/tasks/campaigns/{name}/assignments/D2/TAND")
    assert (none.status_code, none.json()["code"]) == (404, "assignment_unknown")
