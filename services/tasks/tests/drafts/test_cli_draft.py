"""A new coordinator at the command line: from a file to a published campaign, and on to its amendment."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from tasks_running import Tasks

from chungtay_tasks import sample
from chungtay_tasks.cli_draft import draft
from chungtay_tasks.cli_plan import plan

Run = Callable[[str], Any]
BARE = """ỦY BAN NHÂN DÂN
THỊ XÃ VIỆT YÊN

KẾ HOẠCH

Phòng, chống ma túy

1. Công an

- Tuyên truyền tại khu phố; rà soát địa bàn.

- Mở đợt cao điểm.
"""


@pytest.fixture
def run(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHUNGTAY_URL", tasks.running.url)
    monkeypatch.setenv("CHUNGTAY_SECRETS", str(tasks.running.secrets))

    async def run(line: str) -> Result:
        verb, *arguments = shlex.split(line)
        group = {"plan": plan, "draft": draft}[verb]
        return await asyncio.to_thread(CliRunner().invoke, group, arguments)

    return run


@pytest.fixture
async def name(tasks: Tasks) -> str:
    assert (await tasks.post("units", {"units": sample.units()})).status_code == 201
    return f"dot-{uuid4().hex[:8]}"


async def test_from_a_file_to_a_published_campaign_in_two_commands(run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text(), "utf-8")
    made = await run(f"plan draft {file} --id {name}")
    assert made.exit_code == 0, made.output
    assert "48 nhiệm vụ" in made.output
    published = await run(f"draft publish {name}")
    assert published.exit_code == 0, published.output
    assert "26 đơn vị phải báo cáo, ngày cuối 2024-06-30" in published.output


async def test_what_is_missing_comes_with_the_command_that_mends_it(run: Run, name: str, tmp_path: Path) -> None:
    """Copying the commands, with what they leave to fill in, is enough."""
    file = tmp_path / "ke-hoach.txt"
    file.write_text(BARE, "utf-8")
    assert (await run(f"plan draft {file} --id {name} --coordinator CATX")).exit_code == 0
    wanted = await run(f"draft missing {name}")
    assert wanted.exit_code == 1
    commands = [line.strip()[2:] for line in wanted.output.splitlines() if line.strip().startswith("$ ")]
    assert any(command.startswith(f"chungtay draft set {name} report_due") for command in commands)
    for command in commands:
        filled = re.sub("[‹›]", "", command.removeprefix("chungtay ").replace("‹MÃ›", "CATX"))
        if filled.startswith(("draft set", "draft name")):
            assert (await run(filled)).exit_code == 0, filled
    left = await run(f"draft missing {name}")
    assert left.exit_code == 0, left.output
    assert (await run(f"draft publish {name}")).exit_code == 0


async def test_names_that_the_directory_learns_later_are_looked_up_again(
    tasks: Tasks, run: Run, name: str, tmp_path: Path
) -> None:
    body = f"Tổ công tác {uuid4().hex[:6]} phường"
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text().replace("2. Ban Chỉ huy Quân sự thị xã", f"2. {body}"), "utf-8")
    await run(f"plan draft {file} --id {name}")
    assert f"“{body}” là đơn vị nào" in (await run(f"draft missing {name}")).output
    assert (await run(f"draft resolve {name}")).exit_code == 3
    code = f"TCT-{uuid4().hex[:6]}"
    unit = {"code": code, "name_vi": body, "kind": "department", "parent": "UBTX"}
    assert (await tasks.post("units", {"units": [unit]})).status_code == 201
    assert f"chungtay draft resolve {name}" in (await run(f"draft missing {name}")).output
    assert (await run(f"draft resolve {name}")).exit_code == 0
    assert (await run(f"draft missing {name}")).exit_code == 0


async def test_groups_are_filled_by_what_the_directory_learned_later(
    tasks: Tasks, run: Run, name: str, tmp_path: Path
) -> None:
    of = f"Chi hội {uuid4().hex[:6]}"
    file = tmp_path / "ke-hoach.txt"
    said = sample.plan_text().replace("2. Ban Chỉ huy Quân sự thị xã", f"2. {of} các xã, phường")
    file.write_text(said, "utf-8")
    await run(f"plan draft {file} --id {name}")
    wanted = (await run(f"draft missing {name}")).output
    (command,) = [line for line in wanted.splitlines() if f"$ chungtay draft group {name} G-CH" in line]
    assert command.endswith(" ‹MÃ›")
    code = f"CH-{uuid4().hex[:6]}"
    unit = {"code": code, "name_vi": f"{of} phường Nếnh", "kind": "department", "parent": "XP-07795"}
    assert (await tasks.post("units", {"units": [unit]})).status_code == 201
    assert (await run(f"draft resolve {name}")).exit_code == 0
    told = json.loads((await run(f"draft show {name} --json")).output)
    assert code in told["proposed"]["units"]


async def test_unassigned_text_is_taken_up_by_its_place(tasks: Tasks, run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text(), "utf-8")
    await run(f"plan draft {file} --id {name}")
    await run(f"draft drop {name} D02")
    commands = [line.strip() for line in (await run(f"draft missing {name}")).output.splitlines()]
    (add,) = [c for c in commands if c.startswith(f"$ chungtay draft add {name}")]
    done = await run(add.removeprefix("$ chungtay ").replace("‹MÃ›", "CATX"))
    assert "D49" in done.output


async def test_edits_say_what_came_of_them(run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text(), "utf-8")
    await run(f"plan draft {file} --id {name}")
    split = await run(f"draft split {name} D01 --before 'huy động các đội' --reason 'Hai việc'")
    assert "D49" in split.output
    for line in (
        f"draft merge {name} D02 D03",
        f"draft assign {name} D13 --to LDTBXH --with G-UXP",
        f"draft lead {name} D15 YTE",
        f"draft group {name} G-PBNDTTX CATX YTE",
        f"draft edit {name} D19 indicators PR05,PR11",
        f"draft edit {name} D19 due 'chậm nhất ngày 20/6/2024'",
        f"draft set {name} period_start 02/6/2024",
        f"draft drop {name} D20",
        f"draft add {name} 'xây dựng chuyên trang, chuyên mục' --clause II.5 --to VHTT",
        f"draft undo {name} 2",
    ):
        done = await run(line)
        assert done.exit_code == 0, (line, done.output)
    history = await run(f"draft history {name}")
    assert "lý do: Hai việc" in history.output
    assert "tách D01 thành D01, D49" in history.output
    rules = (await run(f"draft show {name}")).output
    assert all(field in rules for field in ("[unit_report.recurring]", "[acceptance]", "[unit_report.terms]"))
    shown = await run(f"draft show {name} --duty D19")
    assert "Chỉ tiêu: PR05, PR11   [indicators]" in shown.output
    assert "D01 CATX:" in (await run(f"draft show {name} --text")).output
    told = json.loads((await run(f"draft show {name} --json")).output)
    assert told["settings"]["period_start"] == "2024-06-02"


async def test_an_amended_file_is_a_diff_before_it_is_an_amendment(run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text(), "utf-8")
    await run(f"plan draft {file} --id {name}")
    await run(f"draft publish {name}")
    file.write_text(sample.plan_text().replace("Nhân rộng mô hình điểm", "Xây dựng, nhân rộng mô hình điểm"), "utf-8")
    assert (await run(f"plan draft {file} --id {name}")).exit_code == 0
    diff = await run(f"draft diff {name}")
    assert "~ D42" in diff.output
    assert "= 47 nhiệm vụ giữ nguyên" in diff.output
    assert (await run(f"draft publish {name}")).exit_code == 3
    done = await run(f"draft publish {name} --reason 'Kế hoạch sửa đổi'")
    assert "0 thêm, 1 sửa, 0 bỏ" in done.output


async def test_a_clone_tells_how_each_date_moved(run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(sample.plan_text(), "utf-8")
    await run(f"plan draft {file} --id {name}")
    await run(f"draft publish {name}")
    made = await run(f"draft clone {name} --id {name}-2025 --start 01/6/2025")
    assert made.exit_code == 0, made.output
    assert "01/06/2024 → 01/06/2025: giữ ngày 1 của tháng, +12 tháng." in made.output


async def test_a_draft_that_is_not_there_is_refused_with_what_to_do(run: Run) -> None:
    refused = await run("draft show khong-co")
    assert refused.exit_code == 3
    assert "chungtay plan draft" in refused.output
