"""One launcher a data folder; the second is told who holds it and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chungtay_kernel.cli import Unreachable
from chungtay_local import folder

HOLDER = """
import sys, signal
from pathlib import Path
from chungtay_local import folder
with folder.held(Path(sys.argv[1])):
    print("held", flush=True)
    signal.pause()
"""


def test_a_second_start_is_told_which_process_runs(tmp_path: Path) -> None:
    with folder.held(tmp_path):
        assert folder.is_held(tmp_path)
        with pytest.raises(Unreachable, match=str(os.getpid())), folder.held(tmp_path):
            pass
    assert not folder.is_held(tmp_path)


def test_a_holder_that_was_killed_holds_no_longer(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    holder.stdout.readline()
    assert folder.is_held(tmp_path)
    holder.kill()
    holder.communicate()
    with folder.held(tmp_path):
        pass


def test_starting_anew_removes_what_we_made_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "theirs").mkdir()
    with folder.held(tmp_path):
        folder.empty(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {"lock", "theirs"}
        assert folder.is_held(tmp_path)
