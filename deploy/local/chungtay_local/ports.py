"""TCP ports on the loopback interface."""

from __future__ import annotations

import contextlib
import random
import socket
from itertools import islice
from pathlib import Path

_CANDIDATES = range(20_000, 32_000)
"""Below the ports that systems hand out by themselves (from 32768 on Linux): no outgoing connection takes one of these
before its server listens."""


def free_ports(count: int) -> list[int]:
    """`count` different ports that nobody listens on; at random, since others choose at the same moment."""
    shuffled = random.sample(_CANDIDATES, len(_CANDIDATES))
    return list(islice(filter(is_free, shuffled), count))


def remembered_ports(file: Path, count: int) -> list[int]:
    """The ports of the last start, so that addresses stay the same; new ones where one of them is taken."""
    with contextlib.suppress(OSError, ValueError):
        ports = [int(word) for word in file.read_text("ascii").split()]
        if len(ports) == count and all(is_free(port) for port in ports):
            return ports
    ports = free_ports(count)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(" ".join(map(str, ports)), "ascii")
    return ports


def is_free(port: int) -> bool:
    try:
        with _bound(port):
            return True
    except OSError:
        return False


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
    except OSError:
        bound.close()
        raise
    return bound
