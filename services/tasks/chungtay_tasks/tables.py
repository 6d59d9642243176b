"""The tables of tasks: fed by its own events, and, apart from those, by intake's."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

METADATA = MetaData()
_MOMENT = DateTime(timezone=True)

CAMPAIGN = Table(
    "campaign",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("published_at", _MOMENT, nullable=False),
    Column("plan", Text),
    Column("coordinator", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    Column("amended_at", _MOMENT),
)

CAMPAIGN_PLAN = Table(
    "campaign_plan",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("plan", Text, primary_key=True),
    Column("plan_version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
)

DUTY = Table(
    "duty",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("units", ARRAY(Text), nullable=False),
    Column("data", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    Column("dropped_at", _MOMENT),
    Column("dropped_reason", Text),
)

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("acknowledged_at", _MOMENT),
    Column("dropped_at", _MOMENT),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("plan", Text),
    Column("started_at", _MOMENT, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
    Column("changed_by", Text, nullable=False),
)

VERDICT = Table(
    "verdict",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # accepted, returned, checked, rerouted
    Column("given_at", _MOMENT, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("data", JSONB, nullable=False),
)

EXTENSION = Table(
    "extension",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("due_at", _MOMENT, nullable=False),
    Column("given_at", _MOMENT, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("data", JSONB, nullable=False),
)

REPORT_VERSION = Table(
    "report_version",
    METADATA,
    Column("campaign", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("filed", Boolean, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("received_at", _MOMENT, nullable=False),
    Column("sent_to", Text),  # the desk it was sent to, where that was told
    Column("nothing_arose", Boolean, nullable=False),
)

ACTIVITY = Table(
    "activity",
    METADATA,
    Column("activity", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("duty", Text),
    Column("voided", Boolean, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
)
