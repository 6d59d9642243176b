"""The kernel's tables and intake's own, as of the first release."""

from alembic import op

from chungtay_kernel.migrate import create_v1

revision = "0001"
down_revision = None

OWN = (
    "CREATE TABLE campaign (campaign text PRIMARY KEY, data bytea NOT NULL)",
    "CREATE TABLE duty (campaign text NOT NULL, duty text NOT NULL, data bytea NOT NULL, PRIMARY KEY (campaign, duty))",
    """CREATE TABLE review (
         campaign        text NOT NULL,
         unit            text NOT NULL,
         report_version  integer NOT NULL,
         verdict         text NOT NULL,
         content_hash    text NOT NULL,
         reviewed_at     timestamptz NOT NULL,
         data            bytea NOT NULL,
         PRIMARY KEY (campaign, unit, report_version))""",
    """CREATE TABLE activity (
         activity        uuid PRIMARY KEY,
         campaign        text COLLATE "C" NOT NULL,
         unit            text COLLATE "C" NOT NULL,
         duty            text,
         occurred_on     date NOT NULL,
         first_position  bigint NOT NULL UNIQUE,
         recorded_at     timestamptz NOT NULL,
         position        bigint NOT NULL,
         version         integer NOT NULL,
         voided          boolean NOT NULL,
         filed_in        integer,
         content_at      bigint NOT NULL)""",
    # what one append hands over: an array of such rows
    """CREATE TYPE activity_row AS (
         activity uuid, campaign text, unit text, duty text, occurred_on date, first_position bigint,
         recorded_at timestamptz, position bigint, version integer)""",
    "CREATE INDEX activity_unit ON activity (campaign, unit, first_position)",
    """CREATE TABLE unit_report (
         campaign        text COLLATE "C" NOT NULL,
         unit            text COLLATE "C" NOT NULL,
         version         integer NOT NULL,
         report_version  integer NOT NULL,
         filed           boolean NOT NULL,
         content_hash    text NOT NULL,
         filed_at        timestamptz NOT NULL,
         received_at     timestamptz,
         PRIMARY KEY (campaign, unit))""",
)


def upgrade() -> None:
    create_v1(op)
    for statement in OWN:
        op.execute(statement)
