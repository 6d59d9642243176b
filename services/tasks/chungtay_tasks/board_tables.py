"""The tables of the duty board: since when a unit has a duty, who sees to it, what stands in its way, what was told."""

from sqlalchemy import BigInteger, Column, DateTime, Integer, Table, Text

from chungtay_tasks.tables import METADATA

_MOMENT = DateTime(timezone=True)

ASSIGNED = Table(
    "assigned",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("assigned_at", _MOMENT, nullable=False),
)

DELEGATION = Table(
    "delegation",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("reason", Text),
    Column("actor", Text, nullable=False),
    Column("since", _MOMENT, nullable=False),
)

OBSTACLE = Table(
    "obstacle",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("obstacle", Text, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("duty", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("answer", Text),
    Column("outcome", Text),
    Column("raised_at", _MOMENT, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
)

TOLD = Table(
    "told",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text),
)
