"""Event ids: UUID version 7 (RFC 9562), which Python has only from 3.14 on."""

from __future__ import annotations

import os
import time
from uuid import UUID


def uuid7(now_ms: int | None = None, random: bytes | None = None) -> UUID:
    """A time-ordered id; moment in milliseconds and ten random bytes can be given for tests."""
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    tail = int.from_bytes(os.urandom(10) if random is None else random)
    value = (ms & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
