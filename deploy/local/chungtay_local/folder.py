"""The data folder: used by one launcher at a time, emptied on request."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TextIO

from chungtay_kernel.cli import Unreachable

_LOCK = "lock"


@contextlib.contextmanager
def held(data: Path) -> Generator[None]:
    """Holds the folder until the end; the kernel lets go of it even when we are killed. Raises Unreachable."""
    with _lock_file(data) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise _in_use(data, lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def is_held(data: Path) -> bool:
    """Whether a launcher is at work on this folder."""
    if not (data / _LOCK).exists():
        return False
    with (data / _LOCK).open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def empty(data: Path) -> None:
    """Removes all that a run wrote, and nothing else: only the names we make, and never the lock we hold."""
    for name in ("postgres", "kafka", "secrets", "log", "outbox"):
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(data / name)


def _lock_file(data: Path) -> TextIO:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return (data / _LOCK).open("a+", encoding="ascii")
    except OSError as error:
        raise Unreachable(
            f"Không ghi được vào thư mục {data} ({error.strerror}). Đặt CHUNGTAY_DATA khác.",
            f"The folder {data} cannot be written ({error.strerror}). Set another CHUNGTAY_DATA.",
        ) from error


def _in_use(data: Path, pid: str) -> Unreachable:
    return Unreachable(
        f"Chung Tay đang chạy trên thư mục {data} (tiến trình {pid}). Dừng tiến trình đó, hoặc đặt "
        "CHUNGTAY_DATA và CHUNGTAY_PORT khác.",
        f"Chung Tay already runs on {data} (process {pid}). Stop it, or set another CHUNGTAY_DATA and CHUNGTAY_PORT.",
    )
