"""Parses a file in a process of its own, which dies of what would have felled the service.

Bounds: processor seconds, memory and open files by the process itself before it reads a byte; the clock by us. It gets
the bytes by a pipe, writes no file and leaves no core dump, so that nothing of a refused document stays anywhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from chungtay_tasks.documents import refusals
from chungtay_tasks.documents.document import Document, FileKind, Notice
from chungtay_tasks.plan.source import PlanRefused

SECONDS = 30
_AT_ONCE = BoundedSemaphore(2)
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")


def fenced(kind: FileKind, data: bytes) -> Document:
    """The document in `data`; raises PlanRefused, also where the process was ended by a bound or broke."""
    with _AT_ONCE:
        told = _ask(kind, data)
    if name := told.get("refused"):
        raise refusals.BY_NAME[name](*told["words"])
    return Document(told["text"], kind, [Notice(**notice) for notice in told["notices"]], told["pages"])


def _ask(kind: FileKind, data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "chungtay_tasks.documents.worker", kind]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
            env=environment, cwd="/", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise refusals.too_heavy() from None
    if done.returncode == 0:
        return json.loads(done.stdout)
    raise _ended(kind, done.returncode)


def _ended(kind: FileKind, code: int) -> PlanRefused:
    """A signal of the processor bound or of the memory's end, or a parser that broke on malformed input."""
    if code in _OUT_OF_BOUNDS:
        return refusals.too_heavy()
    return refusals.damaged(kind)


_OUT_OF_BOUNDS = (-24, -9, -6, -5, -4)  # XCPU, KILL; PDFium ends itself by ABRT, TRAP or ILL when memory runs out
