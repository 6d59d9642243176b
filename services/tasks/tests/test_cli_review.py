"""`chungtay report-review …` beside the running service: each verdict in the name of who gives it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tasks_running import Tasks
from tasks_samples import HASH

from chungtay_tasks.cli_review import report_review

Run = Callable[..., Any]


@pytest.fixture
def run(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", tasks.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tasks.running.secrets))

    async def run(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, report_review, arguments)

    return run


async def filed(tasks: Tasks, *units: str, **other: Any) -> str:
    sent_to = other.pop("sent_to", None)
    campaign = await tasks.publish(**other)
    for unit in units:
        await tasks.intake.file(campaign, unit, HASH, sent_to=sent_to)
    await tasks.heard_all()
    return campaign


async def test_what_waits_for_its_review_is_a_finding(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "XP-1")
    listed = await run("list", campaign)
    assert listed.exit_code == 1
    assert "XP-1       Nộp muộn · đang ở CATX" in listed.output
    assert (await run("accept", campaign, "--unit", "XP-1")).output == "Đã duyệt báo cáo của XP-1, kỳ final, bản 1.\n"
    assert (await run("list", campaign)).exit_code == 0


async def test_a_return_has_reasons_by_item(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "XP-1")
    reasons = ("--reason", "Khó khăn: Chưa nêu nguyên nhân.", "--reason", "Thiếu số liệu.")
    assert (await run("return", campaign, "--unit", "XP-1", *reasons)).exit_code == 0
    history = (await run("history", campaign)).output
    assert "Trả lại (coordinator CATX): Khó khăn: Chưa nêu nguyên nhân.; Thiếu số liệu." in history
    assert "Nộp báo cáo, bản 1" in history
    assert "+00:00" not in history


async def test_the_coordinators_own_report_is_accepted_in_the_issuers_name(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "CATX")
    assert (await run("accept", campaign, "--unit", "CATX")).exit_code == 0
    (said,) = json.loads((await run("history", campaign, "--json")).output)
    assert said["by"] == {"role": "leader", "unit": "UBTX"}


async def test_two_steps_are_taken_one_after_the_other(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "XP-1", acceptance="two_step")
    assert (await run("accept", campaign, "--unit", "XP-1")).exit_code == 3
    assert (await run("check", campaign, "--unit", "XP-1", "--note", "Khớp.")).exit_code == 0
    assert (await run("accept", campaign, "--unit", "XP-1")).exit_code == 0
    assert "Đã kiểm tra (coordinator CATX): Khớp." in (await run("history", campaign)).output


async def test_a_report_at_the_wrong_desk_is_passed_on(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "XP-1", sent_to="UBTX")
    moved = await run("reroute", campaign, "--unit", "XP-1", "--reason", "Gửi qua Công an thị xã.")
    assert moved.output == "Đã chuyển báo cáo của XP-1 từ UBTX về CATX.\n"


async def test_another_version_than_the_one_read_is_not_reviewed(tasks: Tasks, run: Run) -> None:
    campaign = await filed(tasks, "XP-1")
    refused = await run("accept", campaign, "--unit", "XP-1", "--version", "2")
    assert (refused.exit_code, "bản 1" in refused.output) == (3, True)
    assert (await run("accept", campaign, "--unit", "XP-2")).exit_code == 3
