"""`chungtay duty …` and `chungtay obstacle …` beside the running service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tasks_running import Tasks
from tasks_samples import duty as a_duty

from chungtay_tasks.cli_duty import duty
from chungtay_tasks.cli_obstacle import obstacle

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
def run(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", tasks.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tasks.running.secrets))
    groups: dict[str, click.Group] = {"duty": duty, "obstacle": obstacle}

    async def run(verb: str, *arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, groups[verb], arguments)

    return run


async def told(run: Run, *arguments: str) -> Any:
    result = await run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


async def test_a_duty_from_acknowledged_to_delegated_and_its_history(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    assert (await run("duty", "ack", campaign, "D2", "--unit", "XP-1")).output == "XP-1 đã nhận D2.\n"
    again = await run("duty", "ack", campaign, "D2", "--unit", "XP-1")
    assert again.exit_code == 3
    assert "XP-1 acknowledged D2 before." in again.output
    named = await run(
        "duty", "delegate", campaign, "D2", "--unit", "XP-1", "--account", "canbo", "--reason", "Phụ trách."
    )
    assert named.output == "Đã giao D2 cho canbo; thủ trưởng đơn vị cùng chịu trách nhiệm.\n"
    shown = await run("duty", "show", campaign, "D2", "--unit", "XP-1", "--history")
    assert "D2 (II.1.a): Rà soát" in shown.output
    assert "giao canbo" in shown.output
    assert "Giao trong đơn vị (unit_head, XP-1, cli) — Phụ trách." in shown.output
    history = await told(run, "duty", "history", campaign, "D2", "--unit", "XP-1")
    own = [entry["type"] for entry in history if not entry["type"].startswith("report.")]  # June 2024 has passed
    assert own == ["duty.delegated", "assignment.acknowledged", "duty.assigned"]
    assert (await run("duty", "delegate", campaign, "D2", "--unit", "XP-1", "--revoke")).exit_code == 0
    assert (await told(run, "duty", "show", campaign, "D2"))["parts"][0]["delegated_to"] is None


async def test_usage_is_told_apart(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    assert (await run("duty", "delegate", campaign, "D2", "--unit", "XP-1")).exit_code == 2
    assert (await run("duty", "show", campaign, "D2", "--history")).exit_code == 2
    wrong = await run("duty", "list", campaign, "--progress", "xong")
    assert wrong.exit_code == 3
    assert "progress" in wrong.output


async def test_lists_and_the_matrix(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish(duties=[a_duty("D1", partners=["YTE"]), a_duty("D2", holders=["G-XP"])])
    listed = await told(run, "duty", "list", campaign, "--kind", "commune", "--sort", "urging")
    assert {item["unit"] for item in listed} == {"XP-1", "XP-2"}
    partner = await run("duty", "list", campaign, "--unit", "YTE")
    assert partner.output.split()[:2] == ["D1", "YTE"]
    assert "phối hợp" in partner.output
    board = await run("duty", "board", campaign)
    assert "CATX" in board.output
    assert "3 phần việc; cần đôn đốc 3" in board.output
    assert (await told(run, "duty", "board", campaign, "--needs-urging"))["counts"]["parts"] == 3


async def test_an_obstacle_from_raised_to_closed_and_reopened(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    raised = await told(run, "obstacle", "raise", campaign, "D2", "--unit", "XP-1", "--text", "Chưa có tờ rơi.")
    one = raised["obstacle"]
    assert (await run("obstacle", "answer", campaign, one, "--text", "Nhận tại CATX.")).output == "Đã trả lời.\n"
    shown = await run("obstacle", "list", campaign, "--state", "open,answered")
    assert f"{one}  D2     XP-1       Đã trả lời, chưa tháo gỡ xong: Chưa có tờ rơi." in shown.output
    assert (await run("obstacle", "close", campaign, one, "--outcome", "Đã nhận.")).exit_code == 0
    closed = await run("obstacle", "close", campaign, one, "--outcome", "Đã nhận.")
    assert closed.exit_code == 3
    assert (await told(run, "obstacle", "list", campaign))[0]["state"] == "closed"
    assert (await run("obstacle", "reopen", campaign, one, "--unit", "XP-1", "--reason", "Không đủ.")).exit_code == 0
    assert (await told(run, "obstacle", "list", campaign, "--q", "to roi"))[0]["state"] == "open"
    assert (await run("obstacle", "list", "khong-co")).exit_code == 3
