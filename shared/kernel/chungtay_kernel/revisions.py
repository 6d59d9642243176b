"""Whether a database stands where this release expects it, told without touching it."""

from __future__ import annotations

from functools import lru_cache

import asyncpg
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from chungtay_kernel.database import Pool


async def pending_revision(pool: Pool, script_location: str) -> str | None:
    """The revision that is still to come; None where the database is as new as this release, or newer."""
    script = _script(script_location)
    newest = script.get_current_head()
    try:
        current: str | None = await pool.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        current = None
    if current == newest or (current is not None and not _knows(script, current)):
        return None
    return newest


@lru_cache
def _script(script_location: str) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", script_location)
    return ScriptDirectory.from_config(config)


def _knows(script: ScriptDirectory, revision: str) -> bool:
    try:
        script.get_revision(revision)
    except CommandError:
        return False
    return True
