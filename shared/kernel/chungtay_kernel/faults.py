"""Named points where a crash test may strike; nothing happens unless CHUNGTAY_FAULT names one."""

from __future__ import annotations

import os

_ARMED = os.environ.get("CHUNGTAY_FAULT", "")
_name, _, _count = _ARMED.partition(":")
_left = int(_count or 1)


def fault(name: str) -> None:
    """Ends the process as kill -9 would, the nth time (`name:n`, default the first) that it passes `name`."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os._exit(137)
