"""The directory's tables: lives of codes and groups, whole, as the events have left them."""

from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData()

LIFE = Table(
    "unit_life",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("data", JSONB, nullable=False),
)

GROUP = Table(
    "unit_group",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("data", JSONB, nullable=False),
)
