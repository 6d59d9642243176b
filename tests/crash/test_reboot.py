"""The machine goes down in the middle of the month: launcher, services, PostgreSQL and Kafka at one stroke."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from chungtay_kernel.tokens import issue
from chungtay_local.account import end_with_parent
from chungtay_local.ports import free_ports
from tests.crash.installation import CHUNGTAY, ROOT
from tests.crash.waiting import until

GOLDEN = ROOT / "tests" / "e2e" / "june.golden.json"


class Machine:
    """`chungtay local run` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, (self.port,) = folder, free_ports(1)
        self.data = folder / "data"

    def run(self, *options: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "CHUNGTAY_DATA": str(self.data), "CHUNGTAY_PORT": str(self.port)}
        parent = os.getpid()
        with (self.folder / "run.log").open("ab") as log:
            return subprocess.Popen(
                [CHUNGTAY, "local", "run", *options], cwd=self.folder, env=environment, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=lambda: end_with_parent(parent, signal.SIGKILL),
            )  # fmt: skip

    def said(self) -> str:
        return (self.folder / "run.log").read_text("utf-8")

    async def recorded(self) -> int:
        """How many events intake's log has; 0 while nobody answers."""
        secrets = self.data / "secrets"
        if not (secrets / "service.token").exists():
            return 0
        token = issue(secrets, account="test", unit="-", roles=["ops"], days=1)
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
                answer = await client.get(f"http://127.0.0.1:{self.port}/intake/standing")
        except httpx.TransportError:
            return 0
        return answer.json()["head"]["position"] if answer.is_success else 0


def cut_the_power(launcher: subprocess.Popen[bytes]) -> None:
    """Everything stops before anything can react to the end of anything else."""
    process = psutil.Process(launcher.pid)
    everything = [process, *process.children(recursive=True)]
    for one in everything:
        one.suspend()
    for one in everything:
        one.kill()
    launcher.wait(30)
    psutil.wait_procs(everything[1:], timeout=30)


@pytest.mark.slow
async def test_a_machine_that_went_down_in_june_comes_to_the_golden_report(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    launcher = machine.run()

    async def half_way() -> bool:
        assert launcher.poll() is None, machine.said()
        return await machine.recorded() >= 300

    await until(half_way, within=180)
    cut_the_power(launcher)
    last = machine.run("--once")
    assert await asyncio.to_thread(last.wait, 300) == 0, machine.said()
    assert told(tmp_path / "out" / "report.json") == json.loads(GOLDEN.read_text("utf-8"))


def told(report: Path) -> dict[str, Any]:
    content = json.loads(report.read_text("utf-8"))
    figures = {f["id"]: [f["state"], f["value"], f["accepted"], f["provisional"]] for f in content["figures"]}
    return {"report_hash": content["report_hash"], "figures_hash": content["figures_hash"], "figures": figures}
