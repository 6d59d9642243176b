"""The tables that people ask: those fed by notify's own events. What foreign ones feed stays with the handlers."""

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

METADATA = MetaData()
_MOMENT = DateTime(timezone=True)

ALERT = Table(
    "alert",
    METADATA,
    Column("alert", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("campaign", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("subject_unit", Text, nullable=False),
    Column("report_version", Integer),
    Column("period", Text, nullable=False),
    Column("raised_at", _MOMENT, nullable=False),
    Column("withdrawn_at", _MOMENT),
    Column("withdrawn_reason", JSONB),
    Column("wording", JSONB, nullable=False),
    Column("notice", Integer),
)

DELIVERY = Table(
    "delivery",
    METADATA,
    Column("alert", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("campaign", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", _MOMENT, nullable=False),
    Column("ended_at", _MOMENT),
    Column("answer", Text),
)

RECIPIENT = Table(
    "recipient",
    METADATA,
    Column("unit", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("mail", ARRAY(Text), nullable=False),
)
