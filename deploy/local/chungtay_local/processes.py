"""Owning the servers we start: nothing is orphaned in a way that blocks the next start, nothing is lost.

A process is known by its command line, which names its own folder, not by a pid file: no file can go stale,
be missing after a crash, or point at a stranger that got the same number.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from chungtay_kernel.cli import Unreachable
from chungtay_local.account import Account, end_with_parent

_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers and how it is ended."""

    name: str
    address: str
    process: psutil.Process
    stop_signal: int
    grace: float  # seconds an orderly stop may take

    def running(self) -> bool:
        return _alive(self.process)

    def stop(self) -> None:
        end([self.process], self.stop_signal, self.grace)

    def kill(self) -> None:
        end([self.process], signal.SIGKILL, self.grace)


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    stop_signal: int,
    account: Account | None = None,
    detached: bool = False,
    environment: Mapping[str, str] | None = None,
) -> psutil.Popen:
    """Start a server in a session of its own, its output in `log` (the former one kept as `.old`).

    Unless `detached`, it gets `stop_signal` when this process dies. Call from the main thread.
    """
    parent = os.getpid()

    def prepare() -> None:
        if account:
            account.become()
        if not detached:
            end_with_parent(parent, stop_signal)

    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".old"))
    with log.open("wb") as output:
        return psutil.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=prepare,
            env=environment,
        )


def leftovers(argument: str | Path) -> list[psutil.Process]:
    """Every process that was started with exactly this argument, whoever started it."""
    return [process for process in psutil.process_iter() if str(argument) in _command_line(process)]


def end(processes: Sequence[psutil.Process], stop_signal: int, grace: float) -> None:
    """Stop in order, and by force what has not stopped after `grace` seconds."""
    _signal(processes, stop_signal)
    _, stubborn = psutil.wait_procs(processes, timeout=grace)
    _signal(stubborn, signal.SIGKILL)
    psutil.wait_procs(stubborn, timeout=grace)


def wait_until(ready: Callable[[], bool], process: psutil.Process, *, name: str, log: Path, timeout: float) -> None:
    """Return once the server is ready; raise Unreachable with its log if it died or took too long."""
    deadline = time.monotonic() + timeout
    while not ready():
        if not _alive(process):
            raise _not_started(name, log)
        if time.monotonic() > deadline:
            end([process], signal.SIGKILL, 5)
            raise _not_started(name, log)
        time.sleep(_POLL)


def _signal(processes: Sequence[psutil.Process], number: int) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _not_started(name: str, log: Path) -> Unreachable:
    tail = "\n".join(_last_lines(log))
    return Unreachable(
        f"{name} không khởi động được. Nhật ký: {log}\n{tail}",
        f"{name} did not start. Log: {log}",
    )


def _last_lines(log: Path, count: int = 12) -> Iterator[str]:
    with contextlib.suppress(OSError):
        yield from log.read_text("utf-8", errors="replace").splitlines()[-count:]
