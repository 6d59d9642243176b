"""The directory as it stands in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chungtay_tasks.directory.model import Directory, Unit
from chungtay_tasks.directory.readmodel import GROUPS, UNIT
from chungtay_tasks.directory.tables import GROUP, LIFE

Streams = Mapping[tuple[str, date | None], tuple[str, int]]
"""By (code, valid_from): the stream of a life and the version it stands at."""


@dataclass(frozen=True)
class Stored:
    """The directory, and where the streams of its lives and groups stand."""

    directory: Directory
    lives: Streams = field(default_factory=dict[tuple[str, date | None], tuple[str, int]])
    groups: Mapping[str, int] = field(default_factory=dict[str, int])


async def whole(engine: AsyncEngine) -> Directory:
    return (await stored(engine)).directory


async def stored(engine: AsyncEngine) -> Stored:
    async with engine.connect() as connection:
        lives = await _rows(connection, select(LIFE.c.stream, LIFE.c.version, LIFE.c.data))
        groups = await _rows(connection, select(GROUP.c.stream, GROUP.c.version, GROUP.c.data))
    units = [UNIT.validate_python(row["data"]) for row in lives]
    heads = {unit.key: (row["stream"], row["version"]) for unit, row in zip(units, lives, strict=True)}
    defined = {row["stream"].removeprefix("group/"): row["version"] for row in groups}
    directory = Directory(units, [group for row in groups for group in GROUPS.validate_python(row["data"])])
    return Stored(directory, heads, defined)


async def lives_of(engine: AsyncEngine, codes: Sequence[str]) -> Sequence[Unit]:
    """Every life of some codes."""
    async with engine.connect() as connection:
        rows = await _rows(connection, select(LIFE.c.data).where(LIFE.c.code.in_(codes)))
    return [UNIT.validate_python(row["data"]) for row in rows]


async def moved_at(engine: AsyncEngine) -> int:
    """The position of the directory's last event; 0: it is empty."""
    lives, groups = (select(func.coalesce(func.max(table.c.position), 0)).scalar_subquery() for table in (LIFE, GROUP))
    async with engine.connect() as connection:
        return (await connection.execute(select(func.greatest(lives, groups)))).scalar_one()


async def _rows(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> Sequence[Mapping[str, Any]]:
    return [dict(row) for row in (await connection.execute(query)).mappings()]


class Cached:
    """The whole directory, read again when it has moved: reading a nation's units takes a second."""

    def __init__(self) -> None:
        self._at, self._stored = -1, Stored(Directory())

    async def read(self, engine: AsyncEngine) -> Directory:
        at = await moved_at(engine)
        if at != self._at:
            self._stored, self._at = await stored(engine), at
        return self._stored.directory


async def stream_of(engine: AsyncEngine, unit: Unit) -> str:
    """The stream of a life that stands in the directory."""
    query = select(LIFE.c.stream, LIFE.c.version, LIFE.c.position).where(
        LIFE.c.code == unit.code, LIFE.c.valid_from.is_not_distinct_from(unit.valid_from)
    )
    async with engine.connect() as connection:
        return (await connection.execute(query)).one().stream
