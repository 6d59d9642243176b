"""`chungtay unit-report …` beside the running service: from the draft to what changed since a return."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from intake_clients import UNIT, Unit

from chungtay_intake.cli_report import unit_report

Run = Callable[..., Any]
WEEK = "2024-W23"


@pytest.fixture
def run(weekly: Unit, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", weekly.intake.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(weekly.intake.running.secrets))

    async def run(verb: str, *arguments: str) -> Result:
        asked = [verb, weekly.campaign, "--unit", UNIT, "--period", WEEK, *arguments]
        return await asyncio.to_thread(CliRunner().invoke, unit_report, asked)

    return run


async def test_a_draft_says_what_would_be_filed_and_what_is_still_empty(weekly: Unit, run: Run) -> None:
    await weekly.record(occurred_on="2024-06-03", figures=[{"indicator": "PR02", "value": 86}])
    shown = (await run("draft")).output
    assert "1 hoạt động" in shown
    assert "PR02             86 lượt người" in shown
    assert "Nhiệm vụ chưa có hoạt động: D41" in shown


async def test_a_report_is_filed_returned_and_filed_again_with_its_difference(weekly: Unit, run: Run) -> None:
    filed = json.loads(
        (await run("file", "--narrative", "Đã làm.", "--difficulty", "Thiếu kinh phí.", "--json")).output
    )
    assert filed["period"] == WEEK
    await weekly.review("returned", filed)
    assert "Lý do trả lại: Khó khăn: Chưa nêu nguyên nhân." in (await run("show")).output
    again = await run("file", "--narrative", "Đã làm, bổ sung.", "--zero", "EN12")
    assert again.output.startswith(f"Đã nộp kỳ {WEEK}, bản 2")
    shown = (await run("show", "--diff")).output
    assert "narrative: Đã làm. → Đã làm, bổ sung." in shown
    assert "zeros + EN12" in shown
    assert "difficulties - Thiếu kinh phí." in shown


async def test_a_negative_report_and_its_withdrawal(weekly: Unit, run: Run) -> None:
    assert (await run("file", "--nothing-arose")).exit_code == 0
    shown = (await run("show")).output
    assert "Không phát sinh." in shown
    assert "PR02   0 (không phát sinh)" in shown
    assert "Đã rút" in (await run("withdraw", "--reason", "Bổ sung.")).output


async def test_what_is_refused_says_why_and_how_to_go_on(run: Run) -> None:
    refused = await run("file")
    assert refused.exit_code == 3
    assert "nothing_arose" in refused.output


async def test_the_list_names_the_period(weekly: Unit, run: Run) -> None:
    await run("file", "--nothing-arose")
    listed = await asyncio.to_thread(CliRunner().invoke, unit_report, ["list", weekly.campaign])
    assert listed.output.split()[:3] == [UNIT, WEEK, "Đã"]
