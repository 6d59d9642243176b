"""The sample June, played ten times on ten new installations, comes to one report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chungtay_local.fresh_databases import Databases
from tests.e2e.conftest import played

GOLDEN = Path(__file__).with_name("june.golden.json")


@pytest.mark.slow
async def test_ten_replays_give_one_report_hash(databases: Databases, kafka_bootstrap: str, tmp_path: Path) -> None:
    hashes: list[str] = []
    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with played(databases, kafka_bootstrap, folder) as june:
            hashes.append((await june.report()).json()["report_hash"])
    assert set(hashes) == {json.loads(GOLDEN.read_text("utf-8"))["report_hash"]}
