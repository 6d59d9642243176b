"""`chungtay deadline …` beside the running service, on the sample campaign and its plan."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from tasks_running import Tasks

from chungtay_tasks import cli_deadline, sample

Run = Callable[..., Any]
COORDINATOR = ("coordinator", "CATX")


@pytest.fixture
def run(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", tasks.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tasks.running.secrets))

    async def run(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, cli_deadline.deadline, arguments)

    return run


@pytest.fixture
async def june(tasks: Tasks) -> str:
    """The sample campaign, from its own plan."""
    name = f"mau-{uuid4().hex[:8]}"
    assert (await tasks.post("units", {"units": sample.units()}, COORDINATOR)).status_code == 201
    assert (await tasks.post("plans", {"id": name, "text": sample.plan_text()}, COORDINATOR)).status_code == 201
    whole = {**sample.campaign(), "id": name, "plan": name}
    assert (await tasks.post("campaigns", whole, COORDINATOR)).status_code == 201
    return name


async def test_the_samples_deadline_is_explained_as_the_plan_says_it(run: Run, june: str) -> None:
    shown = await run("explain", june, "--unit", "XP-07777")
    assert shown.exit_code == 0, shown.output
    for line in (
        "Báo cáo của đơn vị",
        "  Quy tắc: trước ngày 01/07/2024: chính ngày ấy đã là muộn",
        "  Hạn: 00:00 thứ Hai 01/07/2024 (+07:00) = 17:00 30/06/2024 UTC; ngày cuối còn đúng hạn Chủ nhật 30/06/2024",
        "  Ân hạn: không",
        "  Khóa: không",
        "07:30 thứ Sáu 28/06/2024 (+07:00) nhắc, đã qua: ngày cuối 30/06/2024 lùi về ngày làm việc gần nhất trước đó",
        "00:00 thứ Hai 01/07/2024 (+07:00) báo quá hạn",
    ):
        assert line in shown.output
    assert "“trước ngày 01/7/2024” [" in shown.output
    assert "“từ 01/6 đến hết 30/6/2024”, theo “30/6/2024” [" in shown.output  # worded by a person: found by its date
    assert len(shown.output.splitlines()) < 60  # duties under one rule are told together


async def test_an_extension_is_given_and_told(run: Run, june: str) -> None:
    given = await run("extend", june, "--unit", "XP-07759", "--until", "2029-06-28", "--reason", "Mưa lũ.")
    assert given.exit_code == 0, given.output
    assert "ngày cuối thứ Năm 28/06/2029" in given.output
    shown = await run("explain", june)
    assert "Gia hạn: XP-07759 đến 00:00 thứ Sáu 29/06/2029" in shown.output
    assert "leader:UBTX" in shown.output
    assert "lý do: Mưa lũ." in shown.output
    assert "⚠ Chưa có lịch nghỉ lễ năm 2028" in shown.output


async def test_programs_get_the_same_as_json(run: Run, june: str) -> None:
    found = json.loads((await run("explain", june, "--json")).output)
    assert [one["what"] for one in found["deadlines"]].count("duty") == 48
    assert found["deadlines"][0]["reminders"][0]["at"] == "2024-06-28T00:30:00+00:00"


async def test_a_wrong_day_is_refused(run: Run, june: str) -> None:
    refused = await run("extend", june, "--unit", "XP-07759", "--until", "30/06/2024", "--reason", "Mưa lũ.")
    assert refused.exit_code == 3
    assert "Hạn mới phải sau hạn đang có (30/06/2024)." in refused.output
    assert "Ở: --until" in refused.output


async def test_what_is_no_day_is_wrong_use(run: Run, june: str) -> None:
    refused = await run("extend", june, "--unit", "XP-07759", "--until", "30/06", "--reason", "Mưa lũ.")
    assert refused.exit_code == 2
    assert "dd/mm/yyyy" in refused.output


async def test_a_reminder_that_never_went_out_is_not_ticked(run: Run, june: str) -> None:
    """The campaign is published long after its reminders: only what was told for it is ticked."""
    shown = (await run("explain", june, "--unit", "XP-07777")).output
    assert "· 07:30 thứ Sáu 28/06/2024 (+07:00) nhắc, đã qua: ngày cuối" in shown
