"""Notify's tables: fed by foreign events (campaign, standing), and by its own (alert, delivery, recipient)."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

METADATA = MetaData()
_MOMENT = DateTime(timezone=True)

CAMPAIGN = Table(
    "campaign",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

STANDING = Table(
    "standing",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("filed", Integer, nullable=False, server_default="0"),
    Column("latest", Integer, nullable=False, server_default="0"),
    Column("reviewed", Integer, nullable=False, server_default="0"),
    Column("due_soon", Boolean, nullable=False, server_default="false"),
    Column("overdue", Boolean, nullable=False, server_default="false"),
)

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
    Column("raised_at", _MOMENT, nullable=False),
    Column("withdrawn_at", _MOMENT),
    Column("withdrawn_reason", JSONB),
    Column("wording", JSONB, nullable=False),
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
