"""`chungtay intake`: from a file to the log, once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from intake_clients import UNIT, Unit
from intake_samples import activity

from chungtay_intake.cli import cli
from chungtay_kernel.cli import Exit


async def run(unit: Unit, *arguments: str) -> Result:
    running = unit.intake.running
    where = ["--campaign", unit.campaign, "--url", running.url, "--token", running.token("officer", UNIT)]
    return await asyncio.to_thread(CliRunner().invoke, cli, [*arguments, *where])


def written(folder: Path, content: Any) -> str:
    path = folder / "hoat-dong.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return str(path)


async def test_the_same_file_twice_adds_nothing(unit: Unit, tmp_path: Path) -> None:
    file = written(tmp_path, [activity(duty=None, title=title) for title in ("Buổi 1", "Buổi 2", "Buổi 2")])
    first, again = await run(unit, "record", file, "--json"), await run(unit, "record", file, "--json")
    assert (first.exit_code, again.exit_code) == (Exit.WELL, Exit.WELL)
    assert [r["stream"] for r in json.loads(first.output)] == [r["stream"] for r in json.loads(again.output)]
    listed = await run(unit, "list", "--json")
    assert sorted(a["title"] for a in json.loads(listed.output)) == ["Buổi 1", "Buổi 2", "Buổi 2"]


async def test_what_is_refused_is_named_and_the_rest_recorded(unit: Unit, tmp_path: Path) -> None:
    file = written(tmp_path, [activity(duty=None), activity(duty="D99")])
    result = await run(unit, "record", file)
    assert result.exit_code == Exit.REFUSED
    assert "1: ✓ activity/" in result.output
    assert "2: ✗ duty: Đợt này không có nhiệm vụ D99." in result.output


async def test_a_list_reads_like_a_diary(unit: Unit) -> None:
    await unit.void(await unit.record(title="Mít tinh"))
    assert "2024-06-12 XP-07777 Mít tinh (đã hủy)" in (await run(unit, "list")).output
