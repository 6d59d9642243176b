"""Makes `.venv` and installs what a lock file names: `install.py local` for running, `install.py dev` for work.

Run by whatever Python the machine has, before anything is installed: standard library only, and written so that an
old Python can still read it far enough to say that it is too old.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Cần Python 3.11 trở lên; đây là %s.\nPython 3.11 or newer is needed; this is %s.\n"
        "make PYTHON=/usr/bin/python3.12 ..." % (sys.version.split()[0], sys.version.split()[0])
    )

import contextlib
import fcntl
import hashlib
import json
import subprocess
from collections.abc import Generator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "installed.json"
SETS = ("runtime", "local", "dev")  # each holds the one before
DISTRIBUTIONS = (
    "shared/kernel",
    *(f"services/{name}" for name in ("intake", "tasks", "reporting", "notify")),
    "deploy/local",
)


def main(wanted: str) -> None:
    with _alone():
        state = _state(wanted)
        if _stamps().get(wanted) == state:
            return
        if not PYTHON.exists():
            _make_environment()
        print(f"Đang cài thư viện ({wanted}), lần đầu mất vài phút / Installing libraries ({wanted}) ...", flush=True)
        _pip("install", "--require-hashes", "-r", str(ROOT / "requirements" / f"{wanted}.lock"))
        editable = [word for name in DISTRIBUTIONS for word in ("-e", str(ROOT / name))]
        _pip("install", "--no-deps", "--no-build-isolation", *editable)
        held = SETS[: SETS.index(wanted) + 1]
        STAMPS.write_text(json.dumps({**_stamps(), **{name: _state(name) for name in held}}), "utf-8")


@contextlib.contextmanager
def _alone() -> Generator[None]:
    """Two starts at once: the second waits, then finds everything installed."""
    with (ROOT / ".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Một lệnh khác đang cài, xin chờ / Another command is installing, waiting ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _state(wanted: str) -> str:
    """Changes when the lock or any distribution's description does, and not when a file is only touched."""
    files = [ROOT / "requirements" / f"{wanted}.lock", *(ROOT / name / "pyproject.toml" for name in DISTRIBUTIONS)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _stamps() -> dict[str, str]:
    return json.loads(STAMPS.read_text("utf-8")) if STAMPS.exists() else {}


def _make_environment() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(
            f"Không tạo được .venv. Trên Debian, Ubuntu: cài gói python3-venv.\n"
            f"The environment .venv could not be made. On Debian, Ubuntu: install the package python3-venv.\n"
            f"{made.stdout}{made.stderr}"
        )


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    if subprocess.run(command).returncode != 0:
        sys.exit("Cài thư viện không thành công / The libraries could not be installed.")


if __name__ == "__main__":
    main(sys.argv[1])
