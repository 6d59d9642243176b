"""Children end when their owner does, even by kill -9; a stubborn one is ended by force."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from chungtay_kernel.cli import Unreachable
from chungtay_local import postgres
from chungtay_local.processes import end, leftovers, spawn, wait_until

OWNER = """
import sys, signal
from pathlib import Path
from chungtay_local import postgres
print(postgres.start(Path(sys.argv[1])).process.pid, flush=True)
signal.pause()
"""

STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_server_ends_when_its_owner_is_killed_and_the_next_start_goes_through(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    server = psutil.Process(int(owner.stdout.readline()))
    owner.kill()
    owner.communicate()
    assert psutil.wait_procs([server], timeout=20)[1] == []
    again = postgres.start(tmp_path)
    assert again.running()
    again.stop()


def test_a_process_that_ignores_its_signal_is_ended_by_force(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = spawn([sys.executable, "-c", STUBBORN], log=log, stop_signal=signal.SIGTERM)
    wait_until(lambda: log.read_text() == "up\n", process, name="stubborn", log=log, timeout=20)
    end([process], signal.SIGTERM, 0.2)
    assert not process.is_running()


def test_a_server_that_dies_while_starting_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = spawn([sys.executable, "-c", "raise SystemExit('hết đĩa')"], log=log, stop_signal=signal.SIGTERM)
    with pytest.raises(Unreachable, match="hết đĩa"):
        wait_until(lambda: False, process, name="Máy chủ", log=log, timeout=20)


def test_a_process_is_known_by_an_argument_of_its_own_and_no_other(tmp_path: Path) -> None:
    mark, other = tmp_path / "a", tmp_path / "ab"
    process = spawn([sys.executable, "-c", "input()", mark], log=tmp_path / "log", stop_signal=signal.SIGTERM)
    sleeper = spawn(
        [sys.executable, "-c", "import signal; signal.pause()", mark],
        log=tmp_path / "log2", stop_signal=signal.SIGTERM,
    )  # fmt: skip
    psutil.wait_procs([process], timeout=20)
    assert leftovers(mark) == [sleeper]
    assert leftovers(other) == []
    end([sleeper], signal.SIGTERM, 5)
