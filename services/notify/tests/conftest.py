"""Notify with its producers, on a real PostgreSQL."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from notify_scene import Scene, staged

from chungtay_local.fresh_databases import Databases


@pytest.fixture
async def scene(databases: Databases, tmp_path: Path) -> AsyncGenerator[Scene]:
    async with staged(databases, tmp_path, frozenset({"api", "timers"})) as scene:
        yield scene
