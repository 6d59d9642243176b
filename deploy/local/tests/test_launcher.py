"""`chungtay local run` as a person meets it: started twice, killed, started again, and the report is there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from chungtay_local import kafka, postgres
from chungtay_local.ports import free_ports
from chungtay_local.processes import leftovers

pytestmark = [pytest.mark.serial, pytest.mark.slow]

CHUNGTAY = Path(sys.executable).with_name("chungtay")


class Launcher:
    """Starts launchers on one data folder, in a working folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        own = {"CHUNGTAY_DATA": str(self.data), "CHUNGTAY_PORT": str(free_ports(1)[0])}
        outside = {name: value for name, value in os.environ.items() if not name.startswith("CHUNGTAY_")}
        self.environment = {**outside, **own, "PYTHONUNBUFFERED": "1"}
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [CHUNGTAY, "local", "run", *words],
            cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def servers(self) -> list[psutil.Process]:
        return leftovers(postgres.mark(self.data / "postgres")) + leftovers(kafka.mark(self.data / "kafka"))

    def clear(self) -> None:
        for process in self.started:
            process.kill()
            process.communicate()
        postgres.stop_leftovers(self.data / "postgres")
        kafka.stop_leftovers(self.data / "kafka")


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator[Launcher]:
    launcher = Launcher(tmp_path)
    yield launcher
    launcher.clear()


def _read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    seen: list[str] = []
    for line in process.stdout:
        seen.append(line)
        if words in line:
            return
    pytest.fail(f"{words!r} was never printed:\n{''.join(seen)}")


def test_killed_and_started_again_it_goes_on_to_the_report_and_leaves_nothing_running(launcher: Launcher) -> None:
    first = launcher.start()
    _read_until(first, "Bốn dịch vụ sẵn sàng")

    second = launcher.start()
    told, _ = second.communicate(timeout=60)
    assert second.returncode == 4, told
    assert f"tiến trình {first.pid}" in told

    first.kill()
    third = launcher.start("--once")
    said, _ = third.communicate(timeout=600)
    assert third.returncode == 0, said
    assert launcher.servers() == []
    for name in ("report.json", "report.html", "report.docx"):
        assert (launcher.folder / "out" / name).stat().st_size > 0
    assert json.loads((launcher.folder / "out" / "report.json").read_text("utf-8"))["figures"]


def test_ctrl_c_ends_it_in_order_and_leaves_nothing_running(launcher: Launcher) -> None:
    process = launcher.start()
    _read_until(process, "Bốn dịch vụ sẵn sàng")
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert "dữ liệu còn nguyên" in said
    assert launcher.servers() == []
    assert "database system is shut down" in (launcher.data / "postgres" / "postgres.log").read_text("utf-8")
