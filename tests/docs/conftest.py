"""The one-machine system as a reader has it after `make run`, in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chungtay_local import kafka, postgres
from chungtay_local.ports import free_ports

BIN = Path(sys.executable).parent
SERVING = "Ctrl-C"
"""Begins the launcher's last line: the month is sealed and the system goes on serving."""


@dataclass(frozen=True, slots=True)
class Machine:
    """`folder` looks like a checkout to the commands of a page: it holds .venv, .data, out and services."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return self.folder / ".data"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("docs")
    (folder / ".venv").symlink_to(BIN.parent)
    (folder / "services").symlink_to(Path(__file__).parents[2] / "services")
    machine = Machine(folder, free_ports(1)[0])
    launcher = _launched(machine)
    try:
        _wait_until_serving(launcher)
        yield machine
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(60) == 0
    finally:
        launcher.kill()
        postgres.stop_leftovers(machine.data / "postgres")
        kafka.stop_leftovers(machine.data / "kafka")


def _launched(machine: Machine) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHUNGTAY_")}
    return subprocess.Popen(
        [BIN / "chungtay", "local", "run"], cwd=machine.folder, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={
            **environment, "PYTHONUNBUFFERED": "1",
            "CHUNGTAY_DATA": str(machine.data), "CHUNGTAY_PORT": str(machine.port),
        },
    )  # fmt: skip


def _wait_until_serving(launcher: subprocess.Popen[str]) -> None:
    assert launcher.stdout
    seen: list[str] = []
    for line in launcher.stdout:
        seen.append(line)
        if SERVING in line:
            return
    pytest.fail(f"the system never served:\n{''.join(seen)}")
