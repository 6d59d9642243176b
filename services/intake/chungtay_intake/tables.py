"""Intake's tables: fed by foreign events (campaign, duty, review), and by its own (activity, unit_report)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    column,
    table,
)  # fmt: skip

METADATA = MetaData()
_MOMENT = DateTime(timezone=True)

CAMPAIGN = Table(
    "campaign",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

DUTY = Table(
    "duty",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("dropped", Text),  # why; null while it stands
)

REVIEW = Table(
    "review",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("report_version", Integer, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("reviewed_at", _MOMENT, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

ACTIVITY = Table(
    "activity",
    METADATA,
    Column("activity", Uuid, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("duty", Text),
    Column("occurred_on", Date, nullable=False),
    Column("first_position", BigInteger, nullable=False, unique=True),
    Column("recorded_at", _MOMENT, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("filed_in", Integer),  # the version of the unit's report that held it last
    Column("filed_period", Text),  # and that report's period
    Column("content_at", BigInteger, nullable=False),  # the position of the event that holds its content
)

EVENT = table("event", column("position", BigInteger), column("data", LargeBinary))

UNIT_REPORT = Table(
    "unit_report",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("report_version", Integer, nullable=False),
    Column("filed", Boolean, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("filed_at", _MOMENT, nullable=False),
    Column("received_at", _MOMENT),
)
