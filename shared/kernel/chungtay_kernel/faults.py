"""Named points where a crash test may strike; nothing happens unless CHUNGTAY_FAULT names one.

`name` strikes the first time the process passes there, `name:3` the third; `name:3:freeze` stops the process, as
SIGSTOP does, until somebody sends SIGCONT, instead of ending it.
"""

from __future__ import annotations

import os
import signal

_name, _count, _deed, *_ = (os.environ.get("CHUNGTAY_FAULT", "") + "::").split(":")
_left = int(_count or 1)


def fault(name: str) -> None:
    """Ends the process as kill -9 would, or freezes it, where this point was named."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        _strike()


def _strike() -> None:
    if _deed == "freeze":
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        os._exit(137)
