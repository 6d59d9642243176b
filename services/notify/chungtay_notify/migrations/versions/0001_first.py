"""The kernel's tables and notify's own, as of the first release."""

from alembic import op

from chungtay_kernel.migrate import create_v1

revision = "0001"
down_revision = None

OWN = (
    "CREATE TABLE campaign (campaign text PRIMARY KEY, data bytea NOT NULL)",
    """CREATE TABLE early (
         campaign  text NOT NULL,
         source    text NOT NULL,
         position  bigint NOT NULL,
         event     jsonb NOT NULL,
         PRIMARY KEY (source, position))""",
    "CREATE INDEX early_campaign ON early (campaign)",
    """CREATE TABLE standing (
         campaign  text NOT NULL,
         unit      text NOT NULL,
         filed     integer NOT NULL DEFAULT 0,
         latest    integer NOT NULL DEFAULT 0,
         reviewed  integer NOT NULL DEFAULT 0,
         due_soon  boolean NOT NULL DEFAULT false,
         overdue   boolean NOT NULL DEFAULT false,
         PRIMARY KEY (campaign, unit))""",
    """CREATE TABLE alert (
         alert             text PRIMARY KEY,
         version           integer NOT NULL,
         position          bigint NOT NULL UNIQUE,
         campaign          text NOT NULL,
         rule              text NOT NULL,
         unit              text NOT NULL,
         subject_unit      text NOT NULL,
         report_version    integer,
         raised_at         timestamptz NOT NULL,
         withdrawn_at      timestamptz,
         withdrawn_reason  jsonb,
         wording           jsonb NOT NULL)""",
    "CREATE INDEX alert_open ON alert (campaign, subject_unit) WHERE withdrawn_at IS NULL",
    "CREATE INDEX alert_unit ON alert (campaign, unit, position)",
    """CREATE TABLE delivery (
         alert       text NOT NULL,
         channel     text NOT NULL,
         attempt     integer NOT NULL,
         position    bigint NOT NULL UNIQUE,
         campaign    text NOT NULL,
         recipient   text NOT NULL,
         state       text NOT NULL,
         started_at  timestamptz NOT NULL,
         ended_at    timestamptz,
         answer      text,
         PRIMARY KEY (alert, channel, attempt))""",
    "CREATE TABLE recipient (unit text PRIMARY KEY, version integer NOT NULL, mail text[] NOT NULL)",
)


def upgrade() -> None:
    create_v1(op)
    for statement in OWN:
        op.execute(statement)
