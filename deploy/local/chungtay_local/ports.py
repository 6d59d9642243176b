"""TCP ports on the loopback interface."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path


def free_ports(count: int) -> list[int]:
    """`count` different ports that nobody listens on."""
    with contextlib.ExitStack() as held:
        return [held.enter_context(_bound(0)).getsockname()[1] for _ in range(count)]


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
