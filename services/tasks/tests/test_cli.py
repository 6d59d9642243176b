"""`chungtay tasks …` beside the running service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tasks_running import Tasks
from tasks_samples import HASH

from chungtay_tasks import cli

Run = Callable[..., Any]


@pytest.fixture
def run(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", tasks.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tasks.running.secrets))

    async def run(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, cli.tasks, arguments)

    return run


async def test_duties_for_people_and_for_programs(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    shown = await run("duties", campaign, "--unit", "XP-1")
    assert shown.exit_code == 0
    assert [line.split()[0] for line in shown.output.splitlines()] == ["D2", "D4"]
    listed = json.loads((await run("duties", campaign, "--json")).output)
    assert [duty["duty"] for duty in listed] == ["D1", "D2", "D3", "D4"]


async def test_assignments_by_state(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    found = json.loads((await run("assignments", campaign, "--unit", "XP-1", "--state", "assigned", "--json")).output)
    assert [item["duty"] for item in found] == ["D2", "D4"]
    assert "Đã giao · Quá hạn" in (await run("assignments", campaign)).output


async def test_missing_reports_are_findings(tasks: Tasks, run: Run) -> None:
    campaign = await tasks.publish()
    shown = await run("reports", campaign)
    assert shown.exit_code == 1
    assert "Đã nộp 0/3" in shown.output
    for unit in ("CATX", "XP-1", "XP-2"):
        await tasks.intake.file(campaign, unit, HASH)
    await tasks.heard_all()
    assert (await run("reports", campaign)).exit_code == 0


async def test_an_unknown_campaign_is_refused_in_both_languages(run: Run) -> None:
    refused = await run("reports", "khong-co")
    assert refused.exit_code == 3
    assert "Không có đợt" in refused.output
    assert "There is no campaign" in refused.output


async def test_what_does_not_answer_is_told_apart(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGTAY_SECRETS", "/khong-co")
    assert (await run("duties", "x")).exit_code == 4
